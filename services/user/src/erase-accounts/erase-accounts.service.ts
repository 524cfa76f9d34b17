import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { eraseUserCards } from '@mojian/contracts/routes/personal-data.routes';
import { runInContext } from '@mojian/telemetry/request-context';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type Erasure, ErasureRepository } from '../data/erasure.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

const sweepMs = 1000;
const atOnce = 10;
/** Longer than the client waits for an answer. */
const leaseMs = 30_000;
const longestPauseMs = 300_000;

/** Asks the other services to forget whoever has deleted their account, until each of them has. */
@Injectable()
export class EraseAccountsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly end = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(ErasureRepository) private readonly erasures: ErasureRepository,
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
      await pause(sweepMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.sweep();
    }
  }

  /** The database may be away: the next sweep finds the same rows. */
  private async sweep(): Promise<void> {
    try {
      const claimed = await this.erasures.claim({ count: atOnce, now: this.settings.clock(), leaseMs });
      await Promise.all(claimed.map((erasure) => runInContext({ requestId: randomUUID() }, () => this.erase(erasure))));
    } catch (error) {
      this.settings.logger.warn('erasure.sweep_failed', { error });
    }
  }

  private async erase({ userId, attempts }: Erasure): Promise<void> {
    const { postcard, clock, logger } = this.settings;
    try {
      const erased = await postcard.call(eraseUserCards, { params: { user_id: userId } }, { signal: this.end.signal });
      await this.erasures.finish(userId, clock());
      logger.info('erasure.done', { user: userId, attempts, ...erased });
    } catch (error) {
      // It stays waiting: nobody else would ask again.
      logger.warn('erasure.failed', { user: userId, attempts, error });
      const pauseMs = Math.min(longestPauseMs, 1000 * 2 ** Math.min(attempts - 1, 20));
      await this.erasures.postpone(userId, new Date(clock().getTime() + pauseMs));
    }
  }
}
