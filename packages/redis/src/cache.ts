import type { Schema } from '@mojian/contracts/schema';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import { loadAlone } from './load-alone.js';

export interface CacheRequest<T> {
  /** Served without asking anybody. */
  readonly freshSeconds: number;
  /** After that, served once more at once while it is loaded anew behind the answer. */
  readonly staleSeconds: number;
  readonly load: () => Promise<T>;
  /** What is stored must fit it; what no longer does is loaded again. */
  readonly schema: Schema<T>;
}

export interface Cache {
  /** Rejects only as `load` does: without Redis it loads each time, still once for all who ask at the same moment. */
  readonly get: <T>(key: string, request: CacheRequest<T>) => Promise<T>;
}

export interface CacheOptions {
  readonly prefix: string;
  readonly logger: Logger;
  readonly clock?: () => Date;
  /** Told how each question was answered, for metrics. */
  readonly observe?: (answer: 'fresh' | 'stale' | 'loaded') => void;
  /**
   * Set, a key is loaded by one process at a time; the others wait so long for what it finds before they load it too:
   * for what costs more than a look into Redis.
   */
  readonly aloneMs?: number;
}

interface Entry<T> {
  readonly value: T;
  readonly ageSeconds: number;
}

/** JSON values in Redis under `prefix:key`, loaded once at a time per process, or of all processes (`aloneMs`). */
export function createCache(redis: Redis, options: CacheOptions): Cache {
  const { prefix, logger, observe, aloneMs: patienceMs } = options;
  const { read, write } = openEntries(redis, options);
  const flights = new Map<string, Promise<unknown>>();

  const findFresh = async <T>(
    key: string,
    { schema, freshSeconds }: CacheRequest<T>,
  ): Promise<Entry<T> | undefined> => {
    const entry = await read(key, schema);
    return entry && entry.ageSeconds <= freshSeconds ? entry : undefined;
  };

  const refresh = async <T>(key: string, request: CacheRequest<T>): Promise<T> => {
    const value = await request.load();
    await write(key, value, request.freshSeconds + request.staleSeconds);
    return value;
  };

  const refreshOnce = <T>(key: string, request: CacheRequest<T>): Promise<T> =>
    joinFlight(flights, key, () => {
      const load = () => refresh(key, request);
      return patienceMs ? loadAlone(redis, { key, find: () => findFresh(key, request), load, patienceMs }) : load();
    });

  return {
    get: async (name, request) => {
      const key = `${prefix}:${name}`;
      const entry = await read(key, request.schema);
      if (!entry || entry.ageSeconds > request.freshSeconds + request.staleSeconds) {
        observe?.('loaded');
        return refreshOnce(key, request);
      }
      const isStale = entry.ageSeconds > request.freshSeconds;
      observe?.(isStale ? 'stale' : 'fresh');
      if (isStale) {
        refreshOnce(key, request).catch((error: unknown) => logger.warn('cache.refresh_failed', { key, error }));
      }
      return entry.value;
    },
  };
}

function openEntries(redis: Redis, { logger, clock = () => new Date() }: CacheOptions) {
  return {
    read: async <T>(key: string, schema: Schema<T>): Promise<Entry<T> | undefined> => {
      try {
        return parseEntry(await redis.get(key), schema, clock());
      } catch (error) {
        // A cache that cannot be read is an empty one.
        logger.warn('cache.unreadable', { key, error });
        return undefined;
      }
    },
    write: async (key: string, value: unknown, keepSeconds: number): Promise<void> => {
      const text = JSON.stringify({ at: clock().getTime(), value });
      await redis.set(key, text, 'EX', Math.ceil(keepSeconds)).catch((error: unknown) => {
        // The value is at hand: not keeping it costs only the next load.
        logger.warn('cache.unwritable', { key, error });
      });
    },
  };
}

function parseEntry<T>(text: string | null, schema: Schema<T>, now: Date): Entry<T> | undefined {
  if (text === null) return undefined;
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== 'object' || stored === null || !('at' in stored) || !('value' in stored)) return undefined;
  const value = schema.safeParse(stored.value);
  if (!value.success || typeof stored.at !== 'number') return undefined;
  return { value: value.data, ageSeconds: (now.getTime() - stored.at) / 1000 };
}

/** All who ask for one key while it is being loaded share that load. */
function joinFlight<T>(flights: Map<string, Promise<unknown>>, key: string, start: () => Promise<T>): Promise<T> {
  const underWay = flights.get(key);
  // A key belongs to one caller with one schema, so the promise under it is of that caller's type.
  if (underWay) return underWay as Promise<T>;
  const flight = start().finally(() => flights.delete(key));
  flights.set(key, flight);
  return flight;
}
