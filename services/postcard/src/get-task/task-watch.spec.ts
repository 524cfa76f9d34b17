import { describe, expect, it } from '@jest/globals';
import { TaskWatch } from './task-watch.js';

const never = new AbortController().signal;

describe('TaskWatch', () => {
  it('wakes all who wait for that task and nobody else', async () => {
    const watch = new TaskWatch();
    let others = 0;
    const waiting = [watch.nextNews('a', 60_000, never), watch.nextNews('a', 60_000, never)];
    const stop = new AbortController();
    const other = watch.nextNews('b', 60_000, stop.signal).then(() => {
      others += 1;
    });
    watch.notify('a');
    await Promise.all(waiting);
    expect(others).toBe(0);
    stop.abort();
    await other;
  });

  it('news that nobody waits for are forgotten', async () => {
    const watch = new TaskWatch();
    watch.notify('a');
    const began = performance.now();
    await watch.nextNews('a', 30, never);
    expect(performance.now() - began).toBeGreaterThanOrEqual(25);
  });

  it('does not wait for whoever has gone already', async () => {
    await new TaskWatch().nextNews('a', 60_000, AbortSignal.abort());
  });
});
