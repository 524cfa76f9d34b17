import type { InkPoint } from '@mojian/contracts/ink';
import type { Mood } from '@mojian/contracts/mood';

/** How a drawing moves; lengths are relative to the drawing's own size. */
interface Gesture {
  /** Mean turn between neighbouring segments, radians. */
  readonly turning: number;
  /** Drawing sizes a second; null when the client sent no times. */
  readonly speed: number | null;
  /** How far the end stands above the beginning, −1 to 1. */
  readonly rise: number;
  /** Whether it closes into a ring. */
  readonly closed: boolean;
}

/** Fewer points than this are a dot, not a drawing. */
const LEAST_POINTS = 8;
const SAMPLES = 48;

const sample = (ink: readonly InkPoint[]): InkPoint[] => {
  const step = Math.max(1, Math.floor(ink.length / SAMPLES));
  return ink.filter((_, index) => index % step === 0);
};

function readGesture(ink: readonly InkPoint[]): Gesture | null {
  const points = sample(ink);
  const [first, last] = [points[0], points.at(-1)];
  if (ink.length < LEAST_POINTS || !first || !last) return null;
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const size = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  if (size === 0) return null;
  let [length, turning] = [0, 0];
  let heading: number | null = null;
  for (const [index, point] of points.slice(1).entries()) {
    const before = points[index] ?? first;
    const [dx, dy] = [point.x - before.x, point.y - before.y];
    const next = Math.atan2(dy, dx);
    if (heading !== null) turning += Math.abs(Math.atan2(Math.sin(next - heading), Math.cos(next - heading)));
    heading = next;
    length += Math.hypot(dx, dy);
  }
  const seconds = (last.time - first.time) / 1000;
  return {
    turning: turning / (points.length - 2),
    speed: seconds > 0 ? length / size / seconds : null,
    rise: (first.y - last.y) / size,
    closed: Math.hypot(last.x - first.x, last.y - first.y) < size * 0.2 && length > size * 2,
  };
}

/** The mood of a drawing by how the hand moved; null when there is nothing to read. */
export function readInk(ink: readonly InkPoint[]): Mood | null {
  const gesture = readGesture(ink);
  if (!gesture) return null;
  const fast = (gesture.speed ?? 1) > 3;
  if (gesture.turning > 0.9) return fast ? 'angry' : 'anxious';
  if (gesture.closed) return 'love';
  if (gesture.rise > 0.45) return 'hope';
  if (gesture.rise < -0.55) return 'sad';
  return fast ? 'joy' : 'calm';
}
