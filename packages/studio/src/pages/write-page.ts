import type { CutFonts } from '@mojian/card/type/font-cutter';
import { type FaceText, subsetFonts } from '@mojian/card/type/subset-fonts';
import type { Brief } from '@mojian/contracts/brief';
import type { Concept } from '@mojian/contracts/card/concept';
import type { Copy } from '@mojian/contracts/card/copy';
import type { Interaction, Page } from '@mojian/contracts/card/page';
import type { PageDesign } from '@mojian/contracts/card/page-design';
import { choose } from '../plan/choose.js';
import { readSky } from '../plan/read-facts.js';
import { type Weather, weathers } from '../scenes/define-scene.js';
import { findScene, type SceneInfo } from '../scenes/list.js';
import { templateOfDesign } from './design-template.js';
import { escapeHtml } from './escape-html.js';
import { labels } from './labels.js';
import { letter } from './letter.js';
import { letterStyle } from './letter-style.js';
import { pageStyle } from './page-style.js';
import type { PageParts, PageTemplate } from './page-template.js';
import { poem } from './poem.js';
import { pageTemplates } from './templates/list.js';
import { textAlternative } from './text-alternative.js';

/** A letter of more different characters is set in the phone's own face: the whole page stays below 300 KB. */
const LETTER_GLYPHS = 200;

/** A model's own idea of an opening is not ours to build: without its design the seed chooses one of ours. */
const templateOf = ({ scene, template, seed }: Concept, design: PageDesign | undefined): PageTemplate => {
  if (design) return templateOfDesign(design);
  const fitting = pageTemplates.filter(({ name }) => findScene(scene)?.templates.some((one) => one === name));
  const open = fitting.length > 0 ? fitting : pageTemplates;
  return pageTemplates.find(({ name }) => name === template) ?? choose(open, { seed, purpose: 'template' });
};

/** The weather that was sensed, out of doors; else what the concept hints at, but nothing falls from a sky that is known. */
const weatherOf = (brief: Brief, { scene, animation_hint: hint }: Concept): Weather => {
  const sky = readSky(brief);
  const own = weathers.find((name) => name === hint) ?? findScene(scene)?.weather ?? 'motes';
  if (sky === null || findScene(scene)?.indoors) return own;
  if (sky === 'snow') return 'snow';
  if (sky === 'rain' || sky === 'thunder') return 'rain';
  return own === 'rain' || own === 'snow' ? 'motes' : own;
};

/** Poem, greeting, signature and what an opening says. */
const BRUSH = 'ma-shan-zheng';

const isPlain = (copy: Copy): boolean => new Set(copy.letter.words).size > LETTER_GLYPHS;

/** `display` is what the opening says besides. */
function faceTexts(parts: PageParts, display = ''): FaceText[] {
  const { copy, say, recipient, sender } = parts;
  const { salutation, signature, opening, words, closing } = copy.letter;
  const { place, date, term, weather } = copy.postmark;
  const body = [...Object.values(say), ...opening, ...closing, copy.verse?.text, copy.verse?.author, copy.verse?.work];
  const known = [
    copy.title,
    salutation,
    signature,
    recipient,
    sender,
    place,
    date,
    term,
    weather,
    '《》',
    isPlain(copy) ? '' : words,
  ];
  return [
    { name: BRUSH, text: [...copy.headline, salutation, signature, display].join('') },
    { name: 'lxgw-wenkai', text: [...body, ...known].join('') },
    { name: 'zcool-xiaowei', text: copy.seal },
  ];
}

const metaLine = ({ postmark }: Copy): string =>
  [postmark.date, postmark.place, postmark.weather, postmark.term]
    .filter((part) => part !== null)
    .map((part) => `<span>${escapeHtml(part)}</span>`)
    .join('');

interface Front {
  readonly scene: SceneInfo | undefined;
  readonly weather: string;
  readonly template: PageTemplate;
}

function front(parts: PageParts, { scene, weather, template }: Front): string {
  const { copy, say } = parts;
  const picture = `<div data-picture role="img" aria-label="${escapeHtml(copy.title)}"></div>`;
  const bar = `<div class="bar">${template.tools?.(parts) ?? ''}<button class="mj-button" type="button" data-turn>${say.turn}</button></div>`;
  return `<section class="front" data-face="front" aria-label="${say.front}"><div class="mj-stage">${picture}</div><canvas data-weather="${weather}" aria-hidden="true"></canvas><div class="mj-stage overlay">${poem(copy, scene?.safe.headline ?? null)}</div><div class="meta" aria-hidden="true">${metaLine(copy)}</div>${template.front?.(parts) ?? ''}${bar}</section>`;
}

/** In the order in which a person comes to them. */
const interactionsOf = (parts: PageParts, template: PageTemplate): Interaction[] => [
  template.opening(parts),
  { name: parts.say.poem, gesture: 'wait', target: '[data-poem]', expect: { selector: '.seal', change: 'visible' } },
  ...(template.play?.(parts) ?? []),
  {
    name: parts.say.picture,
    gesture: 'tap',
    target: '[data-face="front"]',
    expect: { selector: 'canvas[data-weather]', change: 'attribute' },
  },
  {
    name: parts.say.turn,
    gesture: 'tap',
    target: '.front [data-turn]',
    expect: { selector: '.back', change: 'visible' },
  },
];

const colours = ({ palette: { ground, ink, accent, paper } }: Concept): string =>
  `:root{--ground:${ground};--ink:${ink};--accent:${accent};--paper:${paper}}`;

/** Whether the poem stands on the right half; so it does on a picture that nobody told us about. */
const isRight = (scene: SceneInfo | undefined): boolean => {
  const zone = scene?.safe.headline;
  return zone === undefined || zone.x + zone.width / 2 > 0.5;
};

const partsOf = ({ recipient, sender, ink }: Brief, concept: Concept, copy: Copy): PageParts => {
  const free = isRight(findScene(concept.scene)) ? 'left' : 'right';
  return { concept, copy, recipient, sender, ink, say: labels[copy.language], free };
};

/** What a page is written of. */
export interface PageTexts {
  readonly brief: Brief;
  readonly concept: Concept;
  readonly copy: Copy;
}

/**
 * Has the fonts of a page cut before it is written, for whoever cuts them to remember: while a model writes, the
 * processor has nothing else to do. `display` is what is known already to stand on the opening.
 */
export async function prepareFonts(
  { brief, concept, copy }: PageTexts,
  display: string,
  cutFonts: CutFonts,
): Promise<void> {
  const faces = faceTexts(partsOf(brief, concept, copy), display);
  // The opening is set in the brush: while nothing of it is known, that would be cut for nothing.
  await cutFonts({ text: '', faces: display === '' ? faces.filter(({ name }) => name !== BRUSH) : faces });
}

interface PageMaking {
  /** A model's; else the seed chooses an opening of ours. */
  readonly design?: PageDesign | undefined;
  /** In this process unless told. */
  readonly cutFonts?: CutFonts;
}

/**
 * The living page of a card, without its picture: full-bleed front with the poem, an opening over it, and the letter on
 * its back with the person's words verbatim. Deterministic. The picture comes in by `assemblePage`, which also brings
 * the kit that the page's attributes speak to. Takes a model's concept and copy as well, and its design of the opening.
 */
export async function writePage(
  { brief, concept, copy }: PageTexts,
  { design, cutFonts = subsetFonts }: PageMaking = {},
): Promise<Page> {
  const scene = findScene(concept.scene);
  const parts = partsOf(brief, concept, copy);
  const template = templateOf(concept, design);
  const fonts = await cutFonts({ text: '', faces: faceTexts(parts, template.display?.(parts)) });
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><title>${escapeHtml(copy.title)}</title><style>${fonts}${colours(concept)}${pageStyle}${letterStyle}${template.style}</style>`;
  const card = `<main data-card>${front(parts, { scene, weather: weatherOf(brief, concept), template })}${letter(parts)}</main>`;
  const skip = `<button class="mj-button skip" type="button" data-turn>${parts.say.letter}</button>`;
  const html = `<!doctype html><html lang="${copy.language === 'zh' ? 'zh-CN' : 'en'}" class="mj-sealed ${template.name} free-${parts.free}"><head>${head}</head><body${isPlain(copy) ? ' class="plain"' : ''}>${textAlternative(parts)}${card}${template.cover(parts)}${skip}</body></html>`;
  return { html, interactions: interactionsOf(parts, template) };
}
