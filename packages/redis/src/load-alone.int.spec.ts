import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StoredFile } from '@mojian/contracts/card/picture';
import { type TestRedis, testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import type { Redis } from 'ioredis';
import { createCache } from './cache.js';
import { connectRedis } from './connect.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
const file = (bytes: number): StoredFile => ({ hash: '0'.repeat(64), ext: 'png', bytes });

let store: TestRedis;
const open: Redis[] = [];
/** A cache of another process, which waits for the others. */
const cacheOf = async () => {
  const redis = await connectRedis(store.url, { role: 'request', logger, name: 'spec' });
  open.push(redis);
  const cache = createCache(redis, { prefix: 'spec', logger, aloneMs: 5000 });
  return (load: () => Promise<StoredFile>) =>
    cache.get('shared', { freshSeconds: 10, staleSeconds: 60, load, schema: StoredFile });
};

beforeEach(async () => {
  store = await testRedis();
});
afterEach(async () => {
  for (const redis of open.splice(0)) redis.disconnect();
  await store.close();
});

describe('a cache whose loads are done by one process at a time', () => {
  it('lets the others wait for what is found', async () => {
    const [first, ...others] = [await cacheOf(), await cacheOf(), await cacheOf()];
    const found = Promise.withResolvers<StoredFile>();
    const load = jest.fn(() => found.promise);
    const one = first(load);
    await waitFor(() => load.mock.calls.length > 0, { what: 'the first load' });
    const rest = others.map((get) => get(load));
    found.resolve(file(1));
    expect([await one, ...(await Promise.all(rest))]).toEqual([file(1), file(1), file(1)]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('leaves a load that failed to the next', async () => {
    const [first, second] = [await cacheOf(), await cacheOf()];
    const found = Promise.withResolvers<StoredFile>();
    const load = jest.fn(() => found.promise);
    const one = first(load);
    await waitFor(() => load.mock.calls.length > 0, { what: 'the first load' });
    const two = second(async () => file(2));
    found.reject(new Error('source is away'));
    await expect(one).rejects.toThrow('source is away');
    expect(await two).toEqual(file(2));
  });
});
