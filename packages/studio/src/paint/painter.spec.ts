import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { PaintSpec } from './paint-spec.js';
import { createPainter, type Painter, type PainterOptions } from './painter.js';

/** A worker that obeys the seed: `crash`, `hang` (an endless loop), `fail`, `talk` (of other things first), else a picture that names it. */
const program = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ spec, scene }) => {
      const seed = spec?.seed ?? scene;
      if (seed === 'crash') process.exit(3);
      if (seed === 'hang') for (;;);
      if (seed === 'talk') parentPort.postMessage({ 'watch:import': ['file:///a.js'] });
      if (seed === 'fail') return parentPort.postMessage({ failure: 'no paint' });
      parentPort.postMessage({ painting: { width: 1, height: 1, full: Buffer.from(seed), planes: [], bleed: {}, text: 'dark' } });
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
const open = (options: Partial<PainterOptions> = {}) => {
  painter = createPainter({ workers: 1, program, ...options });
  return painter;
};

afterEach(() => painter.close());

describe('createPainter', () => {
  it('paints one after another and gives buffers back', async () => {
    const { paint } = { paint: (seed: string) => painter.paint(specOf(seed), { signal }) };
    open();
    const paintings = await Promise.all(['a', 'b', 'c'].map(paint));
    expect(paintings.map(({ full }) => full.toString())).toEqual(['a', 'b', 'c']);
  });

  it('frames a picture of somebody else in the same line', async () => {
    open();
    const painted = painter.paint(specOf('a'), { signal });
    await expect(painter.frame(Buffer.from('x'), 'moon-river', { signal })).resolves.toMatchObject({
      full: Buffer.from('moon-river'),
    });
    await expect(painted).resolves.toMatchObject({ width: 1 });
  });

  it('listens to nothing but answers: under `node --watch` a worker also tells which modules it loads', async () => {
    open();
    await expect(painter.paint(specOf('talk'), { signal })).resolves.toMatchObject({ full: Buffer.from('talk') });
  });

  it('stops a running worker when the job is aborted, and goes on with the next', async () => {
    open();
    const abort = new AbortController();
    const hanging = painter.paint(specOf('hang'), { signal: abort.signal });
    const next = painter.paint(specOf('next'), { signal });
    abort.abort(new Error('not wanted any more'));
    await expect(hanging).rejects.toThrow('not wanted any more');
    await expect(next).resolves.toMatchObject({ width: 1 });
  });

  it('takes an aborted job out of the line', async () => {
    open();
    const abort = new AbortController();
    const running = painter.paint(specOf('running'), { signal });
    const waiting = painter.paint(specOf('crash'), { signal: abort.signal });
    abort.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(running).resolves.toMatchObject({ width: 1 });
    await expect(painter.paint(specOf('x'), { signal: abort.signal })).rejects.toThrow('gone');
  });

  it('rejects the job of a worker that dies, says so, and recovers', async () => {
    const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
    open({ logger });
    await expect(painter.paint(specOf('crash'), { signal })).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(logger.warn).toHaveBeenCalledTimes(1);
    await expect(painter.paint(specOf('fail'), { signal })).rejects.toThrow('no paint');
    await expect(painter.paint(specOf('after'), { signal })).resolves.toMatchObject({ width: 1 });
  });

  it('gives up a picture that takes too long, not one that waited for it', async () => {
    open({ timeout: 300 });
    const waited = painter.paint(specOf('hang'), { signal }).catch(() => painter.paint(specOf('next'), { signal }));
    const behind = painter.paint(specOf('behind'), { signal });
    await expect(Promise.all([waited, behind])).resolves.toMatchObject([{ width: 1 }, { width: 1 }]);
    await expect(painter.paint(specOf('hang'), { signal })).rejects.toMatchObject({ code: 'STAGE_TIMEOUT' });
  });

  it('rejects everything when it closes', async () => {
    open();
    const outcomes = Promise.allSettled(['hang', 'b'].map((seed) => painter.paint(specOf(seed), { signal })));
    await painter.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(painter.paint(specOf('late'), { signal })).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});
