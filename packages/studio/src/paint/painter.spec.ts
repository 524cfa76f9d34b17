import { afterEach, describe, expect, it } from '@jest/globals';
import type { PaintSpec } from './paint-spec.js';
import { createPainter, type Painter } from './painter.js';

/** A thread whose picture names the seed it was to paint, or the scene and the bytes it was to frame. */
const program = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ spec, scene, bytes }) => {
      const full = Buffer.from(spec ? spec.seed : scene + ' ' + Buffer.from(bytes).toString());
      const planes = [{ name: 'far', webp: Buffer.from('far'), x: 0, y: 0, width: 100, depth: 0 }];
      parentPort.postMessage({ result: { width: 1, height: 1, full, planes, bleed: {}, text: 'dark' } });
    });
  `)}`,
);

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

const signal = new AbortController().signal;
let painter: Painter;
afterEach(() => painter.close());

describe('a painter', () => {
  it('paints and frames in one line, and gives buffers back', async () => {
    painter = createPainter({ workers: 1, program });
    const paintings = await Promise.all([
      painter.paint(specOf('a'), { signal }),
      painter.frame(Buffer.from('bytes'), 'moon-river', { signal }),
      painter.paint(specOf('b'), { signal }),
    ]);
    expect(paintings.map(({ full }) => full.toString())).toEqual(['a', 'moon-river bytes', 'b']);
    expect(paintings[0].planes[0]?.webp.toString()).toBe('far');
  });
});
