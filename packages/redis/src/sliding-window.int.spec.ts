import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { testRedis } from '@mojian/testing/test-redis';
import type { Redis } from 'ioredis';
import { connectRedis } from './connect.js';
import { hitWindows, type Window } from './sliding-window.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
const limited: Window = { key: 'limited', count: 7, seconds: 0.15 };
/** Never full: it keeps the exact time, in µs of Redis, of every request that was let through. */
const journal: Window = { key: 'journal', count: 1e9, seconds: 3600 };

let store: Awaited<ReturnType<typeof testRedis>>;
let gateways: Redis[];
beforeEach(async () => {
  store = await testRedis();
  const connect = () => connectRedis(store.url, { role: 'request', logger, name: 'spec' });
  gateways = await Promise.all([connect(), connect()]);
  // The first request teaches Redis the script, and is judged later than the others.
  for (const redis of gateways) await hitWindows(redis, [{ key: 'first', count: 1, seconds: 1 }]);
});
afterEach(async () => {
  for (const redis of gateways) redis.disconnect();
  await store.close();
});

interface Attempt {
  readonly allowed: boolean;
  /** Times of Redis between which it was judged, µs. */
  readonly from: number;
  readonly to: number;
}

const timeOf = async (redis: Redis): Promise<number> => {
  const [seconds = 0, micros = 0] = (await redis.time()).map(Number);
  return seconds * 1_000_000 + micros;
};

const attempt = async (redis: Redis): Promise<Attempt> => {
  const from = timeOf(redis);
  const verdict = hitWindows(redis, [limited, journal]);
  const to = timeOf(redis);
  return { allowed: (await verdict).allowed, from: await from, to: await to };
};

/** A generator of numbers below 1 that gives the same ones for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a window that two gateways count in', () => {
  it.each([1, 2, 3])(
    'B18: lets exactly as many through at its edges as the model (seed %i)',
    async (seed) => {
      const random = randomOf(seed);
      const attempts: Attempt[] = [];
      for (let burst = 0; burst < 25; burst += 1) {
        const senders = Array.from({ length: 1 + Math.floor(random() * 12) }, () => gateways[random() < 0.5 ? 0 : 1]);
        attempts.push(...(await Promise.all(senders.flatMap((redis) => (redis ? [attempt(redis)] : [])))));
        // Often close to the window's own length, so that requests fall on its edge.
        await wait(random() < 0.4 ? limited.seconds * 1000 : random() * 60);
      }
      const [redis] = gateways;
      const scores = (await redis?.zrange(journal.key, '0', '-1', 'WITHSCORES')) ?? [];
      const passed = scores.filter((_, i) => i % 2 === 1).map(Number);
      expect(passed).toHaveLength(attempts.filter(({ allowed }) => allowed).length);
      const span = limited.seconds * 1_000_000;
      // Never more than the count in any window …
      const tooClose = passed.filter(
        (time, i) => time - (passed[i - limited.count] ?? Number.NEGATIVE_INFINITY) < span,
      );
      expect(tooClose).toEqual([]);
      // … and none refused while there was room: nobody was refused who asked when the window was not full.
      const refused = attempts.filter(({ allowed }) => !allowed);
      const full = ({ from, to }: Attempt): boolean => {
        return passed.filter((time) => time > from - span && time <= to).length >= limited.count;
      };
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.filter((one) => !full(one))).toEqual([]);
    },
    20_000,
  );

  it('B18: has room exactly when its oldest request is as old as the window', async () => {
    const [redis] = gateways;
    if (!redis) throw new Error('there is no connection');
    for (let i = 0; i < limited.count; i += 1) expect((await attempt(redis)).allowed).toBe(true);
    const [, oldest = 0] = (await redis.zrange(journal.key, '0', '0', 'WITHSCORES')).map(Number);
    const leaves = oldest + limited.seconds * 1_000_000;
    for (;;) {
      const { allowed, from, to } = await attempt(redis);
      if (allowed) expect(to).toBeGreaterThanOrEqual(leaves);
      else expect(from).toBeLessThan(leaves);
      if (allowed) break;
    }
  });

  it('tells the tightest of its windows, and counts a refused request in none', async () => {
    const [redis] = gateways;
    if (!redis) throw new Error('there is no connection');
    const narrow: Window = { key: 'narrow', count: 2, seconds: 60 };
    const wide: Window = { key: 'wide', count: 100, seconds: 60 };
    expect(await hitWindows(redis, [wide, narrow])).toMatchObject({ allowed: true, limit: 2, remaining: 1 });
    expect(await hitWindows(redis, [wide, narrow])).toMatchObject({ allowed: true, limit: 2, remaining: 0 });
    for (let i = 0; i < 5; i += 1) {
      expect(await hitWindows(redis, [wide, narrow])).toMatchObject({ allowed: false, blockedBy: ['narrow'] });
    }
    expect(await redis.zcard('wide')).toBe(2);
  });
});
