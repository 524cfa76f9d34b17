import { describe, expect, it } from '@jest/globals';
import { createWorkQueue } from './work-queue.js';

const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

describe('work a few at a time', () => {
  it('A19: never does more at once than allowed, whoever comes in between', async () => {
    const queue = createWorkQueue({ atOnce: 2, waiting: 100 });
    const count = { now: 0, most: 0, done: 0 };
    const work = async (): Promise<void> => {
      count.now += 1;
      count.most = Math.max(count.most, count.now);
      await new Promise<void>((resolve) => setImmediate(resolve));
      count.now -= 1;
      count.done += 1;
    };
    const first = Array.from({ length: 10 }, () => queue.run(work));
    await first[0];
    await Promise.all([...first, ...Array.from({ length: 10 }, () => queue.run(work))]);
    expect(count).toEqual({ now: 0, most: 2, done: 20 });
  });

  it('refuses what would wait too long, and goes on after work that failed', async () => {
    const queue = createWorkQueue({ atOnce: 1, waiting: 1 });
    const { opened, open } = gate();
    const failing = queue.run(async () => {
      await opened;
      throw new Error('no');
    });
    const second = queue.run(async () => 'second');
    await expect(queue.run(async () => 'third')).rejects.toMatchObject({ code: 'OVERLOADED' });
    open();
    await expect(failing).rejects.toThrow('no');
    expect(await second).toBe('second');
    expect(await queue.run(async () => 'fourth')).toBe('fourth');
  });
});
