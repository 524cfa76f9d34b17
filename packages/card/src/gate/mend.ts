import { dropRemoteFonts } from './check-style.js';
import { applyEdits, type SourceEdit } from './edit-source.js';
import { attributeOf, elementNamed, headStart, type PageTree, parsePage, rawContent } from './page-tree.js';

interface MendedPage {
  readonly html: string;
  /** What was done, for the report. */
  readonly mended: readonly string[];
}

const thinking = /<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi;
const fence = /```[a-z]*[ \t]*\n([\s\S]*?)(?:\n```|$)/gi;
const documentStart = /<!doctype\s+html|<html[\s>]|<head[\s>]/i;

/** Finds the document in what a model said: without its thinking, fences, and prose before and after. */
export function extractDocument(answer: string): MendedPage {
  const said = answer
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(thinking, '');
  const fenced = [...said.matchAll(fence)].map((match) => match[1] ?? '').find((block) => documentStart.test(block));
  const text = fenced ?? said;
  const start = documentStart.exec(text)?.index ?? Math.max(text.indexOf('<'), 0);
  const close = /<\/html\s*>(?![\s\S]*<\/html\s*>)/i.exec(text);
  const end = close ? close.index + close[0].length : text.length;
  const html = text.slice(start, end).trim();
  const changed = html !== answer.trim().replace(/\r\n?/g, '\n');
  return { html, mended: changed ? ['text around the document removed'] : [] };
}

/** `<link>`, `<base>` and `<meta http-equiv>` have no place in a card; a refused one is reported by the checks before. */
const isScrubbed = (name: string, httpEquiv: string | undefined): boolean =>
  name === 'link' || name === 'base' || (name === 'meta' && httpEquiv !== undefined);

function scrubs(page: PageTree): SourceEdit[] {
  return page.elements.flatMap((element) => {
    const at = element.sourceCodeLocation;
    if (!at || !isScrubbed(element.tagName, attributeOf(element, 'http-equiv'))) return [];
    return [{ start: at.startOffset, end: at.endOffset, text: '' }];
  });
}

function fontDrops(page: PageTree): SourceEdit[] {
  return page.elements.flatMap((element) => {
    const sheet = element.tagName === 'style' ? rawContent(page, element) : null;
    if (sheet === null) return [];
    const { css, dropped } = dropRemoteFonts(sheet.text);
    return dropped === 0 ? [] : [{ start: sheet.offset, end: sheet.offset + sheet.text.length, text: css }];
  });
}

/** What the head lacks, as the markup that mends it. */
function missingInHead(page: PageTree, title: string): [name: string, markup: string][] {
  const metas = page.elements.filter(({ tagName }) => tagName === 'meta');
  const missing: [string, string][] = [];
  if (!metas.some((meta) => attributeOf(meta, 'charset') !== undefined))
    missing.push(['charset', '<meta charset="utf-8">']);
  if (!metas.some((meta) => attributeOf(meta, 'name')?.toLowerCase() === 'viewport')) {
    missing.push(['viewport', '<meta name="viewport" content="width=device-width, initial-scale=1">']);
  }
  if (!elementNamed(page, 'title')?.childNodes.length) missing.push(['title', `<title>${escapeText(title)}</title>`]);
  return missing;
}

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function documentEdits(page: PageTree, language: string): [name: string, edit: SourceEdit][] {
  const edits: [string, SourceEdit][] = [];
  const html = elementNamed(page, 'html');
  const tag = html?.sourceCodeLocation?.startTag;
  if (!page.doctype) edits.push(['doctype', { start: 0, end: 0, text: '<!doctype html>\n' }]);
  if (html && tag && !attributeOf(html, 'lang')) {
    const at = tag.startOffset + '<html'.length;
    edits.push(['lang', { start: at, end: at, text: ` lang="${language}"` }]);
  }
  return edits;
}

/** Mends what needs no model: doctype, language, charset, viewport, title; takes out nodes and fonts that would fetch. */
export function mendDocument(html: string, { title, language }: { title: string; language: string }): MendedPage {
  const page = parsePage(html);
  const head = missingInHead(page, title);
  const outer = documentEdits(page, language);
  const scrubbed = scrubs(page);
  const fonts = fontDrops(page);
  const at = headStart(page);
  const inserted = head.map(([, text]) => ({ start: at, end: at, text }));
  const mended = [
    ...[...outer, ...head].map(([name]) => `${name} added`),
    ...(scrubbed.length > 0 ? [`${scrubbed.length} link, base or http-equiv nodes removed`] : []),
    ...(fonts.length > 0 ? ['fonts from elsewhere removed'] : []),
  ];
  return { html: applyEdits(html, [...outer.map(([, edit]) => edit), ...inserted, ...scrubbed, ...fonts]), mended };
}
