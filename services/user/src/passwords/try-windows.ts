import { AppError } from '@mojian/contracts/app-error';
import { hitWindows, undoHit, type Window } from '@mojian/redis/sliding-window';
import { Inject, Injectable } from '@nestjs/common';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { createLocalWindows } from './local-windows.js';

/** Counts tries to guess a secret: in Redis, or in this process while Redis is away. */
@Injectable()
export class TryWindows {
  private readonly local = createLocalWindows();

  constructor(@Inject(USER_SETTINGS) private readonly settings: UserSettings) {}

  /** Counts a try in all windows; RATE_LIMITED, and counted in none, where one of them is full. */
  async hit(windows: readonly [Window, ...Window[]]): Promise<void> {
    if (!this.settings.limitTries) return;
    const wait = await this.waitFor(windows);
    if (wait === 0) return;
    throw new AppError('RATE_LIMITED', 'too many tries of one account', { details: { retry_after: wait } });
  }

  /** Takes a try out of a window again. */
  async forgive(key: string): Promise<void> {
    if (!this.settings.limitTries) return;
    this.local.undo(key);
    try {
      await undoHit(this.settings.redis, key);
    } catch (error) {
      // It stays counted: one try less, nobody is let in or kept out by it.
      this.settings.logger.info('tries.not_forgiven', { error });
    }
  }

  /** Seconds until the try would be allowed; 0 where it is. */
  private async waitFor(windows: readonly [Window, ...Window[]]): Promise<number> {
    const { redis, logger, clock } = this.settings;
    try {
      return (await hitWindows(redis, windows)).retryAfter;
    } catch (error) {
      logger.warn('tries.counted_locally', { error });
      return this.local.hit(windows, clock().getTime());
    }
  }
}
