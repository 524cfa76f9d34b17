import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connectRedis } from '@mojian/redis/connect';
import { FaultProxy } from '@mojian/testing/fault-proxy';
import { testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import type { Redis } from 'ioredis';
import { systemClock } from './clock.js';
import { createSharedLimits, type Lease, type SharedLimits } from './shared-limits.js';

const never = new AbortController().signal;
const leaseMs = 600;

let store: Awaited<ReturnType<typeof testRedis>>;
let proxy: FaultProxy;
const open: Redis[] = [];
beforeEach(async () => {
  store = await testRedis();
  proxy = await FaultProxy.start({ port: Number(new URL(store.url).port) });
});
afterEach(async () => {
  for (const redis of open.splice(0)) redis.disconnect();
  await proxy.close();
  await store.close();
});

/** A process that takes leases; its connection goes through the proxy. */
const startWorker = async ({ concurrency = 3, perMinute = 1000 } = {}) => {
  const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
  const redis = await connectRedis(proxy.through(store.url), { role: 'request', logger, name: 'spec' });
  open.push(redis);
  const limitsOf = () => ({ concurrency, perMinute });
  const limits = createSharedLimits({ redis, clock: systemClock, logger, limitsOf, leaseMs });
  return { limits, redis, logger };
};

/** Takes what there is now: asks for more until one must wait, which then gives up. */
const takeAll = async (limits: SharedLimits, provider = 'acme'): Promise<Lease[]> => {
  const leases: Lease[] = [];
  for (;;) {
    const enough = AbortSignal.timeout(250);
    const lease = await limits.take(provider, enough).catch(() => undefined);
    if (!lease) return leases;
    leases.push(lease);
  }
};
const releaseAll = (leases: readonly Lease[]) => {
  for (const lease of leases) lease.release();
};

describe('limits of a provider', () => {
  it('bound the calls of all workers together, and of each provider apart', async () => {
    const [one, two] = [await startWorker(), await startWorker()];
    const held = [await one.limits.take('acme', never), await two.limits.take('acme', never)];
    held.push(await one.limits.take('acme', never));
    expect(await takeAll(two.limits)).toEqual([]);
    expect(await takeAll(two.limits, 'other')).toHaveLength(3);
    held[0]?.release();
    held[0]?.release();
    expect(await takeAll(two.limits)).toHaveLength(1);
    expect(await takeAll(one.limits)).toEqual([]);
  });

  it('never let more through than there are places, with many who ask at once', async () => {
    const workers = [await startWorker(), await startWorker(), await startWorker()];
    let underWay = 0;
    let most = 0;
    const call = async ({ limits, redis }: (typeof workers)[number]) => {
      const lease = await limits.take('acme', never);
      underWay += 1;
      most = Math.max(most, underWay);
      await redis.ping();
      underWay -= 1;
      lease.release();
    };
    await Promise.all(workers.flatMap((worker) => Array.from({ length: 15 }, () => call(worker))));
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
    expect(underWay).toBe(0);
  });

  it('serve the one who came first, and let one that goes away hold up nobody', async () => {
    const { limits } = await startWorker({ concurrency: 1 });
    const lease = await limits.take('acme', never);
    const order: string[] = [];
    const gone = new AbortController();
    const waiting = ['a', 'b', 'c'].map((name) =>
      limits.take('acme', name === 'b' ? gone.signal : never).then(
        (taken) => {
          order.push(name);
          taken.release();
        },
        (error: unknown) => order.push(`${name} ${String(error)}`),
      ),
    );
    gone.abort('is gone');
    lease.release();
    await Promise.all(waiting);
    expect(order).toEqual(['b is gone', 'a', 'c']);
    await expect(limits.take('acme', AbortSignal.abort('too late'))).rejects.toBe('too late');
  });

  it('keep a lease as long as its worker lives, and end it by itself when that dies', async () => {
    const [dying, living] = [await startWorker(), await startWorker()];
    const lost = await takeAll(dying.limits);
    expect(lost).toHaveLength(3);
    // Longer than a lease lasts: it was renewed.
    await expect(living.limits.take('acme', AbortSignal.timeout(3 * leaseMs))).rejects.toThrow();
    dying.redis.disconnect();
    expect(await living.limits.take('acme', AbortSignal.timeout(5000))).toBeDefined();
  });

  it('bound the calls of a minute, and say when there is room', async () => {
    const [one, two] = [await startWorker({ perMinute: 4 }), await startWorker({ perMinute: 4 })];
    for (const { limits } of [one, two, one, two]) releaseAll([await limits.take('acme', never)]);
    expect(await takeAll(one.limits)).toEqual([]);
    // As if those calls were made a minute ago.
    const calls = await one.redis.zrange('model-limits:acme:calls', '0', '-1', 'WITHSCORES');
    for (let i = 0; i < calls.length; i += 2) {
      await one.redis.zadd('model-limits:acme:calls', Number(calls[i + 1]) - 60_000_000, calls[i] ?? '');
    }
    expect(await takeAll(two.limits)).toHaveLength(3);
  });
});

describe('limits while Redis is away', () => {
  it('are a quarter for each process, told once, and shared again when it is back', async () => {
    const { limits, redis, logger } = await startWorker({ concurrency: 8 });
    releaseAll([await limits.take('acme', never)]);
    await proxy.fault({ mode: 'refuse' });
    redis.stream.destroy();
    const alone = await takeAll(limits);
    expect(alone).toHaveLength(2);
    expect(logger.warn.mock.calls.filter(([event]) => event === 'model_limits.alone')).toHaveLength(1);
    releaseAll(alone);
    const again = await takeAll(limits);
    expect(again).toHaveLength(2);
    await proxy.heal();
    await waitFor(() => redis.status === 'ready', { what: 'Redis to be back' });
    // What is under way was entered again, so that the others count it.
    await waitFor(async () => (await redis.zcard('model-limits:acme:leases')) === 2, { what: 'leases to be renewed' });
    expect(await takeAll(limits)).toHaveLength(6);
    expect(logger.info.mock.calls.filter(([event]) => event === 'model_limits.shared')).toHaveLength(1);
  });

  it('bound the calls of a minute, too', async () => {
    const { limits, redis } = await startWorker({ perMinute: 10 });
    await proxy.fault({ mode: 'refuse' });
    redis.stream.destroy();
    for (let i = 0; i < 3; i += 1) releaseAll([await limits.take('acme', never)]);
    expect(await takeAll(limits)).toEqual([]);
  });
});
