import { Redis } from 'ioredis';
import { storeAddress } from './store-address.js';
import { TEST_REDIS_URL } from './test-run.js';

export interface TestRedis {
  /** Address with the number of a logical database that nobody else uses. */
  readonly url: string;
  /** Empties the database. */
  close(): Promise<void>;
}

// As many as `start-stores` configures; number 0 keeps the counter.
const DATABASES = 1024;

const withConnection = async <T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> => {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 5_000, commandTimeout: 5_000 });
  try {
    await redis.connect();
    return await work(redis);
  } finally {
    redis.disconnect();
  }
};

/**
 * An empty logical database of its own. Keys are apart; channels of publish and subscribe are not, in any Redis: give
 * them names of your own. Needs the `globalSetup` of Jest's configuration.
 */
export const testRedis = async (): Promise<TestRedis> => {
  const server = storeAddress(TEST_REDIS_URL);
  const count = await withConnection(server, (redis) => redis.incr('test-databases'));
  const url = `${server}/${1 + ((count - 1) % (DATABASES - 1))}`;
  const empty = () => withConnection(url, async (redis) => void (await redis.flushdb()));
  await empty();
  return { url, close: empty };
};
