import { escapeHtml } from './escape-html.js';
import type { PageParts } from './page-template.js';
import { postmarkParts } from './text-alternative.js';

/** In units of the drawing: the largest type, and the length of each arc and of the bar between them. */
const TYPE = 14;
const ARC = 104;
const BAR = 84;

/** Mean width of a Latin letter, digit or sign, in em. */
const NARROW = 0.56;

const emOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character < '\u2e80' ? NARROW : 1.08), 0);

const sizeFor = (text: string, room: number): string => Math.min(TYPE, room / emOf(text)).toFixed(1);

const onArc = (id: string, text: string): string =>
  `<text font-size="${sizeFor(text, ARC)}" letter-spacing=".08em"><textPath href="#${id}" startOffset="50%" text-anchor="middle">${escapeHtml(text)}</textPath></text>`;

const WAVES = [34, 48, 62, 76]
  .map((y) => `<path d="M${y === 34 || y === 76 ? 108 : 118} ${y}q9-7 18 0t18 0 18 0 18 0 18 0"/>`)
  .join('');

/** A round date stamp with waves that cancel the postage stamp: place above, date across, occasion below. */
export function postmark({ copy, say }: PageParts): string {
  const { place, date, term, weather } = copy.postmark;
  const below = term ?? weather;
  return `<svg class="postmark" viewBox="0 0 204 112" role="img" aria-label="${say.postmark} ${escapeHtml(postmarkParts(copy).join(', '))}"><defs><path id="pm-over" d="M20 56a36 36 0 0 1 72 0"/><path id="pm-under" d="M10 56a46 46 0 0 0 92 0"/></defs><g class="lines"><circle cx="56" cy="56" r="52"/><circle cx="56" cy="56" r="48.5" stroke-width=".8"/><path d="M10 45h92M10 67h92" stroke-width="1"/>${WAVES}</g><g class="type">${onArc('pm-over', place ?? say.stamp)}<text x="56" y="61" font-size="${sizeFor(date, BAR)}" text-anchor="middle">${escapeHtml(date)}</text>${below === null ? '' : onArc('pm-under', below)}</g></svg>`;
}
