import alea from 'alea';
import { createNoise2D, type NoiseFunction2D } from 'simplex-noise';

/** Seeded chance and noise. Each part of a picture forks its own, so that one part's draws never move another. */
export class Chance {
  readonly #next: () => number;
  /** Simplex noise, -1..1. */
  readonly noise: NoiseFunction2D;

  constructor(readonly seed: string) {
    this.#next = alea(seed);
    this.noise = createNoise2D(alea(`${seed}/noise`));
  }

  /** An independent source named after what it is for. */
  fork(name: string): Chance {
    return new Chance(`${this.seed}/${name}`);
  }

  /** 0..1 */
  unit(): number {
    return this.#next();
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.#next();
  }

  /** Bell-shaped around 0, within -1..1. */
  bell(): number {
    return (this.#next() + this.#next() + this.#next() + this.#next() - 2) / 2;
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.#next() * choices.length)] ?? choices[0];
  }

  /** Fractal noise, about -1..1. */
  cloud(x: number, y: number, octaves = 4, gain = 0.5): number {
    let sum = 0;
    let total = 0;
    let amplitude = 1;
    let u = x;
    let v = y;
    for (let octave = 0; octave < octaves; octave++) {
      sum += amplitude * this.noise(u, v);
      total += amplitude;
      amplitude *= gain;
      u = u * 2 + 17.3;
      v = v * 2 - 9.1;
    }
    return sum / total;
  }

  /** Ridged noise, 0..1, sharp along its crests. */
  crest(x: number, y: number, octaves = 5): number {
    let sum = 0;
    let total = 0;
    let amplitude = 1;
    let u = x;
    let v = y;
    for (let octave = 0; octave < octaves; octave++) {
      sum += amplitude * (1 - Math.abs(this.noise(u, v))) ** 1.6;
      total += amplitude;
      amplitude *= 0.48;
      u = u * 2.03 + 11;
      v = v * 2.03 - 7;
    }
    return sum / total;
  }
}

export const clamp = (value: number, low = 0, high = 1): number => Math.max(low, Math.min(high, value));
export const lerp = (from: number, to: number, part: number): number => from + (to - from) * part;
/** 0 below `low`, 1 above `high`, smooth between. */
export const smoothstep = (low: number, high: number, value: number): number => {
  const part = clamp((value - low) / (high - low));
  return part * part * (3 - 2 * part);
};
