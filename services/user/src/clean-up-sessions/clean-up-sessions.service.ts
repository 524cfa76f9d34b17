import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SessionRetention } from '../data/session-retention.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

const everyMs = 3600 * 1000;

/** Sweeps at the start and every hour; several processes that do so at once do not disturb each other. */
@Injectable()
export class CleanUpSessionsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly end = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(SessionRetention) private readonly retention: SessionRetention,
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
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** The next hour makes up for one that failed. */
  private async sweep(): Promise<void> {
    const { clock, logger } = this.settings;
    try {
      const swept = await this.retention.sweep(clock());
      if (Object.values(swept).some((count) => count > 0)) logger.info('sessions.cleaned_up', { ...swept });
    } catch (error) {
      logger.warn('sessions.not_cleaned_up', { error });
    }
  }
}
