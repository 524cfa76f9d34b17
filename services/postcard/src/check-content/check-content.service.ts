import { setTimeout as pause } from 'node:timers/promises';
import { withLock } from '@mojian/redis/lock';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { ContentChecks } from '../data/content-checks.js';
import { LOGGER, type PostcardSettings, REDIS, SETTINGS } from '../settings.js';
import { CheckWatch } from './check-watch.js';

const LOCK = 'lock:check-content';
const LOCK_MS = 30_000;

/**
 * Has cards checked again whose check is due, for as long as the process lives. The lock spares work; what is claimed
 * is claimed by one process without it.
 */
@Injectable()
export class CheckContentService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly end = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly checks: ContentChecks,
    private readonly watch: CheckWatch,
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
    for (;;) {
      // The pause ends early, by a rejection, when the process does.
      await pause(this.settings.contentCheckIntervalMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.sweep();
    }
  }

  private async sweep(): Promise<void> {
    const { redis, settings, logger } = this;
    const check = () => this.checks.checkDue(this.end.signal);
    try {
      await (settings.lockSweeps ? withLock(redis, LOCK, LOCK_MS, check) : check());
      // Each process shows its own figures.
      await this.watch.measure();
    } catch (error) {
      // What is due stays so for the next sweep.
      logger.warn('content.not_swept', { error });
    }
  }
}
