import { type BrushPoint, type BrushStroke, INK_SIDE } from './ink-strokes.js';

/** Seconds in which the whole drawing is drawn, and the least that one stroke takes. */
export const DRAWING_SECONDS = 2.8;
const LEAST_SECONDS = 0.12;

/** How much wider than the stroke the mask is that uncovers it. */
const COVERING = 1.7;

/** Units of a brush that is wide enough to run dry. */
const WIDE = 7;

const short = (value: number): string => value.toFixed(1).replace(/\.0$/, '');
const pair = ({ x, y }: { x: number; y: number }): string => `${short(x)} ${short(y)}`;
const middle = (one: Spot, other: Spot): Spot => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });

const widest = (stroke: BrushStroke): number => Math.max(...stroke.map(({ width }: BrushPoint) => width));

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A smooth line through the middles between points. */
function smooth(points: readonly Spot[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return '';
  const bends = points
    .slice(1, -1)
    .map((point, index) => `Q${pair(point)} ${pair(middle(point, points[index + 2] ?? last))}`);
  return `${pair(first)}${bends.join('')}L${pair(last)}`;
}

/** The line beside the middle of a stroke at `part` of its half width: 1 is its left edge, -1 its right one. */
const beside = (stroke: BrushStroke, part: number): Spot[] =>
  stroke.map((point, index) => {
    const [from, to] = [stroke[index - 1] ?? point, stroke[index + 1] ?? point];
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    // Hairs of a brush never lie quite even.
    const uneven = 1 + 0.09 * Math.sin(index * 1.9 + part * 2.3);
    const off = (part * uneven * point.width) / 2 / length;
    return { x: point.x - (to.y - from.y) * off, y: point.y + (to.x - from.x) * off };
  });

const outline = (stroke: BrushStroke): string =>
  `M${smooth(beside(stroke, 1))}L${smooth(beside(stroke, -1).reverse())}Z`;

/** Where a wide stroke runs dry the paper shows between the hairs: 飞白. */
const STREAKS = [
  { part: 0.55, from: 0.58, to: 0.96 },
  { part: 0.12, from: 0.7, to: 0.99 },
  { part: -0.4, from: 0.63, to: 0.93 },
] as const;

const streaks = (stroke: BrushStroke): string =>
  widest(stroke) < WIDE
    ? ''
    : STREAKS.map(({ part, from, to }) => {
        const line = beside(stroke, part).slice(Math.floor(from * stroke.length), Math.ceil(to * stroke.length));
        return line.length < 3 ? '' : `<path d="M${smooth(line)}" fill="none" stroke="#000" stroke-width=".9"/>`;
      }).join('');

const lengthOf = (stroke: BrushStroke): number =>
  stroke.reduce((sum, point, index) => {
    const before = stroke[index - 1] ?? point;
    return sum + Math.hypot(point.x - before.x, point.y - before.y);
  }, 1);

/** Strokes of the brush as a drawing that the kit's `data-ink` draws; `id` tells its masks from those of another. */
export function inkDrawing(strokes: readonly BrushStroke[], id: string): string {
  const total = strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0);
  let begun = 0.2;
  const parts = strokes.map((stroke, index) => {
    const seconds = Math.max(LEAST_SECONDS, (lengthOf(stroke) / total) * DRAWING_SECONDS);
    const mask = `<mask id="${id}${index}" maskUnits="userSpaceOnUse" x="-20" y="-20" width="340" height="340"><path pathLength="1" style="--at:${begun.toFixed(2)}s;--for:${seconds.toFixed(2)}s" d="M${smooth(stroke)}" stroke-width="${short(widest(stroke) * COVERING + 4)}"/>${streaks(stroke)}</mask>`;
    begun += seconds;
    return { mask, path: `<path mask="url(#${id}${index})" d="${outline(stroke)}"/>` };
  });
  return `<svg class="ink" data-ink viewBox="0 0 ${INK_SIDE} ${INK_SIDE}" aria-hidden="true"><defs>${parts.map(({ mask }) => mask).join('')}</defs>${parts.map(({ path }) => path).join('')}</svg>`;
}
