import { type Cache, createCache } from '@mojian/redis/cache';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import { Counter, type Registry } from 'prom-client';

interface SensingCacheOptions {
  readonly redis: Redis;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly clock: () => Date;
}

export interface SensingCaches {
  readonly place: Cache;
  readonly weather: Cache;
  readonly trends: Cache;
}

/** Longer than all providers of one sense together may take. */
const ALONE_MS = 10_000;

/** What providers told, kept in Redis for all processes, each question asked by one of them, with `sensing_cache_total{sense,answer}`. */
export function createSensingCaches({ redis, logger, registry, clock }: SensingCacheOptions): SensingCaches {
  const answers = new Counter({
    name: 'sensing_cache_total',
    help: 'Questions to providers of the senses by how the cache answered: fresh, stale (refreshed behind the answer), loaded',
    labelNames: ['sense', 'answer'],
    registers: [registry],
  });
  const cacheOf = (sense: string): Cache =>
    createCache(redis, {
      prefix: `sense:${sense}`,
      logger,
      clock,
      observe: (answer) => answers.inc({ sense, answer }),
      aloneMs: ALONE_MS,
    });
  return { place: cacheOf('place'), weather: cacheOf('weather'), trends: cacheOf('trends') };
}
