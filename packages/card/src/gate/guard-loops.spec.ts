import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { guardLoops } from './guard-loops.js';

/** Runs a guarded script with a guard that ends each loop after ten turns. */
const run = (text: string): unknown => {
  const loopGuard = Object.assign(() => ({ turns: 0 }), {
    stop: (state: { turns: number }) => {
      state.turns += 1;
      return state.turns > 10;
    },
  });
  return runInNewContext(guardLoops({ text, kind: 'script' }), { loopGuard }, { timeout: 1_000 });
};

describe('guardLoops', () => {
  it.each([
    ['n = 0; while (true) n++; n', 10],
    ['n = 0; for (;;) { n++ } n', 10],
    ['n = 0; do n++; while (true); n', 10],
    ['n = 0; if (1) while (1) n++; else n = 5; n', 10],
    ['n = 0; for (;;) for (;;) n++; n', 100],
    ['n = 0; a: for (let i = 0; i < 3; i++) { for (;;) { n++; continue a } } n', 3],
    ['n = 0; a: while (1) { while (1) { n++; break a } } n', 1],
    ['n = 0; for (let i = 0; i < 4; i++) n += i; n', 6],
    ['n = 0; for (const x of [1, 2, 3]) n += x; n', 6],
  ])('%s', (text, result) => {
    expect(run(text)).toBe(result);
  });

  it('leaves a loop alone that waits', () => {
    const text = 'async function tick() { while (true) { await frame(); } }';
    expect(guardLoops({ text, kind: 'script' })).toBe(text);
  });
});
