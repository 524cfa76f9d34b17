import type { Copy } from '@mojian/contracts/card/copy';
import type { Zone } from '../scenes/define-scene.js';
import { escapeHtml } from './escape-html.js';

/** Where a poem stands on a picture that nobody told us about. */
const OPEN_SKY: Zone = { x: 0.38, y: 0.085, width: 0.52, height: 0.365 };

/** Em of a character in a column, and how much lower each column begins. */
const ADVANCE = 1.14;
const STEP = 0.9;
const COLUMN_PITCH = 1.5;
/** A line longer than this goes on in another column; only a model writes such. */
const LONGEST_COLUMN = 12;
/** Mean width of a Latin letter and height of a lying line, in em. */
const LETTER = 0.44;
const LINE = 1.45;
/** How much further in each lying line begins, in em. */
const LEVEL_STEP = 0.5;

const columnsOf = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const characters = [...line];
    const parts = Math.ceil(characters.length / LONGEST_COLUMN);
    const size = Math.ceil(characters.length / parts);
    return Array.from({ length: parts }, (_, index) => characters.slice(index * size, (index + 1) * size).join(''));
  });

/** Latin letters a line, beyond which it goes on in the next one: the fewer, the larger a poem is set. */
const LONGEST_LINE = 15;

/** A long line in two of nearly the same length, divided between words. */
const shortLines = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    if (line.length <= LONGEST_LINE) return [line];
    const middle = line.length / 2;
    const gaps = [...line.matchAll(/ /g)].map(({ index }) => index);
    const nearest = gaps.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
    return nearest === undefined ? [line] : [line.slice(0, nearest + 1), line.slice(nearest + 1)];
  });

const spans = (lines: readonly string[]): string =>
  lines.map((line, index) => `<span style="--i:${index}">${escapeHtml(line)}</span>`).join('');

const sealMarkup = (seal: string, style: string): string => {
  const characters = [...seal].map((character) => `<b>${escapeHtml(character)}</b>`).join('');
  return `<div class="seal" aria-hidden="true" style="${style}" data-size="${[...seal].length}">${characters}</div>`;
};

/** Below the line with date and place, however the picture is cropped and however large that line's type is. */
const TOP = '(5.4rem - 40px)';
const topOf = (zone: Zone): string => `max(${zone.y * 100}%,calc((var(--ph) - 100vh)/2 + ${TOP}))`;

/** So that poem, seal and the buttons below find room on a phone that lies on its side; `rows` in em. */
const sizeOfLow = (rows: number): string => `calc((100vh - ${TOP} - 6rem)/${rows.toFixed(2)})`;
/** Em of the seal under the last column. */
const SEAL = 1.9;

/** The poem in stepped vertical columns from right to left, ended by the red seal. */
function verticalPoem({ headline, seal }: Copy, zone: Zone): string {
  const columns = columnsOf(headline);
  const lengths = columns.map((column) => [...column].length);
  const rows = Math.max(...lengths.map((length, index) => length * ADVANCE + index * STEP));
  const last = columns.length - 1;
  const size = `min(calc(var(--ph)*${(zone.height / rows).toFixed(4)}),calc(var(--ph)/var(--ratio)*${(zone.width / (columns.length * COLUMN_PITCH)).toFixed(4)}),${sizeOfLow(rows + SEAL)},40px)`;
  const top = ((lengths[last] ?? 0) * ADVANCE + last * STEP + 0.35).toFixed(2);
  return `<div class="verse vertical" style="left:${zone.x * 100}%;top:${topOf(zone)};width:${zone.width * 100}%;height:${zone.height * 100}%;font-size:${size}"><p class="lines" data-poem aria-hidden="true">${spans(columns)}</p>${sealMarkup(seal, `right:${(last * COLUMN_PITCH - 0.16).toFixed(2)}em;top:${top}em`)}</div>`;
}

/** Latin lines lie; they are stepped to the right, and the seal follows below. */
function levelPoem({ headline, seal }: Copy, zone: Zone): string {
  const lines = shortLines(headline);
  const widest = Math.max(...lines.map((text, index) => text.length * LETTER + index * LEVEL_STEP));
  const rows = lines.length * LINE + SEAL;
  const size = `min(calc(var(--ph)/var(--ratio)*${(zone.width / widest).toFixed(4)}),calc(var(--ph)*${(zone.height / rows).toFixed(4)}),${sizeOfLow(rows)},36px)`;
  return `<div class="verse level" style="left:${zone.x * 100}%;top:${topOf(zone)};width:${zone.width * 100}%;font-size:${size}"><p class="lines" data-poem aria-hidden="true">${spans(lines)}</p>${sealMarkup(seal, '')}</div>`;
}

/** The headline in the quiet zone of the scene. */
export const poem = (copy: Copy, zone: Zone | null): string =>
  (copy.language === 'zh' ? verticalPoem : levelPoem)(copy, zone ?? OPEN_SKY);
