import { randomUUID } from 'node:crypto';
import { type ContentCheck, decideCheck, settleTrace } from '@mojian/safety/content-check';
import type { CheckAnswer } from '@mojian/safety/content-checker';
import type { Logger } from '@mojian/telemetry/logger';
import { runInContext } from '@mojian/telemetry/request-context';
import { Inject, Injectable } from '@nestjs/common';
import { cardCheckOf, findingsOf } from '../domain/card-check.js';
import { LOGGER, type PostcardSettings, SETTINGS } from '../settings.js';
import type { ContentCheckRepository, HeldCheck } from './content-check.repository.js';
import { EarlyVerdicts } from './early-verdicts.js';
import { PostcardDatabase } from './postcard-database.js';
import { ShownCards } from './shown-cards.js';

interface Change {
  readonly hold: (checks: ContentCheckRepository) => Promise<HeldCheck | undefined>;
  readonly next: (held: HeldCheck) => ContentCheck;
  /** Why a person changes it. */
  readonly reason?: string;
}

/** Stores what becomes known of a card. Whoever comes second finds what the first has stored, and changes no verdict. */
@Injectable()
export class CheckKeeper {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly shown: ShownCards,
    private readonly verdicts: EarlyVerdicts,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What the checkers said. A card that was settled while they were asked stays as it is. */
  async keep(cardId: string, made: ContentCheck): Promise<void> {
    const next = ({ standing, check }: HeldCheck) => (standing === 'unchecked' ? made : check);
    await runInContext(this.context(), async () => {
      await this.change({ hold: (checks) => checks.hold(cardId), next });
      for (const trace of awaited(made)) {
        const verdict = await this.verdicts.take(trace);
        if (verdict) await this.settle(trace, verdict);
      }
    });
  }

  /**
   * A verdict as it comes; false where nobody awaits it. It is noted before it is looked who does, since it may be here
   * before its trace is stored, and whoever stores that looks for it after.
   */
  async deliver(trace: string, verdict: CheckAnswer): Promise<boolean> {
    await this.verdicts.keep(trace, verdict);
    const isAwaited = await this.settle(trace, verdict);
    if (isAwaited) await this.verdicts.take(trace);
    return isAwaited;
  }

  /** What a person has found; false where there is no such card. */
  decide(cardId: string, answer: CheckAnswer, reason: string): Promise<boolean> {
    const next = ({ check }: HeldCheck) => decideCheck(check, answer);
    return this.change({ hold: (checks) => checks.hold(cardId), next, reason });
  }

  private settle(trace: string, verdict: CheckAnswer): Promise<boolean> {
    const next = ({ check }: HeldCheck) => settleTrace(check, trace, verdict);
    return this.change({ hold: (checks) => checks.holdAwaiting(trace), next });
  }

  private async change({ hold, next, reason }: Change): Promise<boolean> {
    const now = this.settings.clock?.() ?? new Date();
    const changed = await this.database.transaction(async ({ checks, audit }) => {
      const held = await hold(checks);
      if (!held) return undefined;
      const made = cardCheckOf(next(held), now);
      await checks.keep(held.id, made);
      const [before, after] = [held.standing, made.standing];
      const details = reason === undefined ? { found: findingsOf(made.check) } : { owner: held.userId, reason };
      const change = { before: { check: before }, after: { check: after }, details };
      if (before !== after) await audit({ resource: { type: 'card', id: held.id }, ...change });
      return { id: held.id, before, after };
    });
    if (changed && changed.before !== changed.after) {
      this.logger.info('content.checked', { card: changed.id, standing: changed.after });
      await this.shown.withdraw(changed.id);
    }
    return changed !== undefined;
  }

  /** Nobody's call: the row of the audit is this service's own. */
  private context() {
    const requestId = `check-${randomUUID()}`;
    if (!this.settings.audit) return { requestId };
    const deed = {
      service: 'postcard',
      action: 'content.check',
      operation: 'config_change',
      actor: 'service',
    } as const;
    return { requestId, audited: { ...deed, user_id: null, address: null, agent: null, method: null, rows: 0 } };
  }
}

const awaited = ({ answers }: ContentCheck): string[] =>
  answers.flatMap(({ answer }) => (answer.state === 'pending' ? [answer.trace] : []));
