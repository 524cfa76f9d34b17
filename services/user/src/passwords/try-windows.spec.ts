import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@mojian/telemetry/logger';
import { testRedis } from '@mojian/testing/test-redis';
import { Redis } from 'ioredis';
import { TryWindows } from './try-windows.js';

type Settings = ConstructorParameters<typeof TryWindows>[0];

const window = { key: 'tries:spec', count: 3, seconds: 60 };
const logger = createLogger({ service: 'user', level: 'error' });
/** Nobody listens there. */
const nowhere = () => new Redis({ port: 1, lazyConnect: true, enableOfflineQueue: false, retryStrategy: () => null });

let store: Awaited<ReturnType<typeof testRedis>>;
let redis: Redis;
let away: Redis;

beforeAll(async () => {
  store = await testRedis();
  redis = new Redis(store.url);
  away = nowhere().on('error', () => undefined);
});
afterAll(async () => {
  redis.disconnect();
  away.disconnect();
  await store.close();
});

const windows = (change: Partial<Settings>): TryWindows =>
  new TryWindows({ redis, logger, limitTries: true, clock: () => new Date(), ...change } as Settings);

const codes = async (tries: TryWindows, count: number): Promise<string[]> => {
  const found: string[] = [];
  for (let i = 0; i < count; i += 1) {
    found.push(
      await tries.hit([window]).then(
        () => 'counted',
        (error: { code: string }) => error.code,
      ),
    );
  }
  return found;
};
const counted = ['counted', 'counted', 'counted'];

describe('tries to guess a secret', () => {
  it('A17: are counted by all processes together', async () => {
    const [one, other] = [windows({}), windows({})];
    expect(await codes(one, 2)).toEqual(['counted', 'counted']);
    expect(await codes(other, 2)).toEqual(['counted', 'RATE_LIMITED']);
    await one.forgive(window.key);
    expect(await codes(other, 2)).toEqual(['counted', 'RATE_LIMITED']);
  });

  it('A17: are counted in the process while Redis is away', async () => {
    const tries = windows({ redis: away });
    expect(await codes(tries, 4)).toEqual([...counted, 'RATE_LIMITED']);
    await tries.forgive(window.key);
    expect(await codes(tries, 2)).toEqual(['counted', 'RATE_LIMITED']);
  });

  it('are not counted where rate limits are switched off', async () => {
    expect(await codes(windows({ limitTries: false }), 5)).toEqual([...counted, 'counted', 'counted']);
  });
});
