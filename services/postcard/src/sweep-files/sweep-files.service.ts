import { setTimeout as pause } from 'node:timers/promises';
import { withLock } from '@mojian/redis/lock';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LOGGER, type PostcardSettings, REDIS, SETTINGS } from '../settings.js';
import { FileSweep } from './file-sweep.js';
import { UploadExpiry } from './upload-expiry.js';

const LOCK = 'lock:sweep-files';
const LOCK_MS = 60_000;

/**
 * Lets uploads expire, and removes what nobody names, for as long as the process lives. The lock spares work; nothing
 * depends on it.
 */
@Injectable()
export class SweepFilesService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly end = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly expiry: UploadExpiry,
    private readonly files: FileSweep,
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
      await pause(this.settings.fileSweepIntervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async sweep(): Promise<void> {
    const { redis, settings, logger } = this;
    const remove = () => this.remove();
    try {
      await (settings.lockSweeps ? withLock(redis, LOCK, LOCK_MS, remove) : remove());
    } catch (error) {
      // The next sweep finds the same files again.
      logger.warn('files.not_swept', { error });
    }
  }

  private async remove(): Promise<void> {
    const { signal } = this.end;
    await this.expiry.remove(signal);
    const { seen, removed } = await this.files.run(signal);
    if (removed > 0) this.logger.info('files.swept', { seen, removed });
  }
}
