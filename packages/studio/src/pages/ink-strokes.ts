import type { InkPoint } from '@mojian/contracts/ink';
import { Chance, clamp, lerp } from '../paint/chance.js';
import { inkRidge, splitStrokes } from '../paint/ink-ridge.js';

/** A point of a brush stroke in a square of 300 units, with the brush's width there. */
export interface BrushPoint {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}
export type BrushStroke = readonly BrushPoint[];

export const INK_SIDE = 300;
const MARGIN = 26;

/** A page carries no more of a drawing than this; a scribble of thousands of points is thinned. */
const MOST_STROKES = 24;
const MOST_POINTS = 420;

/** Units of the brush, pressed down and barely touching. */
const FULL = 15;
const LEAST = 2.6;

/** Units between samples of one event at which a hand is fast: the brush leaves less ink. */
const FAST = 15;

/** Points of a curve from one control point to the next. */
const SAMPLES = 5;

const distance = (from: { x: number; y: number }, to: { x: number; y: number }): number =>
  Math.hypot(to.x - from.x, to.y - from.y);

/** Whether there is a drawing, and not only a slip of the finger. */
export const isDrawn = (ink: readonly InkPoint[]): boolean => inkRidge(ink) !== null;

/** Thin where the brush is set down and lifted, wide where the hand pressed or lingered. */
function inked(points: readonly InkPoint[]): BrushStroke {
  let width = FULL * 0.6;
  return points.map((point, index) => {
    const before = points[index - 1] ?? point;
    const part = points.length < 2 ? 0.5 : index / (points.length - 1);
    const taper = Math.sin(Math.PI * clamp(part * 0.9 + 0.08)) ** 0.45;
    const pressed = point.pressure ?? 1 - 0.75 * clamp(distance(before, point) / FAST);
    width = lerp(width, lerp(LEAST, FULL, pressed), 0.35);
    return { x: point.x, y: point.y, width: Math.max(LEAST * 0.7, width * taper) };
  });
}

/** The person's drawing, fitted into the square; null for none or a slip of the finger. */
function ownStrokes(ink: readonly InkPoint[]): BrushStroke[] | null {
  if (!isDrawn(ink)) return null;
  const [xs, ys] = [ink.map(({ x }) => x), ink.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const scale = (INK_SIDE - 2 * MARGIN) / Math.max(width, height);
  const fit = (point: InkPoint): InkPoint => ({
    ...point,
    x: INK_SIDE / 2 + (point.x - left - width / 2) * scale,
    y: INK_SIDE / 2 + (point.y - top - height / 2) * scale,
  });
  const step = Math.ceil(ink.length / MOST_POINTS);
  return splitStrokes(ink)
    .slice(0, MOST_STROKES)
    .map((stroke) => inked(stroke.filter((_, index) => index % step === 0 || index === stroke.length - 1).map(fit)));
}

/** A curve through control points `[x, y, width]`, by Catmull and Rom. */
function curve(controls: readonly (readonly [number, number, number])[]): BrushStroke {
  const at = (index: number): readonly [number, number, number] =>
    controls[Math.round(clamp(index, 0, controls.length - 1))] ?? [0, 0, 0];
  return Array.from({ length: (controls.length - 1) * SAMPLES + 1 }, (_, sample) => {
    const [index, t] = [Math.floor(sample / SAMPLES), (sample % SAMPLES) / SAMPLES];
    const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const blend = (axis: 0 | 1 | 2): number =>
      b[axis] +
      0.5 *
        t *
        (c[axis] -
          a[axis] +
          t * (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) +
          t * t * (3 * (b[axis] - c[axis]) + d[axis] - a[axis]));
    return { x: blend(0), y: blend(1), width: Math.max(1, blend(2)) };
  });
}

type Control = readonly [x: number, y: number, width: number];

/** A moon in one turn of the brush. */
const MOON: readonly Control[] = Array.from({ length: 15 }, (_, index) => {
  const turn = -1.1 + (index / 14) * 6.05;
  const radius = 58 + 1.6 * Math.sin(turn * 3);
  return [178 + radius * Math.cos(turn), 96 + radius * Math.sin(turn), 13 - 10.5 * (index / 14) ** 1.4];
});

/** Two rows of hills, a boat and its mast, and the lines of the water. */
const LANDSCAPE: readonly (readonly Control[])[] = [
  '22 214 2,52 190 7,76 152 13,98 172 8,118 186 5,146 164 9,170 190 6,204 207 4,236 214 1.5',
  '150 217 1.5,190 202 5,222 188 8,246 204 6,280 216 1.5',
  '96 244 3,106 252 8,128 254 9,148 249 6,158 241 2',
  '131 249 2.4,130 232 3.2,129 222 1.6',
  '44 266 1,88 271 3.4,140 269 2.2,196 272 1',
  '178 254 1,214 257 2.6,252 254 1',
].map((stroke) =>
  stroke.split(',').map((control): Control => {
    const [x = 0, y = 0, width = 0] = control.split(' ').map(Number);
    return [x, y, width];
  }),
);

/** What is drawn when nobody drew: the same landscape, by a hand that is never quite the same. */
function motif(seed: string): BrushStroke[] {
  const chance = new Chance(`${seed}/ink`);
  const stir = (controls: readonly Control[]): Control[] =>
    controls.map(([x, y, width]) => [x + chance.between(-1.5, 1.5), y + chance.between(-4, 4), width]);
  return [curve(MOON), ...LANDSCAPE.map((stroke) => curve(stir(stroke)))];
}

/** The strokes that draw themselves: the person's own, else a motif that follows from the seed. */
export const brushStrokes = (ink: readonly InkPoint[], seed: string): BrushStroke[] => ownStrokes(ink) ?? motif(seed);
