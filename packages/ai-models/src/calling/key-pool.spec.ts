import { describe, expect, it } from '@jest/globals';
import { createKeyPool } from './key-pool.js';
import { virtualClock } from './virtual-clock.fixture.js';

const busyFor = (retryAfterMs: number | undefined) => ({ busy: true, retryAfterMs }) as const;

const setUp = (...keys: readonly [key: string, weight: number][]) => {
  const clock = virtualClock();
  let draws = 0;
  // Evenly over 0 to 1, again and again.
  const random = () => (draws++ % 100) / 100;
  const pool = createKeyPool(
    keys.map(([key, weight]) => ({ key, weight })),
    clock,
    random,
  );
  const chosen = () => {
    const counts: Record<string, number> = {};
    for (let i = 0; i < 100; i += 1) {
      const key = pool.choose() ?? 'none';
      counts[key] = (counts[key] ?? 0) + 1;
    }
    return counts;
  };
  return { clock, pool, chosen };
};

describe('a pool of keys', () => {
  it('chooses by weight', () => {
    const { chosen } = setUp(['a', 1], ['b', 3]);
    expect(chosen()).toEqual({ a: 25, b: 75 });
  });

  it('lets a busy key rest as long as the provider asks, and never shorter for a later wish', () => {
    const { clock, pool, chosen } = setUp(['a', 1], ['b', 1]);
    pool.tell('a', busyFor(8000));
    pool.tell('a', busyFor(1000));
    expect(chosen()).toEqual({ b: 100 });
    expect(pool.readyInMs()).toBe(0);
    pool.tell('b', busyFor(3000));
    expect(pool.choose()).toBeUndefined();
    expect(pool.readyInMs()).toBe(3000);
    clock.advance(3000);
    expect(pool.choose()).toBe('b');
    pool.tell('b', 'worked');
    expect(chosen()).toEqual({ b: 100 });
    clock.advance(5000);
    pool.tell('a', 'worked');
    expect(chosen()).toEqual({ a: 50, b: 50 });
  });

  it('lets one call find out after a rest whether the key works again', () => {
    const { clock, pool } = setUp(['a', 1]);
    pool.tell('a', busyFor(1000));
    clock.advance(1000);
    for (const sign of ['unknown', busyFor(500), 'worked'] as const) {
      expect(pool.choose()).toBe('a');
      expect(pool.choose()).toBeUndefined();
      expect(pool.readyInMs()).toBe(200);
      pool.tell('a', sign);
      clock.advance(pool.readyInMs());
    }
    expect([pool.choose(), pool.choose()]).toEqual(['a', 'a']);
  });

  it('passes a key over that is busy for nobody knows how long, unless there is no other', () => {
    const { clock, pool, chosen } = setUp(['a', 1], ['b', 1]);
    pool.tell('a', busyFor(undefined));
    expect(chosen()).toEqual({ b: 100 });
    pool.tell('b', busyFor(undefined));
    expect(chosen()).toEqual({ a: 50, b: 50 });
    clock.advance(4000);
    expect(chosen()).toEqual({ a: 50, b: 50 });
  });

  it('lets a key that stays busy rest longer and longer, and counts calls that were under way together as one', () => {
    const { clock, pool } = setUp(['a', 1]);
    const rests = Array.from({ length: 8 }, () => {
      pool.tell('a', busyFor(undefined));
      const ms = pool.readyInMs();
      if (ms > 0) pool.tell('a', busyFor(undefined));
      clock.advance(ms);
      return ms;
    });
    expect(rests).toEqual([0, 0, 2000, 4000, 10_000, 30_000, 60_000, 60_000]);
    pool.tell('a', 'worked');
    pool.tell('a', busyFor(undefined));
    expect(pool.readyInMs()).toBe(0);
  });

  it('lets a refused key rest for ten minutes', () => {
    const { clock, pool } = setUp(['a', 1]);
    pool.tell('a', 'refused');
    expect(pool.readyInMs()).toBe(600_000);
    clock.advance(600_000);
    expect(pool.choose()).toBe('a');
  });

  it('is never ready without keys', () => {
    const { pool } = setUp();
    expect(pool.choose()).toBeUndefined();
    expect(pool.readyInMs()).toBe(Number.POSITIVE_INFINITY);
  });
});
