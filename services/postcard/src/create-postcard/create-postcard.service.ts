import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import type { Language } from '@mojian/contracts/dialect';
import type { CreatePostcard, TaskStatus } from '@mojian/contracts/routes/postcard.routes';
import type { Logger } from '@mojian/telemetry/logger';
import { currentContext } from '@mojian/telemetry/request-context';
import { Inject, Injectable } from '@nestjs/common';
import { OutboxRelay } from '../data/outbox-relay.js';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';
import { canonicalHash } from '../domain/canonical-body.js';
import { refusalOf } from '../domain/quota.js';
import { toUserBrief } from '../domain/user-brief.js';
import { LOGGER, type PostcardSettings, SETTINGS } from '../settings.js';
import { TimeEstimate } from './estimate-time.js';

export interface CreateOrder {
  readonly userId: string;
  readonly body: CreatePostcard;
  readonly idempotencyKey: string | null;
  readonly language: Language;
}

interface AcceptedTask {
  readonly id: string;
  readonly status: TaskStatus;
  /** False when an earlier create had made it. */
  readonly isNew: boolean;
}

/** Takes an order: task, reserved unit, slot and outbox row in one transaction, or nothing. */
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
    const bodyHash = canonicalHash(order.body);
    const task = await this.database.transaction((stores) => this.accept(stores, order, bodyHash));
    if (task.isNew) this.hurry(task.id);
    const estimated_time = await this.estimate.seconds();
    return { task_id: task.id, status: task.status, estimated_time, user_id: order.userId };
  }

  /** Equal creates are looked up before slot and quota: a lost reply must not cost anything. */
  private async accept(stores: Stores, order: CreateOrder, bodyHash: string): Promise<AcceptedTask> {
    await stores.quota.lockUser(order.userId);
    const earlier = await findEarlier(stores, order, bodyHash);
    if (earlier) return { id: earlier.id, status: earlier.status, isNew: false };
    const today = await stores.quota.today(order.userId);
    const refusal = refusalOf(today);
    if (refusal) throw new AppError(refusal, `create refused on ${today.date}`);
    const id = randomUUID();
    await stores.quota.openDay(order.userId, today.date);
    await stores.tasks.insert(this.newTask(order, { id, bodyHash, quotaDate: today.date }));
    await stores.quota.enter(id, 'reserve');
    await stores.outbox.insert({ task_id: id, user_id: order.userId, request_id: requestId() });
    return { id, status: 'pending', isNew: true };
  }

  private newTask(order: CreateOrder, made: { id: string; bodyHash: string; quotaDate: string }) {
    return {
      ...made,
      userId: order.userId,
      seed: randomBytes(16).toString('hex'),
      brief: toUserBrief(order.body, order.language, new Date()),
      idempotencyKey: order.idempotencyKey,
      requestId: requestId(),
      deadlineSeconds: this.settings.taskDeadlineSeconds,
    };
  }

  /** Nobody waits for the queue: what does not reach it now, the next sweep brings. */
  private hurry(taskId: string): void {
    this.relay.relay({ count: 1, taskId }).catch((error: unknown) => {
      this.logger.warn('outbox.not_relayed', { task: taskId, error });
    });
  }
}

const requestId = (): string => currentContext()?.requestId ?? 'none';

async function findEarlier({ tasks }: Stores, { userId, idempotencyKey }: CreateOrder, bodyHash: string) {
  const keyed = idempotencyKey === null ? undefined : await tasks.findByKey(userId, idempotencyKey);
  if (keyed && keyed.bodyHash !== bodyHash) {
    throw new AppError('IDEMPOTENCY_MISMATCH', 'the key was used with another body');
  }
  return keyed ?? tasks.findByBody(userId, bodyHash);
}
