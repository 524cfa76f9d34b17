import { describe, expect, it } from '@jest/globals';
import { inkRidge, profileAt, splitStrokes } from './ink-ridge.js';

const line = (count: number, height: (part: number) => number, { x = 40, width = 600, y = 900, from = 0 } = {}) =>
  Array.from({ length: count }, (_, index) => {
    const part = index / (count - 1);
    return { x: x + part * width, y: y - height(part), time: from + index * 16 };
  });

const correlation = (one: readonly number[], other: readonly number[]): number => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  let [both, first, second] = [0, 0, 0];
  one.forEach((value, index) => {
    const [p, q] = [value - a, (other[index] ?? 0) - b];
    both += p * q;
    first += p * p;
    second += q * q;
  });
  return both / Math.sqrt(first * second);
};

const hills = (part: number) =>
  300 * Math.exp(-(((part - 0.3) / 0.12) ** 2)) + 180 * Math.exp(-(((part - 0.72) / 0.1) ** 2));
const columns = Array.from({ length: 50 }, (_, index) => index / 49);

describe('inkRidge', () => {
  it('follows the drawing, wherever on the canvas and however large it is', () => {
    for (const size of [0.2, 1, 5]) {
      const ink = line(120, hills).map(({ x, y, time }) => ({ x: x * size + 13, y: y * size - 77, time }));
      const profile = inkRidge(ink);
      expect(profile).not.toBeNull();
      if (profile === null) continue;
      expect(
        correlation(
          columns.map((part) => profileAt(profile, part)),
          columns.map(hills),
        ),
      ).toBeGreaterThan(0.98);
    }
  });

  it('takes the upper outline of strokes that cross', () => {
    const upper = line(80, hills);
    const lower = line(80, () => -60, { from: 5000 });
    const profile = inkRidge([...upper, ...lower]);
    expect(profile).not.toBeNull();
    if (profile !== null)
      expect(
        correlation(
          columns.map((part) => profileAt(profile, part)),
          columns.map(hills),
        ),
      ).toBeGreaterThan(0.95);
  });

  it('keeps an upright line a single peak and a flat one low', () => {
    const upright = inkRidge(
      Array.from({ length: 40 }, (_, index) => ({ x: 100 + (index % 2), y: 400 - index * 8, time: index * 16 })),
    );
    expect(upright).not.toBeNull();
    if (upright !== null) expect(profileAt(upright, 0.5)).toBeGreaterThan(4 * profileAt(upright, 0.2));
    const flat = inkRidge(line(40, () => 0));
    expect(flat === null ? 1 : Math.max(...flat)).toBeLessThan(0.2);
  });

  it('counts a tiny or degenerate drawing as none', () => {
    expect(inkRidge([])).toBeNull();
    expect(inkRidge(Array.from({ length: 50 }, () => ({ x: 5, y: 5, time: 0 })))).toBeNull();
    expect(inkRidge(line(30, () => 0, { width: 9 }))).toBeNull();
    expect(inkRidge(Array.from({ length: 9 }, () => ({ x: Number.NaN, y: 1, time: 0 })))).toBeNull();
  });

  it('splits strokes where the pen rested or leapt', () => {
    const first = line(20, () => 0, { width: 100 });
    const rested = line(20, () => 0, { x: 150, width: 100, from: 2000 });
    const leapt = line(20, () => 0, { x: 800, width: 100, from: 2320 });
    expect(splitStrokes([...first, ...rested, ...leapt]).map(({ length }) => length)).toEqual([20, 20, 20]);
  });
});
