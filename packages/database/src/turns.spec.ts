import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { Turns } from './turns.js';

it('works of one key come one after the other, a failed one too; those of another do not wait', async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      seen.push(`${name} begins`);
      await turn();
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const done = await Promise.allSettled([
    turns.take('a', work('a1', true)),
    turns.take('a', work('a2')),
    turns.take('b', work('b1')),
  ]);
  expect(done.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(seen.filter((line) => line.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends']);
  expect(seen.indexOf('b1 begins')).toBeLessThan(seen.indexOf('a1 ends'));
  expect(await turns.take('a', work('a3'))).toBe('a3');
});
