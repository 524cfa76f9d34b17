import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import type { UserBrief } from '@mojian/contracts/brief';
import type { Language } from '@mojian/contracts/dialect';
import type { CreatePostcard } from '@mojian/contracts/routes/postcard.routes';
import { imageKind } from '@mojian/images/image-kind';
import { assertSendable } from '@mojian/safety/assert-sendable';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import { type AcceptedTask, beginTask, findByKey } from '../data/begin-task.js';
import { OutboxRelay } from '../data/outbox-relay.js';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';
import type { Holder } from '../data/quota.repository.js';
import { canonicalHash } from '../domain/canonical-body.js';
import { wordsOfBrief } from '../domain/card-words.js';
import { readImageText } from '../domain/image-text.js';
import { refusalOf } from '../domain/quota.js';
import { toUserBrief } from '../domain/user-brief.js';
import { LOGGER, type PostcardSettings, SETTINGS } from '../settings.js';
import { TimeEstimate } from './estimate-time.js';

export interface CreateOrder {
  readonly holder: Holder;
  /** Where it came from, as the gateway knows it. */
  readonly address: string | null;
  readonly body: CreatePostcard;
  readonly idempotencyKey: string | null;
  readonly language: Language;
}

/** What an order says, read once. */
interface ReadOrder {
  readonly bodyHash: string;
  readonly brief: UserBrief;
}

/** Takes an order: task, reserved unit, slot, outbox row and audit row in one transaction, or nothing. */
@Injectable()
export class CreatePostcardService {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly relay: OutboxRelay,
    private readonly estimate: TimeEstimate,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async create(order: CreateOrder) {
    const brief = toUserBrief(order.body, order.language, new Date());
    // Before the day is looked at: who needs help, or is refused, is charged nothing and learns of no limit.
    assertSendable(wordsOfBrief(brief), order.language);
    const bodyHash = canonicalHash(order.body);
    const task = await this.database.decideFor(order.holder.userId, (stores) =>
      this.accept(stores, order, { bodyHash, brief }),
    );
    if (task.isNew) {
      this.relay.hurry(task.id);
      this.tellLostDrawing(task.id, order.body);
    }
    const estimated_time = await this.estimate.seconds();
    return { task_id: task.id, status: task.status, estimated_time, user_id: order.holder.userId };
  }

  /**
   * An equal create comes before slot and quota: a lost reply must not cost anything. It is looked up after the day was
   * read, so that whatever made the day refuse can be found, also where creates do not wait for each other.
   */
  private async accept(stores: Stores, order: CreateOrder, { bodyHash, brief }: ReadOrder): Promise<AcceptedTask> {
    const { holder, address, idempotencyKey } = order;
    const request = { holder, address, bodyHash, idempotencyKey };
    const today = await stores.quota.today(holder);
    const earlier = (await findByKey(stores, request)) ?? (await stores.tasks.findByBody(holder.userId, bodyHash));
    if (earlier) return { id: earlier.id, status: earlier.status, isNew: false };
    const refusal = refusalOf(today);
    if (refusal) throw new AppError(refusal, `create refused on ${today.date}`);
    await stores.quota.openDay(holder, today.date);
    return beginTask(stores, request, today, {
      id: randomUUID(),
      brief,
      deadlineSeconds: this.settings.taskDeadlineSeconds,
      regenerates: null,
      free: false,
    });
  }

  /** Cards are made of strokes. A drawing that came as a picture alone refuses nothing, and is not kept either. */
  private tellLostDrawing(task: string, { emotion_image_base64: picture, drawing_data }: CreatePostcard): void {
    if (!picture || (drawing_data?.trajectory.length ?? 0) > 0) return;
    this.logger.info('create.drawing_without_strokes', { task, kind: kindOf(picture) });
  }
}

/** Told by the first bytes; nothing more is decoded for a line in the log. */
function kindOf(picture: string): string {
  const beginning = readImageText(picture.slice(0, 200));
  return (beginning && imageKind(beginning)) ?? 'unreadable';
}
