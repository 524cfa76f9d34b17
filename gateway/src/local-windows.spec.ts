import { describe, expect, it } from '@jest/globals';
import { createLocalWindows } from './local-windows.js';

/** A generator of numbers below 1 that gives the same ones for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const windows = [
  { key: 'narrow', count: 5, seconds: 1 },
  { key: 'wide', count: 40, seconds: 30 },
] as const;

describe('windows in the process', () => {
  it.each([1, 2, 3, 4, 5])('B18: agree with the model at every request, also at the edges (seed %i)', (seed) => {
    const random = randomOf(seed);
    let now = 1_000_000;
    const local = createLocalWindows(() => now);
    const passed: number[] = [];
    for (let i = 0; i < 1000; i += 1) {
      // Half of the steps end exactly on the edge of the narrow window.
      const [oldest = now] = passed.slice(-5);
      now = random() < 0.5 ? Math.max(now, oldest + 1000 - Math.floor(random() * 3)) : now + Math.floor(random() * 400);
      const counts = windows.map(({ seconds }) => passed.filter((time) => time > now - seconds * 1000).length);
      const full = windows.filter(({ count }, w) => (counts[w] ?? 0) >= count);
      const verdict = local.hit(windows);
      expect(verdict.blockedBy).toEqual(full.map(({ key }) => key));
      expect(verdict.allowed).toBe(full.length === 0);
      if (verdict.allowed) passed.push(now);
      const left = windows.map(({ count }, w) => count - (counts[w] ?? 0) - (verdict.allowed ? 1 : 0));
      expect(verdict.remaining).toBe(Math.min(...left));
    }
  });

  it('stay cheap for a window of a hundred thousand', () => {
    let now = 0;
    const local = createLocalWindows(() => now);
    const big = [{ key: 'everybody', count: 100_000, seconds: 60 }] as const;
    const startedAt = performance.now();
    for (let i = 0; i < 200_000; i += 1) {
      now += 1;
      local.hit(big);
    }
    // Copying the list each time would take minutes.
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
