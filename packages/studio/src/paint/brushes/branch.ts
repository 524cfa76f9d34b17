import type { Chance } from '../chance.js';
import { lerp } from '../chance.js';
import { type Colour, rgba } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';

/** A place on a branch where something grows: position and direction of the wood there. */
export interface Tip {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

interface Branch {
  readonly x: number;
  readonly y: number;
  /** Radians, 0 to the right, clockwise. */
  readonly angle: number;
  readonly length: number;
  readonly width: number;
  /** Twigs on each limb, and how often they divide again: bounds the density. */
  readonly twigs: number;
  readonly forks: number;
  readonly colour: Colour;
  /** Limbs stop where this says so: nothing grows into the poem. */
  readonly keepOut: (x: number, y: number) => boolean;
  /** Pull towards the ground (> 0) or the light (< 0), radians per step. */
  readonly droop?: number;
  /** Told of every limb's points, for snow lying on it. */
  readonly onLimb?: (points: readonly Tip[], width: number) => void;
}

const bendLimb = (chance: Chance, { x, y, angle, length, keepOut, droop = 0 }: Branch): Tip[] => {
  const steps = Math.max(6, Math.round(length / 11));
  const points: Tip[] = [{ x, y, angle }];
  const phase = chance.between(0, 99);
  let [px, py, heading] = [x, y, angle];
  for (let step = 0; step < steps; step++) {
    const knot = chance.chance(0.1) ? chance.between(-0.32, 0.32) : 0;
    heading += chance.noise(phase + step * 0.16, 3.3) * 0.17 + droop + knot;
    px += (Math.cos(heading) * length) / steps;
    py += (Math.sin(heading) * length) / steps;
    if (keepOut(px, py)) break;
    points.push({ x: px, y: py, angle: heading });
  }
  return points;
};

const strokeLimb = ({ ctx, chance }: Sheet, points: readonly Tip[], width: number, colour: Colour): void => {
  const left: [number, number][] = [];
  const right: [number, number][] = [];
  points.forEach(({ x, y, angle }, index) => {
    const taper = lerp(width, Math.max(1, width * 0.28), index / Math.max(1, points.length - 1));
    const half = (taper * (1 + chance.noise(x * 0.06, y * 0.06) * 0.28)) / 2;
    left.push([x - Math.sin(angle) * half, y + Math.cos(angle) * half]);
    right.unshift([x + Math.sin(angle) * half, y - Math.cos(angle) * half]);
  });
  ctx.fillStyle = rgba(colour, 1);
  fillOutline(ctx, [...left, ...right]);
};

/** A bending branch with its twigs; gives back where things grow: along the outer wood and at every end. */
export const branch = (sheet: Sheet, options: Branch): Tip[] => {
  const { chance } = sheet;
  const { length, width, twigs, forks, onLimb } = options;
  const points = bendLimb(chance, options);
  strokeLimb(sheet, points, width, options.colour);
  onLimb?.(points, width);
  const tips: Tip[] = forks < 2 ? points.filter((_, index) => index > points.length * 0.3 && index % 3 === 1) : [];
  const end = points.at(-1);
  if (end !== undefined) tips.push(end);
  if (forks === 0 || points.length < 5) return tips;
  const side = chance.chance(0.5) ? 1 : -1;
  for (let twig = 0; twig < twigs; twig++) {
    const part = lerp(0.25, 0.92, (twig + chance.between(0.15, 0.85)) / twigs);
    const from = points[Math.floor(part * (points.length - 1))];
    if (from === undefined) continue;
    const turn = (twig % 2 === 0 ? side : -side) * chance.between(0.45, 0.95);
    const grown = branch(sheet, {
      ...options,
      x: from.x,
      y: from.y,
      angle: from.angle + turn,
      length: length * chance.between(0.32, 0.58) * (1.1 - part * 0.45),
      width: width * lerp(0.62, 0.36, part),
      forks: forks - 1,
      twigs: Math.max(2, twigs - 1),
    });
    tips.push(...grown);
  }
  return tips;
};
