import { describe, expect, it } from '@jest/globals';
import type { Painting, PaintSpec } from '@mojian/studio/paint/paint-spec';
import { rememberPaintings } from './remember-paintings.js';

const specOf = (seed: string): PaintSpec => ({
  scene: 'lake-rain',
  seed,
  ink: [],
  partOfDay: 'day',
  season: 'spring',
  sky: null,
  moon: null,
  palette: { ground: '#c9d3ce', ink: '#2c3b3d', accent: '#b5483f', paper: '#f4ecdc' },
});
const notHere = () => Promise.reject(new Error('nothing is framed here'));
const { signal } = new AbortController();

describe('a painter that remembers', () => {
  const open = (most: number) => {
    const painted: string[] = [];
    const paint = async ({ seed }: PaintSpec): Promise<Painting> => {
      painted.push(seed);
      if (seed === 'broken' && painted.length === 1) throw new Error('no paint');
      return {
        width: 1,
        height: 1,
        full: Buffer.from(seed),
        planes: [],
        bleed: { top: '#fff', bottom: '#fff' },
        text: 'dark',
      };
    };
    return { painted, painter: rememberPaintings({ paint, frame: notHere, close: async () => undefined }, most) };
  };

  it('paints the same picture once, also while it is being painted, and forgets the oldest', async () => {
    const { painted, painter } = open(2);
    const seeds = ['a', 'a', 'b', 'a', 'c', 'a', 'b'];
    const pictures = await Promise.all(seeds.map((seed) => painter.paint(specOf(seed), { signal })));
    expect(pictures.map(({ full }) => full.toString())).toEqual(seeds);
    expect(painted).toEqual(['a', 'b', 'c', 'b']);
  });

  it('does not remember what failed', async () => {
    const { painted, painter } = open(2);
    await expect(painter.paint(specOf('broken'), { signal })).rejects.toThrow('no paint');
    await expect(painter.paint(specOf('broken'), { signal })).resolves.toMatchObject({ width: 1 });
    expect(painted).toEqual(['broken', 'broken']);
  });
});
