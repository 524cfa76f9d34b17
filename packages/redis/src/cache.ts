import type { Schema } from '@mojian/contracts/schema';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';

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
}

interface Entry<T> {
  readonly value: T;
  readonly ageSeconds: number;
}

/** JSON values in Redis under `prefix:key`, loaded once at a time per process. */
export function createCache(redis: Redis, { prefix, logger, clock = () => new Date(), observe }: CacheOptions): Cache {
  const flights = new Map<string, Promise<unknown>>();

  const read = async <T>(key: string, schema: Schema<T>): Promise<Entry<T> | undefined> => {
    try {
      return parseEntry(await redis.get(key), schema, clock());
    } catch (error) {
      // A cache that cannot be read is an empty one.
      logger.warn('cache.unreadable', { key, error });
      return undefined;
    }
  };

  const refresh = async <T>(key: string, { load, freshSeconds, staleSeconds }: CacheRequest<T>): Promise<T> => {
    const value = await load();
    const text = JSON.stringify({ at: clock().getTime(), value });
    await redis.set(key, text, 'EX', Math.ceil(freshSeconds + staleSeconds)).catch((error: unknown) => {
      // The value is at hand: not keeping it costs only the next load.
      logger.warn('cache.unwritable', { key, error });
    });
    return value;
  };

  const refreshOnce = <T>(key: string, request: CacheRequest<T>): Promise<T> =>
    joinFlight(flights, key, () => refresh(key, request));

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
