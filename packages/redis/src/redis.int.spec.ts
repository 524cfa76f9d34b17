import { createConnection, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StoredFile } from '@mojian/contracts/card/picture';
import { testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import type { Redis } from 'ioredis';
import { createCache } from './cache.js';
import { connectRedis, type RedisRole } from './connect.js';
import { withLock } from './lock.js';
import { hitWindows } from './sliding-window.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
/** A port of this machine that nothing listens on. */
const nowhere = 'redis://127.0.0.1:1';

let store: Awaited<ReturnType<typeof testRedis>>;
const open: Redis[] = [];
const connect = async (role: RedisRole = 'request', url = store.url): Promise<Redis> => {
  const redis = await connectRedis(url, { role, logger, name: 'spec' });
  open.push(redis);
  return redis;
};

beforeEach(async () => {
  jest.clearAllMocks();
  store = await testRedis();
});
afterEach(async () => {
  for (const redis of open.splice(0)) redis.disconnect();
  await store.close();
});

/** A promise to be kept from outside. */
function promised<T = void>() {
  let keep: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    keep = resolve;
  });
  return { promise, resolve: keep };
}

/** A way to Redis that can be told to swallow every answer. */
async function silenceable(target: string) {
  const { hostname, port, pathname } = new URL(target);
  const sockets: Socket[] = [];
  const server = createServer((client) => {
    const upstream = createConnection(Number(port), hostname);
    sockets.push(client, upstream);
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  return {
    url: `redis://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}${pathname}`,
    silence: () => {
      for (const socket of sockets) socket.unpipe();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

describe('connectRedis', () => {
  it('is ready when it resolves', async () => {
    expect(await (await connect()).ping()).toBe('PONG');
  });

  it('boots without Redis, fails at once and says so once', async () => {
    const redis = await connect('request', nowhere);
    const startedAt = performance.now();
    await expect(redis.get('x')).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith('redis.down', expect.objectContaining({ connection: 'spec' }));
  });

  it('gives up a command that Redis does not answer', async () => {
    const proxy = await silenceable(store.url);
    const redis = await connect('request', proxy.url);
    expect(await redis.ping()).toBe('PONG');
    proxy.silence();
    await expect(redis.get('x')).rejects.toThrow(/timed out/);
    proxy.close();
  });

  it('comes back after its connection was cut', async () => {
    const redis = await connect();
    const other = await connect('worker');
    await other.call('CLIENT', 'KILL', 'ID', String(await redis.client('ID')));
    await waitFor(() => redis.ping().catch(() => null), { what: 'the connection to come back' });
  });
});

describe('hitWindows', () => {
  it('allows exactly the count, also of a hundred at once, and counts no refusal', async () => {
    const redis = await connect();
    const window = { key: 'w', count: 10, seconds: 60 } as const;
    const verdicts = await Promise.all(Array.from({ length: 100 }, () => hitWindows(redis, [window])));
    expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(10);
    expect(verdicts.map((verdict) => verdict.remaining).slice(0, 11)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]);
    expect(await redis.zcard('w')).toBe(10);
    const refused = verdicts.at(-1);
    expect(refused).toMatchObject({ allowed: false, limit: 10, blockedBy: ['w'] });
    expect(refused?.retryAfter).toBeGreaterThanOrEqual(59);
    expect(Math.abs((refused?.resetAt ?? 0) - (Date.now() / 1000 + 60))).toBeLessThan(3);
  });

  it('enters a request in all windows or in none', async () => {
    const redis = await connect();
    const user = { key: 'user', count: 1, seconds: 60 };
    const address = { key: 'address', count: 5, seconds: 60 };
    expect(await hitWindows(redis, [user, address])).toMatchObject({
      allowed: true,
      limit: 1,
      remaining: 0,
      retryAfter: 0,
    });
    expect(await hitWindows(redis, [user, address])).toMatchObject({ allowed: false, blockedBy: ['user'] });
    expect(await redis.zcard('address')).toBe(1);
  });

  it('has room again as soon as the oldest request is out of the window', async () => {
    const redis = await connect();
    const window = { key: 'short', count: 2, seconds: 1 };
    const first = performance.now();
    await hitWindows(redis, [window]);
    await hitWindows(redis, [window]);
    const full = await hitWindows(redis, [window]);
    expect(full).toMatchObject({ allowed: false, retryAfter: 1 });
    await waitFor(async () => (await hitWindows(redis, [window])).allowed, { what: 'room in the window' });
    expect(performance.now() - first).toBeGreaterThanOrEqual(995);
  });

  it('survives a Redis that forgot the script', async () => {
    const redis = await connect();
    await redis.script('FLUSH');
    expect((await hitWindows(redis, [{ key: 'w', count: 1, seconds: 1 }])).allowed).toBe(true);
  });
});

describe('withLock', () => {
  it('lets one at a time do the work, for longer than the lock lives', async () => {
    // Connections without a time limit: on a busy machine a command may take longer than a request waits.
    const [a, b] = [await connect('worker'), await connect('worker')];
    const finish = promised<string>();
    // Shorter, and a busy machine may need longer to take the lock than it lives.
    const ttlMs = 3000;
    const first = withLock(a, 'lock:sweep', ttlMs, () => finish.promise);
    await waitFor(() => a.exists('lock:sweep'), { what: 'the lock' });
    let left = await a.pttl('lock:sweep');
    const isExtended = async (): Promise<boolean> => {
      const before = left;
      left = await a.pttl('lock:sweep');
      return left > before;
    };
    await waitFor(isExtended, { what: 'the lock to be extended' });
    expect(await withLock(b, 'lock:sweep', ttlMs, async () => 'second')).toBeUndefined();
    finish.resolve('first');
    expect(await first).toBe('first');
    expect(await withLock(b, 'lock:sweep', ttlMs, async () => 'second')).toBe('second');
    expect(await a.exists('lock:sweep')).toBe(0);
  });

  it('stands in the database of its connection, whatever its number is', async () => {
    const last = new URL(store.url);
    last.pathname = '/1023';
    const redis = await connect('worker', last.href);
    expect(await withLock(redis, 'lock:high', 60_000, () => redis.exists('lock:high'))).toBe(1);
    expect(await redis.exists('lock:high')).toBe(0);
  });

  it('passes failures on and releases', async () => {
    const redis = await connect();
    const fail = () => Promise.reject(new Error('work failed'));
    await expect(withLock(redis, 'l', 1000, fail)).rejects.toThrow('work failed');
    expect(await redis.exists('l')).toBe(0);
  });

  it('does the work without Redis', async () => {
    expect(await withLock(await connect('request', nowhere), 'l', 1000, async () => 1)).toBe(1);
  });
});

describe('createCache', () => {
  const schema = StoredFile;
  const file = (bytes: number): StoredFile => ({ hash: '0'.repeat(64), ext: 'png', bytes });
  let now = new Date('2026-11-21T12:00:00Z');
  const pass = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  const setUp = async (url = store.url) => {
    let loads = 0;
    const load = jest.fn(async () => file(++loads));
    const cache = createCache(await connect('request', url), { prefix: 'spec', logger, clock: () => now });
    return { load, get: () => cache.get('k', { freshSeconds: 10, staleSeconds: 60, load, schema }) };
  };

  it('loads once for all who ask at once, and keeps it', async () => {
    const { get, load } = await setUp();
    expect(await Promise.all([get(), get(), get()])).toEqual([file(1), file(1), file(1)]);
    expect(await get()).toEqual(file(1));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('serves what is stale while it loads anew', async () => {
    const { get, load } = await setUp();
    await get();
    pass(11);
    expect(await get()).toEqual(file(1));
    await waitFor(async () => (await get()).bytes === 2, { what: 'the refreshed value' });
    load.mockRejectedValueOnce(new Error('source is away'));
    pass(11);
    expect(await get()).toEqual(file(2));
    await waitFor(() => logger.warn.mock.calls.length > 0, { what: 'the warning' });
    pass(100);
    expect(await get()).toEqual(file(3));
  });

  it('loads again what no longer fits the schema', async () => {
    const { get } = await setUp();
    await (await connect()).set(
      'spec:k',
      JSON.stringify({ at: now.getTime(), value: { ...file(1), hash: 'old form' } }),
    );
    expect(await get()).toEqual(file(1));
  });

  it('falls through to the source without Redis, and tells its failure', async () => {
    const { get, load } = await setUp(nowhere);
    expect(await get()).toEqual(file(1));
    load.mockRejectedValueOnce(new Error('source is away'));
    await expect(get()).rejects.toThrow('source is away');
  });
});
