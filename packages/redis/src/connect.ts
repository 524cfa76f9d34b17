import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@mojian/telemetry/logger';
import { Redis, type RedisOptions } from 'ioredis';
import { breakWhenSilent } from './heartbeat.js';

/**
 * What the connection is for. `request`: somebody is waiting, so every command answers or fails within half a second,
 * and once Redis is known to be silent or away, at once: several commands in one request do not add up.
 * `worker` and `subscriber`: nobody waits, so commands are kept until Redis is back.
 */
export type RedisRole = 'request' | 'worker' | 'subscriber';

export interface ConnectRedisOptions {
  readonly role: RedisRole;
  readonly logger: Logger;
  /** Shown by `CLIENT LIST` and in the log. */
  readonly name: string;
}

const longestPauseMs = 500;
const bootPatienceMs = 1000;

const optionsOf: Readonly<Record<RedisRole, RedisOptions>> = {
  request: {
    enableOfflineQueue: false,
    // What is under way when the connection ends fails then.
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    autoResendUnfulfilledCommands: false,
  },
  worker: { maxRetriesPerRequest: null },
  subscriber: { maxRetriesPerRequest: null, autoResubscribe: true },
};

/**
 * A connection that reconnects for ever, at most half a second apart, and that a heartbeat breaks when Redis falls
 * silent: a server that is stopped or behind a black hole leaves the socket open. Resolves when it is ready, or after a
 * second without Redis: a process boots without it, and its commands fail (`request`) or wait (the others) until it is
 * there.
 */
export async function connectRedis(url: string, { role, logger, name }: ConnectRedisOptions): Promise<Redis> {
  const redis = new (role === 'worker' ? WorkerRedis : Redis)(url, {
    ...optionsOf[role],
    connectionName: name,
    connectTimeout: 2000,
    keepAlive: 10_000,
    maxLoadingRetryTime: longestPauseMs,
    // A replica refuses writes: the address may lead to the new master.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), longestPauseMs),
  });
  logStateChanges(redis, logger, name);
  breakWhenSilent(redis, { urgent: role !== 'worker' });
  await untilReady(redis);
  return redis;
}

/**
 * BullMQ waits for jobs on a copy of the worker's connection. It notices itself that an answer is late, but not that
 * the connection it makes then is never finished.
 */
class WorkerRedis extends Redis {
  override duplicate(override?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(override);
    breakWhenSilent(copy, { urgent: false, blocks: true });
    return copy;
  }
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
