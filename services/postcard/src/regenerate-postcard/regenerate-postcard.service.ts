import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import type { UserBrief } from '@mojian/contracts/brief';
import { assertSendable } from '@mojian/safety/assert-sendable';
import { Inject, Injectable } from '@nestjs/common';
import { type AcceptedTask, beginTask, findByKey } from '../data/begin-task.js';
import { OutboxRelay } from '../data/outbox-relay.js';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';
import type { DatedQuota, Holder } from '../data/quota.repository.js';
import { canonicalHash } from '../domain/canonical-body.js';
import { wordsOfBrief } from '../domain/card-words.js';
import { refusalToRegenerate } from '../domain/quota.js';
import { isTerminal } from '../domain/task-status.js';
import { type PostcardSettings, SETTINGS } from '../settings.js';

export interface RegenerateOrder {
  readonly holder: Holder;
  /** Where it came from, as the gateway knows it. */
  readonly address: string | null;
  readonly card: { readonly id: string; readonly taskId: string };
  readonly idempotencyKey: string | null;
}

const FREE_REASON = 'the card was made without the model that was configured';

/** Begins another card of the same brief. The old one stays, and gives its slot up when the new one is there. */
@Injectable()
export class RegeneratePostcardService {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly relay: OutboxRelay,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
  ) {}

  /** The id of the new task; of the one under way where this card is being made anew already. */
  async regenerate(order: RegenerateOrder): Promise<string> {
    const brief = await this.database.stores.tasks.briefOf(order.card.taskId);
    // As at its create: the lists may have grown since.
    assertSendable(wordsOfBrief(brief), brief.language);
    const task = await this.database.decideFor(order.holder.userId, (stores) => this.accept(stores, order, brief));
    if (task.isNew) this.relay.hurry(task.id);
    return task.id;
  }

  private async accept(
    stores: Stores,
    { holder, address, card, idempotencyKey }: RegenerateOrder,
    brief: UserBrief,
  ): Promise<AcceptedTask> {
    const request = { holder, address, idempotencyKey, bodyHash: canonicalHash({ regenerate: card.id }) };
    // Read before the look for an equal request, which then finds whatever makes the day refuse.
    const before = await stores.quota.today(holder);
    const keyed = await findByKey(stores, request);
    if (keyed) return { id: keyed.id, status: keyed.status, isNew: false };
    const latest = await stores.tasks.findByBody(holder.userId, request.bodyHash);
    if (latest && !isTerminal(latest.status)) return { id: latest.id, status: latest.status, isNew: false };
    if (!(await stores.postcards.keepAlive(card.id))) throw new AppError('CARD_NOT_FOUND', 'deleted this moment');
    const { today, free } = await payFor(card.id, before, stores, holder);
    return beginTask(stores, request, today, {
      id: randomUUID(),
      brief,
      deadlineSeconds: this.settings.taskDeadlineSeconds,
      regenerates: card.id,
      free,
    });
  }
}

/** Opens the day, with a granted unit where the card gives one. */
async function payFor(cardId: string, before: DatedQuota, stores: Stores, holder: Holder) {
  const free = await stores.quota.isFreeToRegenerate(cardId);
  const today = free ? { ...before, limit: before.limit + 1 } : before;
  const refusal = refusalToRegenerate(today, cardId);
  if (refusal) throw new AppError(refusal, `regenerate refused on ${today.date}`);
  await stores.quota.openDay(holder, today.date);
  if (free) await stores.quota.grant(holder.userId, today.date, { units: 1, reason: FREE_REASON, cardId });
  return { today, free };
}
