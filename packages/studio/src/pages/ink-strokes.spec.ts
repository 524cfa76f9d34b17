import { describe, expect, it } from '@jest/globals';
import type { InkPoint } from '@mojian/contracts/ink';
import { DRAWING_SECONDS, inkDrawing } from './ink-drawing.js';
import { brushStrokes, INK_SIDE, isDrawn } from './ink-strokes.js';

/** Two strokes, far apart in place and time. */
const drawing: InkPoint[] = [
  ...Array.from({ length: 60 }, (_, index) => ({
    x: 900 + index * 4,
    y: 50 + 30 * Math.sin(index / 6),
    time: index * 16,
  })),
  ...Array.from({ length: 40 }, (_, index) => ({ x: 900 + index * 5, y: 400 + index, time: 3000 + index * 16 })),
];

const isWithin = (value: number): boolean => value >= 0 && value <= INK_SIDE;

describe('brushStrokes', () => {
  it("fits the person's own strokes into the square, each by itself", () => {
    const strokes = brushStrokes(drawing, 'seed');
    expect(strokes).toHaveLength(2);
    expect(strokes.flat().every(({ x, y, width }) => isWithin(x) && isWithin(y) && width > 0)).toBe(true);
  });

  it('sets the brush down and lifts it thin', () => {
    for (const stroke of brushStrokes(drawing, 'seed')) {
      const middle = stroke[Math.floor(stroke.length / 2)]?.width ?? 0;
      expect(stroke.at(-1)?.width).toBeLessThan(middle);
    }
  });

  it('draws a motif that follows from the seed when nobody drew, or only slipped', () => {
    const slip = [{ x: 1, y: 1, time: 0 }];
    expect([isDrawn(drawing), isDrawn(slip), isDrawn([])]).toEqual([true, false, false]);
    expect(brushStrokes(slip, 'a')).toEqual(brushStrokes([], 'a'));
    expect(brushStrokes([], 'b')).not.toEqual(brushStrokes([], 'a'));
    expect(
      brushStrokes([], 'a')
        .flat()
        .every(({ x, y }) => isWithin(x) && isWithin(y)),
    ).toBe(true);
  });

  it('thins a scribble of thousands of points', () => {
    const scribble = Array.from({ length: 4000 }, (_, index) => ({
      x: 150 + 140 * Math.sin(index / 7),
      y: 150 + 140 * Math.sin(index / 11),
      time: index * 8,
    }));
    expect(brushStrokes(scribble, 'seed').flat().length).toBeLessThan(500);
  });
});

describe('inkDrawing', () => {
  it('draws the strokes one after another, each through a mask of its own, in the time that it names', () => {
    const svg = inkDrawing(brushStrokes(drawing, 'seed'), 'a');
    const times = [...svg.matchAll(/--at:([\d.]+)s;--for:([\d.]+)s/g)].map(([, at, lasting]) => [
      Number(at),
      Number(lasting),
    ]);
    const [[first = 0, seconds = 0] = [], [second = 0, rest = 0] = []] = times;
    expect(times).toHaveLength(2);
    expect(second).toBeCloseTo(first + seconds, 1);
    expect(second + rest).toBeLessThan(DRAWING_SECONDS + 0.5);
    expect(svg).toContain('mask="url(#a1)"');
    expect(svg).not.toContain('NaN');
  });
});
