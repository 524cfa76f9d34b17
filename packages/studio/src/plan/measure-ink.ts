import type { InkPoint } from '@mojian/contracts/ink';

/** How a drawing moves; lengths are relative to the drawing's own size, the longer side of its box. */
export interface Gesture {
  /** Sharp corners for each size of length. */
  readonly jaggedness: number;
  readonly corners: number;
  /** Length of all strokes: how often the hand went over the same place. */
  readonly density: number;
  /** Full turns of the stroke that winds most, in one direction. */
  readonly loops: number;
  /** Sizes a second; null when the client sent no times. */
  readonly speed: number | null;
  /** How far the end stands above the beginning, −1 to 1. */
  readonly rise: number;
  /** Whether it closes into a ring. */
  readonly closed: boolean;
  readonly strokes: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Fewer points than this are a dot, not a drawing. */
const LEAST_POINTS = 8;
/** Corners are looked for at this part of the drawing's size: finer is the trembling of the finger. */
const STEP = 1 / 24;
const MOST_SAMPLES = 900;
/** Radians from which a turn is a corner. Sampling spreads it over two neighbouring turns. */
const SHARP = 1.7;
/** A leap of this part of the size, and of so many usual steps, is the pen lifted. */
const LEAP = 0.15;
const LEAP_STEPS = 6;

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

function sizeOf(ink: readonly InkPoint[]): number {
  const [xs, ys] = [ink.map(({ x }) => x), ink.map(({ y }) => y)];
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}

function strokesOf(ink: readonly InkPoint[], size: number): InkPoint[][] {
  const steps = ink.slice(1).map((point, index) => distance(ink[index] ?? point, point));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const leap = Math.max(size * LEAP, usual * LEAP_STEPS);
  const strokes: InkPoint[][] = [];
  for (const [index, point] of ink.entries()) {
    const stroke = strokes.at(-1);
    if (stroke && (steps[index - 1] ?? 0) <= leap) stroke.push(point);
    else strokes.push([point]);
  }
  return strokes;
}

const lengthOf = (stroke: readonly Point[]): number =>
  stroke.slice(1).reduce((sum, point, index) => sum + distance(stroke[index] ?? point, point), 0);

/** Points of a stroke at equal distances. */
function resample(stroke: readonly InkPoint[], step: number): Point[] {
  let last: Point | undefined = stroke[0];
  const points: Point[] = last ? [last] : [];
  for (const point of stroke) {
    while (last && distance(last, point) >= step && points.length < MOST_SAMPLES) {
      const part: number = step / distance(last, point);
      last = { x: last.x + (point.x - last.x) * part, y: last.y + (point.y - last.y) * part };
      points.push(last);
    }
  }
  return points;
}

/** Turns between neighbouring steps, radians, left and right. */
function turnsOf(points: readonly Point[]): number[] {
  const headings = points.slice(1).map((point, index) => {
    const before = points[index] ?? point;
    return Math.atan2(point.y - before.y, point.x - before.x);
  });
  return headings.slice(1).map((heading, index) => {
    const turn = heading - (headings[index] ?? heading);
    return Math.atan2(Math.sin(turn), Math.cos(turn));
  });
}

const cornersOf = (turns: readonly number[]): number =>
  turns.filter((turn, index) => {
    const sharp = (at: number): boolean => Math.abs((turns[at] ?? 0) + (turns[at + 1] ?? 0)) > SHARP;
    return turn !== 0 && sharp(index) && !sharp(index - 1);
  }).length;

/** How a drawing moves; null for a dot or nothing at all. */
export function measureInk(ink: readonly InkPoint[]): Gesture | null {
  const [first, last] = [ink[0], ink.at(-1)];
  if (ink.length < LEAST_POINTS || !first || !last) return null;
  const size = sizeOf(ink);
  if (size === 0) return null;
  const strokes = strokesOf(ink, size);
  const length = strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0);
  const windings = strokes.map((stroke) => turnsOf(resample(stroke, size * STEP)));
  const corners = windings.reduce((sum, turns) => sum + cornersOf(turns), 0);
  const seconds = (last.time - first.time) / 1000;
  return {
    jaggedness: corners / (length / size),
    corners,
    density: length / size,
    loops: Math.max(...windings.map((own) => Math.abs(own.reduce((sum, turn) => sum + turn, 0)) / (2 * Math.PI))),
    speed: seconds > 0 ? length / size / seconds : null,
    rise: (first.y - last.y) / size,
    closed: distance(first, last) < size * 0.2 && length > size * 2,
    strokes: strokes.length,
  };
}
