import type { Logger } from '@mojian/telemetry/logger';
import type { Metrics } from '@mojian/telemetry/metrics';
import { Inject, Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import type { CheckCounts } from '../data/content-check.repository.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { LOGGER, METRICS } from '../settings.js';

/** WeChat promises a verdict within half an hour: what waits longer needs somebody who looks. */
const LATE_SECONDS = 30 * 60;
/** It is not told again before. */
const TOLD_FOR_MS = 30 * 60_000;

/** What an operator watches: cards that others may not see yet, or ever, and how long the oldest has waited. */
@Injectable()
export class CheckWatch {
  private readonly cards: Gauge<'state'>;
  private readonly oldest: Gauge;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: PostcardDatabase,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) { registry }: Metrics,
  ) {
    this.cards = new Gauge({
      name: 'cards_not_passed',
      help: 'Living cards that only their owners see: unchecked, of those given up, in review, refused',
      labelNames: ['state'],
      registers: [registry],
    });
    this.oldest = new Gauge({
      name: 'card_oldest_unchecked_seconds',
      help: 'Age of the oldest card whose content check has no verdict',
      registers: [registry],
    });
  }

  async measure(): Promise<void> {
    const { oldestUncheckedSeconds: seconds, givenUp: given_up, ...counts } = await this.database.stores.checks.count();
    for (const [state, count] of Object.entries({ ...counts, given_up })) this.cards.set({ state }, count);
    this.oldest.set(seconds);
    if (seconds > LATE_SECONDS) this.tell(seconds, counts.unchecked);
  }

  private tell(seconds: number, unchecked: CheckCounts['unchecked']): void {
    const now = performance.now();
    if (now - this.toldAt < TOLD_FOR_MS) return;
    this.toldAt = now;
    this.logger.error('content.check_stuck', { oldest_seconds: Math.round(seconds), unchecked });
  }
}
