import { describe, expect, it } from '@jest/globals';
import { BriefMemory } from './brief-memory.js';

/** A memory with a clock that is set by hand, and a look that counts itself. */
const start = (most = 10) => {
  let ms = 0;
  let looks = 0;
  const memory = new BriefMemory<number>(most, () => ms);
  const recall = (key: string) => memory.recall(key, async () => ++looks);
  const pass = (more: number): void => {
    ms += more;
  };
  return { memory, recall, pass, looks: () => looks };
};

describe('a brief memory', () => {
  it('looks once for all who ask within a second of the look', async () => {
    const { recall, pass } = start();
    expect(await Promise.all([recall('a'), recall('a'), recall('a')])).toEqual([1, 1, 1]);
    pass(999);
    expect(await recall('a')).toBe(1);
    pass(1);
    expect(await recall('a')).toBe(2);
  });

  it('does not keep what failed', async () => {
    const { memory, recall } = start();
    await expect(memory.recall('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await recall('a')).toBe(1);
  });

  it('forgets a look under way too', async () => {
    const { memory, recall } = start();
    const before = recall('a');
    memory.clear();
    expect([await before, await recall('a')]).toEqual([1, 2]);
  });

  it('keeps so many, and forgets the oldest', async () => {
    const { recall, looks } = start(2);
    for (const key of ['a', 'b', 'c', 'b', 'c']) await recall(key);
    expect(looks()).toBe(3);
    await recall('a');
    expect(looks()).toBe(4);
  });
});
