import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import { taskEnded } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import type { FinishedCard, settleTask } from '@mojian/contracts/routes/task-run.routes';
import { publishEvent } from '@mojian/redis/events';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { failHeldTask } from '../data/fail-task.js';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';
import type { HeldTask } from '../data/task.repository.js';
import { TaskMetrics } from '../data/task-metrics.js';
import { isTerminal } from '../domain/task-status.js';
import { LOGGER, REDIS } from '../settings.js';

type Settlement = RouteInput<typeof settleTask>['body'] & { readonly taskId: string };

export interface Settled {
  readonly status: 'completed' | 'failed';
  readonly card_id: string | null;
}

/** Ends a task, once: card, status, unit and slot in one transaction. */
@Injectable()
export class SettleTaskService {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly metrics: TaskMetrics,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async settle(settlement: Settlement): Promise<Settled> {
    const { taskId, outcome } = settlement;
    const { repeated, ...settled } = await this.database.transaction((stores) => close(stores, settlement));
    if (repeated) return settled;
    this.metrics.countEnd(
      outcome.status === 'failed' ? outcome.error : outcome.card.degraded ? 'degraded' : 'completed',
    );
    this.logger.info('task.settled', { task: taskId, ...settled });
    await publishEvent(this.redis, taskEnded, { task_id: taskId });
    return settled;
  }
}

async function close(stores: Stores, { taskId, fence, outcome }: Settlement): Promise<Settled & { repeated: boolean }> {
  const task = await stores.tasks.hold(taskId);
  if (!task) throw new AppError('TASK_NOT_FOUND', 'no such task');
  if (task.fence !== fence) throw new AppError('FENCE_STALE', `fence ${fence} is not ${task.fence}`);
  if (isTerminal(task.status)) {
    if (task.status !== outcome.status) throw new AppError('FENCE_STALE', `the task is ${task.status} already`);
    return { status: outcome.status, card_id: await stores.postcards.idOfTask(taskId), repeated: true };
  }
  if (outcome.status === 'failed') {
    const { error, error_message: message } = outcome;
    await failHeldTask(stores, task, { error, message, operation: 'quota_restore' });
    return { status: 'failed', card_id: null, repeated: false };
  }
  return { status: 'completed', card_id: await completeTask(stores, task, outcome.card), repeated: false };
}

/** The card's id. A card that was made anew gives up the slot of its day in the same transaction. */
async function completeTask(stores: Stores, task: HeldTask, card: FinishedCard): Promise<string> {
  const id = randomUUID();
  if (task.regenerates) await stores.tasks.freeSlotOfCard(task.regenerates, task.quotaDate);
  await stores.postcards.insert({ id, taskId: task.id, userId: task.userId, card });
  await stores.tasks.complete(task.id);
  await stores.quota.enter(task.id, 'spend');
  await stores.audit({
    resource: { type: 'task', id: task.id },
    userId: task.userId,
    operation: 'quota_consume',
    before: { status: task.status, fence: task.fence },
    after: { status: 'completed', card_id: id, degraded: card.degraded, spent: task.quotaDate },
  });
  return id;
}
