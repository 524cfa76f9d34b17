import type { Cache } from '@mojian/redis/cache';
import { createCache } from '@mojian/redis/cache';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import { Counter, type Registry } from 'prom-client';

interface SensingCacheOptions {
  readonly redis: Redis;
  readonly logger: Logger;
  readonly registry: Registry;
}

/** What the senses found, kept in Redis for all instances, with `sensing_cache_total{answer}`. */
export class SensingCache {
  private readonly cache: Cache;

  constructor({ redis, logger, registry }: SensingCacheOptions) {
    const answers = new Counter({
      name: 'sensing_cache_total',
      help: 'Questions to the senses by how the cache answered: fresh, stale (refreshed behind the answer), loaded',
      labelNames: ['answer'],
      registers: [registry],
    });
    this.cache = createCache(redis, { prefix: 'sense', logger, observe: (answer) => answers.inc({ answer }) });
  }

  get: Cache['get'] = (key, request) => this.cache.get(key, request);
}
