import { setTimeout as pause } from 'node:timers/promises';
import { withLock } from '@mojian/redis/lock';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LOGGER, type PostcardSettings, REDIS, SETTINGS } from '../settings.js';
import { UploadExpiry } from './upload-expiry.js';

const LOCK = 'lock:sweep-uploads';
const LOCK_MS = 60_000;
const INTERVAL_MS = 60 * 60 * 1000;

/** Lets uploads expire for as long as the process lives. The lock spares work; nothing depends on it. */
@Injectable()
export class SweepUploadsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly end = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly expiry: UploadExpiry,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.sweepUntilEnd();
  }

  async onApplicationShutdown(): Promise<void> {
    this.end.abort();
    await this.loop;
  }

  private async sweepUntilEnd(): Promise<void> {
    const { signal } = this.end;
    while (!signal.aborted) {
      await this.sweep();
      // The pause ends early, by a rejection, when the process does.
      await pause(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async sweep(): Promise<void> {
    const { expiry, redis, settings, logger } = this;
    const remove = () => expiry.remove(this.end.signal);
    try {
      await (settings.lockSweeps ? withLock(redis, LOCK, LOCK_MS, remove) : remove());
    } catch (error) {
      // The next sweep is an hour away, and expired uploads wait for it.
      logger.warn('uploads.not_swept', { error });
    }
  }
}
