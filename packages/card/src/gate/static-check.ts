import type { GateFinding } from '@mojian/contracts/card/gate-report';
import { checkMarkup } from './check-markup.js';
import { checkScript, type PageScript } from './check-script.js';
import { checkStyle } from './check-style.js';
import { checkWords, type ExpectedWords } from './check-words.js';
import { finding } from './finding.js';
import { extractDocument, mendDocument } from './mend.js';
import { attributeOf, elementNamed, type PageTree, parsePage, rawContent, runs } from './page-tree.js';

/** A card with its picture and fonts inside: what a phone may be asked to load. */
const maxPageBytes = 1024 * 1024;

interface StaticCheck {
  /** The document itself, mended; not yet armed. */
  readonly html: string;
  readonly findings: GateFinding[];
  readonly mended: string[];
}

interface StaticCheckOptions {
  readonly copy: readonly string[];
  readonly title?: string;
  readonly told?: readonly string[];
}

/**
 * Reads a page without running it (1–10 ms): finds the document in a model's answer, mends what needs no model, and
 * refuses what a card may not hold. No findings means that the page may be opened in a browser, not that it is good.
 * `copy` are the lines that must appear word for word, white space aside; `title`
 * (else the first of them) names a page that has no title; `told` is what people said, which may look like anything.
 */
export function checkStatic(
  answer: string,
  { copy, title = copy[0] ?? '', told = [] }: StaticCheckOptions,
): StaticCheck {
  const extracted = extractDocument(answer);
  const bytes = Buffer.byteLength(extracted.html);
  if (bytes > maxPageBytes) {
    return { html: extracted.html, findings: [finding('TOO_BIG', `${bytes} bytes`)], mended: [...extracted.mended] };
  }
  const language = /\p{Script=Han}/u.test(copy.join('')) ? 'zh-CN' : 'en';
  const page = parsePage(extracted.html);
  const mended = mendDocument(extracted.html, { title, language });
  return {
    html: mended.html,
    findings: dedupe([...linkFindings(page), ...checkPage(parsePage(mended.html), { copy, told }, page)]),
    mended: [...extracted.mended, ...mended.mended],
  };
}

/** A page that was written on a style sheet or base from elsewhere is not mended by leaving it out. */
const linkFindings = (page: PageTree): GateFinding[] => {
  const sheets = page.elements.filter(
    (element) =>
      element.tagName === 'link' &&
      /stylesheet|import/i.test(attributeOf(element, 'rel') ?? '') &&
      !/fonts?\./i.test(attributeOf(element, 'href') ?? ''),
  );
  const found = sheets.map((sheet) => finding('EXTERNAL', `<link href="${attributeOf(sheet, 'href') ?? ''}">`));
  if (elementNamed(page, 'base')) found.push(finding('NAVIGATION', '<base>'));
  if (page.elements.some((element) => /refresh/i.test(attributeOf(element, 'http-equiv') ?? ''))) {
    found.push(finding('NAVIGATION', '<meta http-equiv="refresh">'));
  }
  return found;
};

function checkPage(page: PageTree, expected: ExpectedWords, original: PageTree): GateFinding[] {
  const scripts = scriptsOf(page).map(checkScript);
  const sheets = page.elements
    .filter(({ tagName }) => tagName === 'style')
    .map((style) => rawContent(page, style)?.text);
  const truncated = checkMarkup(original).filter(({ rule }) => rule === 'TRUNCATED');
  return [
    ...truncated,
    ...checkMarkup(page),
    ...scripts.flatMap(({ findings }) => findings),
    ...sheets.flatMap((css) => checkStyle(css ?? '')),
    ...checkWords(
      page,
      scripts.flatMap(({ strings }) => strings),
      expected,
    ),
  ];
}

/** Inline scripts and handlers of the page. */
function scriptsOf(page: PageTree): PageScript[] {
  return page.elements.flatMap((element) => {
    const handlers = element.attrs
      .filter(({ name }) => /^on[a-z]/i.test(name))
      .map(({ value }): PageScript => ({ text: value, kind: 'handler' }));
    const text = runs(element) ? (rawContent(page, element)?.text ?? '') : '';
    const kind = attributeOf(element, 'type') === 'module' ? 'module' : 'script';
    return text === '' ? handlers : [...handlers, { text, kind }];
  });
}

const dedupe = (findings: readonly GateFinding[]): GateFinding[] => [
  ...new Map(findings.map((one) => [`${one.rule} ${one.detail}`, one])).values(),
];
