import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Chance } from '../chance.js';
import { clamp, lerp } from '../chance.js';
import { HEIGHT, WIDTH } from '../easel.js';
import { profileAt, type RidgeProfile } from '../ink-ridge.js';

/** The skyline of a range: y for every picture column 0..WIDTH. */
export type Ridge = Float32Array;

export type Rock = 'rolling' | 'karst' | 'alpine';

/** A peak; `x` and `spread` in parts of the width, `height` in picture units. */
export interface Peak {
  readonly x: number;
  readonly spread: number;
  readonly height: number;
}

const shapes: Readonly<Record<Rock, (away: number) => number>> = {
  rolling: (away) => Math.exp(-away * away),
  karst: (away) => 1 / (1 + Math.abs(away) ** 3.2),
  alpine: (away) => Math.max(0, 1 - Math.abs(away) * 0.66) ** 1.02,
};

/** How rough, and how fine the roughness: parts of the ridge's own height at each column, and picture units. */
const roughness: Readonly<Record<Rock, { body: number; fine: number }>> = {
  rolling: { body: 0.16, fine: 3.5 },
  karst: { body: 0.26, fine: 5 },
  alpine: { body: 0.34, fine: 6 },
};

const weather = (chance: Chance, x: number, height: number, rock: Rock): number => {
  const { body, fine } = roughness[rock];
  const folds =
    rock === 'alpine' ? (chance.crest(x * 0.0042, 5.5) - 0.55) * 1.7 : chance.cloud(x * 0.0046, 5.5, 5, 0.47);
  return height * (1 + folds * body) + chance.cloud(x * 0.03, 3.1, 3, 0.6) * fine;
};

export const skyline = (
  chance: Chance,
  { base, peaks, rock }: { base: number; peaks: readonly Peak[]; rock: Rock },
): Ridge => {
  const ridge = new Float32Array(WIDTH + 1);
  for (let x = 0; x <= WIDTH; x++) {
    let height = 14;
    for (const peak of peaks) {
      const swell = peak.height * shapes[rock]((x / WIDTH - peak.x) / peak.spread);
      height = rock === 'rolling' ? height + swell : Math.max(height, swell + height * 0.12);
    }
    ridge[x] = base - weather(chance, x, height, rock);
  }
  return ridge;
};

/** The person's drawing as a range: its outline, with only as much roughness as rock has at that distance. */
export const inkSkyline = (
  chance: Chance,
  profile: RidgeProfile,
  { base, height }: { base: number; height: number },
): Ridge => {
  const ridge = new Float32Array(WIDTH + 1);
  for (let x = 0; x <= WIDTH; x++) {
    const rise = profileAt(profile, (x / WIDTH - 0.09) / 0.82) * height;
    ridge[x] = base - rise - chance.cloud(x * 0.006, 4, 4) * 11 - chance.cloud(x * 0.03, 8, 3) * 4;
  }
  return ridge;
};

/**
 * Peaks of a range with one dominant mass. `mass` says where that is (part of the width), `tall` how high, and `low`
 * what the rest may reach, so that the sky behind the poem stays free.
 */
export const range = (
  chance: Chance,
  { mass, tall, low, count, spread }: { mass: number; tall: number; low: number; count: number; spread: number },
): Peak[] => {
  const peaks: Peak[] = [{ x: mass, spread: spread * chance.between(1, 1.3), height: tall * chance.between(0.88, 1) }];
  for (let peak = 0; peak < count; peak++) {
    const x = lerp(-0.05, 1.05, (peak + chance.between(0.2, 0.8)) / count);
    const near = Math.exp(-(((x - mass) / 0.28) ** 2));
    peaks.push({
      x,
      spread: spread * chance.between(0.55, 1.05),
      height: lerp(low, tall * 0.6, near) * chance.between(0.45, 1),
    });
  }
  return peaks;
};

/** Columns on each side over which a ridge that must stay low is lowered with its neighbours. */
const SHOULDER = 130;

const lowestNear = (parts: Float32Array): Float32Array =>
  parts.map((_, x) => {
    let least = 1;
    for (let near = Math.max(0, x - SHOULDER); near <= Math.min(WIDTH, x + SHOULDER); near += 10) {
      least = Math.min(least, parts[near] ?? 1);
    }
    return least;
  });

const meanNear = (parts: Float32Array): Float32Array =>
  parts.map((_, x) => {
    let sum = 0;
    let count = 0;
    for (let near = Math.max(0, x - SHOULDER); near <= Math.min(WIDTH, x + SHOULDER); near += 10) {
      sum += parts[near] ?? 1;
      count += 1;
    }
    return sum / count;
  });

/** Keeps a ridge from rising above `ceiling` at any column: a whole mountain is made lower, its top is never cut flat. */
export const under = (ridge: Ridge, base: number, ceiling: (x: number) => number): Ridge => {
  const parts = ridge.map((y, x) => Math.min(1, Math.max(0, base - ceiling(x)) / Math.max(1, base - y)));
  const share = meanNear(lowestNear(parts));
  return ridge.map((y, x) => base - (base - y) * (share[x] ?? 1));
};

export const ridgeAt = (ridge: Ridge, x: number): number => ridge[Math.round(clamp(x, 0, WIDTH))] ?? HEIGHT;

/** Begins the path of everything below a ridge. */
export const traceRidge = (ctx: SKRSContext2D, ridge: Ridge, bottom = HEIGHT): void => {
  ctx.beginPath();
  ctx.moveTo(-2, bottom);
  for (let x = 0; x <= WIDTH; x += 2) ctx.lineTo(x, ridge[x] ?? bottom);
  ctx.lineTo(WIDTH + 2, bottom);
  ctx.closePath();
};
