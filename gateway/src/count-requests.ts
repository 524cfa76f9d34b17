import { hitWindows } from '@mojian/redis/sliding-window';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import type { HitWindows } from './limit-rate.js';
import { createLocalWindows } from './local-windows.js';

export interface CountRequestsOptions {
  readonly redis: Redis;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly setInProcess: (inProcess: boolean) => void;
}

export interface RequestCounts {
  readonly hit: HitWindows;
  /** Whether this process counts by itself just now. */
  readonly isInProcess: () => boolean;
}

/** After a failure Redis is left alone for this long, so that its time-out is not paid by every request. */
const pauseMs = 1000;

/**
 * Counts in Redis, exactly and for all gateways together. While Redis is away this process counts alone: nobody is
 * refused for it, and no limit is lifted.
 */
export function countRequests({ redis, clock, logger, setInProcess }: CountRequestsOptions): RequestCounts {
  const local = createLocalWindows(clock);
  let pausedUntil = 0;
  const hit: HitWindows = async (windows) => {
    if (clock() < pausedUntil) return local.hit(windows);
    try {
      const verdict = await hitWindows(redis, windows);
      if (pausedUntil > 0) logger.info('limit.in_redis');
      pausedUntil = 0;
      setInProcess(false);
      return verdict;
    } catch (error) {
      // The limiter in this process takes over; the gauge and this line say so.
      if (pausedUntil === 0) logger.warn('limit.in_process', { error });
      pausedUntil = clock() + pauseMs;
      setInProcess(true);
      return local.hit(windows);
    }
  };
  return { hit, isInProcess: () => clock() < pausedUntil };
}
