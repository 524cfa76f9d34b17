import type { InkPoint } from '@mojian/contracts/ink';
import { clamp, lerp } from './chance.js';

/** Heights 0..1 of a ridge at evenly spaced columns from left to right. */
export type RidgeProfile = Float32Array;

const COLUMNS = 161;
/** A pen that rested this long (ms) or leapt this far (part of the drawing's diagonal) began a new stroke. */
const REST = 260;
const LEAP = 0.22;
/** A drawing smaller than this (canvas pixels, length of the line) is a slip of the finger. */
const SMALLEST_EXTENT = 16;
const SMALLEST_LENGTH = 48;

type Stroke = readonly InkPoint[];

const extentOf = (points: readonly InkPoint[]) => {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, bottom, width: right - left, height: bottom - top };
};

const distance = (from: InkPoint, to: InkPoint): number => Math.hypot(to.x - from.x, to.y - from.y);

/** Splits a trajectory, which carries no pen lifts, where the pen must have been lifted. */
export const splitStrokes = (points: readonly InkPoint[]): Stroke[] => {
  const { width, height } = extentOf(points);
  const leap = Math.hypot(width, height) * LEAP;
  const strokes: InkPoint[][] = [];
  let stroke: InkPoint[] = [];
  let last: InkPoint | null = null;
  for (const point of points) {
    if (last === null || point.time - last.time > REST || distance(last, point) > leap) {
      stroke = [];
      strokes.push(stroke);
    }
    stroke.push(point);
    last = point;
  }
  return strokes;
};

const lengthOf = (strokes: readonly Stroke[]): number => {
  let length = 0;
  for (const stroke of strokes) {
    stroke.forEach((point, index) => {
      const last = stroke[index - 1];
      if (last !== undefined) length += distance(last, point);
    });
  }
  return length;
};

/** Raises the envelope under the line from one point to the next; both in columns and heights. */
const raise = (envelope: Float32Array, from: readonly [number, number], to: readonly [number, number]): void => {
  const steps = Math.max(1, Math.ceil(Math.abs(to[0] - from[0]) * 2));
  for (let step = 0; step <= steps; step++) {
    const column = Math.round(lerp(from[0], to[0], step / steps));
    envelope[column] = Math.max(envelope[column] ?? 0, lerp(from[1], to[1], step / steps));
  }
};

/** Columns in which a mountain's flank beside the outermost stroke comes down to the ground. */
const FLANK = 22;

/** Grounds the envelope beside the drawing, and at both ends. */
const grade = (envelope: Float32Array): void => {
  const first = envelope.findIndex((height) => height >= 0);
  const last = envelope.findLastIndex((height) => height >= 0);
  for (const column of [0, first - FLANK, last + FLANK, COLUMNS - 1]) {
    if ((envelope[column] ?? 0) < 0) envelope[column] = 0;
  }
};

/** Columns that no stroke covers sag between their neighbours. */
const bridgeGaps = (envelope: Float32Array): void => {
  let last = 0;
  for (let column = 1; column < COLUMNS; column++) {
    const height = envelope[column] ?? -1;
    if (height < 0) continue;
    const before = envelope[last] ?? 0;
    for (let gap = last + 1; gap < column; gap++) {
      const part = (gap - last) / (column - last);
      envelope[gap] = Math.max(0, lerp(before, height, part) * (1 - 0.35 * Math.sin(Math.PI * part)));
    }
    last = column;
  }
};

const soften = (envelope: Float32Array, passes: number): Float32Array => {
  let heights = envelope;
  for (let pass = 0; pass < passes; pass++) {
    const source = heights;
    heights = source.map((height, column) => {
      const before = source[column - 1] ?? height;
      const after = source[column + 1] ?? height;
      return (before + 2 * height + after) / 4;
    });
  }
  return heights;
};

/** Columns to each side over which a height is compared, and the range (part of the height) from which on it is no plateau. */
const PLATEAU = 9;
const LIVELY = 0.2;
/** How much of its height a plateau loses in its hollows. */
const HOLLOW = 0.42;

/** No mountain is flat on top: where the drawing is, hollows of uneven width are worn into it, below what was drawn. */
const weather = (heights: Float32Array): Float32Array =>
  heights.map((height, column) => {
    const around = heights.subarray(Math.max(0, column - PLATEAU), column + PLATEAU + 1);
    const flatness = 1 - clamp((Math.max(...around) - Math.min(...around)) / LIVELY);
    const wave = Math.sin(column * 0.163 + 1.1) + 0.6 * Math.sin(column * 0.291) + 0.35 * Math.sin(column * 0.677 + 2);
    return height * (1 - HOLLOW * flatness * (0.5 + wave / 3.9));
  });

/**
 * The upper outline of a drawing as the profile of a mountain ridge; null for none, a tiny or a degenerate drawing.
 * The points' origin and extent are unknown, so the drawing's own box is the measure; a flat line stays a low ridge and
 * an upright one a single peak instead of being stretched.
 */
export const inkRidge = (ink: readonly InkPoint[]): RidgeProfile | null => {
  const points = ink.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const { left, bottom, width, height } = extentOf(points);
  if (points.length < 4 || Math.max(width, height) < SMALLEST_EXTENT) return null;
  const strokes = splitStrokes(points);
  if (lengthOf(strokes) < SMALLEST_LENGTH) return null;
  const spanX = Math.max(width, height * 0.9);
  const spanY = Math.max(height, width * 0.3);
  const columnOf = (x: number) => clamp((x - left + (spanX - width) / 2) / spanX) * (COLUMNS - 1);
  const heightOf = (y: number) => 0.12 + 0.88 * ((bottom - y) / spanY);
  const envelope = new Float32Array(COLUMNS).fill(-1);
  for (const stroke of strokes) {
    stroke.forEach((point, index) => {
      const last = stroke[index - 1] ?? point;
      raise(envelope, [columnOf(last.x), heightOf(last.y)], [columnOf(point.x), heightOf(point.y)]);
    });
  }
  grade(envelope);
  bridgeGaps(envelope);
  return soften(weather(soften(envelope, 3)), 2);
};

/** Height of a profile at `part` 0..1 of its width; it falls away to 0 outside. */
export const profileAt = (profile: RidgeProfile, part: number): number => {
  const at = clamp(part) * (profile.length - 1);
  const column = Math.floor(at);
  const from = profile[column] ?? 0;
  const height = lerp(from, profile[column + 1] ?? from, at - column);
  const beyond = Math.max(0, -part, part - 1);
  return height * Math.exp(-((beyond / 0.07) ** 2));
};
