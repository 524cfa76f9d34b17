import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { taskEnded } from '@mojian/contracts/events';
import { FaultProxy } from '@mojian/testing/fault-proxy';
import { type OwnStores, startOwnStores } from '@mojian/testing/own-stores';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { connectRedis, type RedisRole } from './connect.js';
import { onEvent, publishEvent, subscribeEvents } from './events.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
/** Half a second is wanted for all commands of a request together. */
const answeredWithinMs = 1200;
const backWithinMs = 5000;
/** How long a fault goes on after it was seen: in the full form, longer than any time-out. */
const faultMs = process.env.MOJIAN_TEST_FULL === '1' ? 10_000 : 0;

describe('a Redis that fails', () => {
  let stores: OwnStores;
  let proxy: FaultProxy;
  const open: Redis[] = [];

  beforeAll(async () => {
    stores = await startOwnStores();
  }, 30_000);
  afterAll(() => stores.close());
  beforeEach(async () => {
    proxy = await FaultProxy.start({ port: stores.redis.port });
  });
  afterEach(async () => {
    for (const redis of open.splice(0)) redis.disconnect();
    await proxy.close();
  });

  const connect = async (role: RedisRole = 'request') => {
    const redis = await connectRedis(proxy.through(stores.redis.url), { role, logger, name: `spec:${role}` });
    open.push(redis);
    return redis;
  };
  /** What a request does: one command after another, each of which may fail. */
  const request = async (redis: Redis) => {
    const startedAt = performance.now();
    const outcomes: boolean[] = [];
    for (let i = 0; i < 3; i += 1) {
      outcomes.push(
        await redis.set('x', 'y').then(
          () => true,
          () => false,
        ),
      );
    }
    return { works: outcomes.every(Boolean), ms: Math.round(performance.now() - startedAt) };
  };

  const faults: Record<string, () => Promise<() => unknown>> = {
    'is stopped (SIGSTOP)': async () => stores.redis.pause(),
    'is behind a black hole': async () => {
      await proxy.fault({ mode: 'swallow' });
      return () => proxy.heal();
    },
    'is reset': async () => {
      await proxy.fault({ mode: 'reset' });
      return () => proxy.heal();
    },
    'is killed and comes back empty': async () => {
      await stores.redis.kill();
      return () => stores.redis.start();
    },
  };

  it.each(Object.entries(faults))(
    'E3: one that %s holds no request up, and is back soon after',
    async (name, fault) => {
      const [redis, worker, subscriber] = [await connect(), await connect('worker'), await connect('subscriber')];
      const event = { ...taskEnded, name: `spec.${randomUUID()}` };
      const heard = new Set<string>();
      subscribeEvents(subscriber, [onEvent(event, ({ task_id }) => void heard.add(task_id))], logger);
      const isHeard = async () => {
        const task_id = randomUUID();
        await publishEvent(redis, event, { task_id });
        return waitFor(() => heard.has(task_id), { timeoutMs: 50, what: 'the event' }).catch(() => false);
      };
      await waitFor(isHeard, { what: 'the subscription' });

      const heal = await fault();
      const kept = worker.set('kept', '1');
      const first = await request(redis);
      const second = await request(redis);
      expect(first.works || second.works).toBe(false);
      expect(first.ms).toBeLessThan(answeredWithinMs);
      expect(second.ms).toBeLessThan(answeredWithinMs);
      await waitFor(() => redis.status !== 'ready' && subscriber.status !== 'ready', {
        what: 'the loss to be noticed',
      });
      expect((await request(redis)).ms).toBeLessThan(100);

      await wait(faultMs);
      await heal();
      const healedAt = performance.now();
      await waitFor(async () => (await request(redis)).works, { timeoutMs: backWithinMs, what: 'Redis to be back' });
      const backMs = Math.round(performance.now() - healedAt);
      await waitFor(isHeard, { timeoutMs: backWithinMs, what: 'events to be heard again' });
      const heardMs = Math.round(performance.now() - healedAt);
      await expect(kept).resolves.toBe('OK');
      process.stdout.write(`E3 ${name}: ${JSON.stringify({ first: first.ms, second: second.ms, backMs, heardMs })}\n`);
    },
    20_000,
  );

  it('E3: one that is full or only reads fails writes at once, and takes them when that is over', async () => {
    const redis = await connect();
    const admin = new Redis(stores.redis.url);
    open.push(admin);
    const full = (bytes: string) => admin.config('SET', 'maxmemory', bytes);
    const cases = [
      [() => full('1'), () => full('0')],
      [() => admin.replicaof('127.0.0.1', '1'), () => admin.replicaof('NO', 'ONE')],
    ] as const;
    for (const [begin, end] of cases) {
      await begin();
      const refused = await request(redis);
      expect(refused.works).toBe(false);
      expect(refused.ms).toBeLessThan(answeredWithinMs);
      await end();
      await waitFor(async () => (await request(redis)).works, { timeoutMs: backWithinMs, what: 'writes to be taken' });
    }
  }, 40_000);

  it('E6: a slow line is not taken for a dead Redis', async () => {
    await proxy.fault({ latencyMs: 100, jitterMs: 20 });
    const redis = await connect();
    const broken = jest.fn();
    redis.on('close', broken);
    for (let i = 0; i < 8; i += 1) expect(await redis.set('x', 'y')).toBe('OK');
    expect(broken).not.toHaveBeenCalled();
  });
});
