import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@mojian/telemetry/logger';
import { Redis, type RedisOptions } from 'ioredis';

/**
 * What the connection is for. `request`: somebody is waiting, so every command answers or fails within half a second.
 * `worker` and `subscriber`: nobody waits, so commands are kept until Redis is back.
 */
export type RedisRole = 'request' | 'worker' | 'subscriber';

export interface ConnectRedisOptions {
  readonly role: RedisRole;
  readonly logger: Logger;
  /** Shown by `CLIENT LIST` and in the log. */
  readonly name: string;
}

const longestPauseMs = 1000;
const bootPatienceMs = 1000;

const optionsOf: Readonly<Record<RedisRole, RedisOptions>> = {
  request: {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 500,
    autoResendUnfulfilledCommands: false,
  },
  worker: { maxRetriesPerRequest: null },
  subscriber: { maxRetriesPerRequest: null, autoResubscribe: true },
};

/**
 * A connection that reconnects for ever, at most a second apart. Resolves when it is ready, or after a second without
 * Redis: a process boots without it, and its commands fail (`request`) or wait (the others) until it is there.
 */
export async function connectRedis(url: string, { role, logger, name }: ConnectRedisOptions): Promise<Redis> {
  const redis = new Redis(url, {
    ...optionsOf[role],
    connectionName: name,
    connectTimeout: 2000,
    keepAlive: 10_000,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), longestPauseMs),
  });
  logStateChanges(redis, logger, name);
  await untilReady(redis);
  return redis;
}

/** One line when Redis goes away and one when it is back, not one for each attempt. */
function logStateChanges(redis: Redis, logger: Logger, connection: string): void {
  let down = false;
  redis.on('error', (error: Error) => {
    if (!down) logger.warn('redis.down', { connection, error });
    down = true;
  });
  redis.on('ready', () => {
    if (down) logger.info('redis.up', { connection });
    down = false;
  });
}

async function untilReady(redis: Redis): Promise<void> {
  const patience = new AbortController();
  const ready = new Promise<void>((resolve) => redis.once('ready', () => resolve()));
  const enough = wait(bootPatienceMs, undefined, { signal: patience.signal }).catch(() => undefined);
  await Promise.race([ready, enough]);
  patience.abort();
}
