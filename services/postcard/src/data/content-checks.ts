import type { UserBrief } from '@mojian/contracts/brief';
import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { CardCheck } from '../domain/card-check.js';
import { LOGGER, type PostcardSettings, SETTINGS } from '../settings.js';
import { CardCheckers } from './card-checkers.js';
import { CheckKeeper } from './check-keeper.js';
import type { CardToCheck } from './content-check.repository.js';
import { PostcardDatabase } from './postcard-database.js';

/** Longer than all checkers together may take. */
const LEASE_MS = 60_000;
const AT_ONCE = 5;
const MOST_A_SWEEP = 200;

/**
 * Has cards checked whose check is due: at least once each, and by one process at a time. What a process leaves behind
 * that is killed is due again when its lease has ended.
 */
@Injectable()
export class ContentChecks {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly checkers: CardCheckers,
    private readonly keeper: CheckKeeper,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
  ) {}

  /** The check that a card begins with, by our own lists alone. */
  begin(card: FinishedCard, brief: UserBrief): Promise<CardCheck> {
    return this.checkers.begin(card, brief, this.now());
  }

  /** Has this card checked now, and lets nobody wait for it: what does not succeed, a sweep does. */
  hurry(cardId: string): void {
    if (!this.checkers.asksOthers) return;
    this.check(1, cardId).catch((error: unknown) => {
      this.logger.warn('content.not_checked', { card: cardId, error });
    });
  }

  /** A bounded number of what is due; how many there were. Stops between two when `end` aborts. */
  async checkDue(end: AbortSignal): Promise<number> {
    let checked = 0;
    while (!end.aborted && checked < MOST_A_SWEEP) {
      const found = await this.check(AT_ONCE, null);
      checked += found;
      if (found < AT_ONCE) break;
    }
    return checked;
  }

  private async check(count: number, cardId: string | null): Promise<number> {
    const now = this.now();
    const until = new Date(now.getTime() + LEASE_MS);
    const due = await this.database.stores.checks.claimDue({ now, until, count, cardId });
    await Promise.all(due.map((card) => this.checkOne(card, now)));
    return due.length;
  }

  private now(): Date {
    return this.settings.clock?.() ?? new Date();
  }

  private async checkOne(card: CardToCheck, now: Date): Promise<void> {
    try {
      await this.keeper.keep(card.id, await this.checkers.ask(card, now));
    } catch (error) {
      // One card that cannot be checked must not keep the others from it; it is due again when its lease has ended.
      this.logger.warn('content.not_checked', { card: card.id, error });
    }
  }
}
