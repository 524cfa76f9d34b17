import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import { taskEnded } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import type { FinishedCard, settleTask } from '@mojian/contracts/routes/task-run.routes';
import { publishEvent } from '@mojian/redis/events';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { ContentChecks } from '../data/content-checks.js';
import { failHeldTask } from '../data/fail-task.js';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';
import type { HeldTask } from '../data/task.repository.js';
import { TaskMetrics } from '../data/task-metrics.js';
import type { CardCheck } from '../domain/card-check.js';
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
    private readonly checks: ContentChecks,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async settle(settlement: Settlement): Promise<Settled> {
    const { taskId, outcome } = settlement;
    const closing = await this.database.transaction((stores) => close(stores, settlement, this.checks));
    if ('refused' in closing) throw closing.refused;
    const { repeated, ...settled } = closing;
    if (repeated) return settled;
    this.metrics.countEnd(
      outcome.status === 'failed' ? outcome.error : outcome.card.degraded ? 'degraded' : 'completed',
    );
    this.logger.info('task.settled', { task: taskId, ...settled });
    await publishEvent(this.redis, taskEnded, { task_id: taskId });
    if (settled.card_id !== null) this.checks.hurry(settled.card_id);
    return settled;
  }
}

type Closing = (Settled & { readonly repeated: boolean }) | { readonly refused: AppError };

async function close(
  stores: Stores,
  { taskId, fence, outcome, cost_micros }: Settlement,
  checks: ContentChecks,
): Promise<Closing> {
  const cost = cost_micros ?? null;
  const task = await stores.tasks.hold(taskId);
  if (!task) throw new AppError('TASK_NOT_FOUND', 'no such task');
  if (isTerminal(task.status)) {
    // Whatever becomes of the rest, it was paid for.
    if (cost !== null) await stores.spend.tellLateCost(taskId, cost);
    if (task.fence === fence && task.status === outcome.status) {
      return { status: outcome.status, card_id: await stores.postcards.idOfTask(taskId), repeated: true };
    }
    return { refused: new AppError('FENCE_STALE', `the task is ${task.status} with fence ${task.fence}`) };
  }
  if (task.fence !== fence) throw new AppError('FENCE_STALE', `fence ${fence} is not ${task.fence}`);
  if (outcome.status === 'failed') {
    const { error, error_message: message } = outcome;
    await failHeldTask(stores, task, { error, message, costMicros: cost, operation: 'quota_restore' });
    return { status: 'failed', card_id: null, repeated: false };
  }
  const check = await checks.begin(outcome.card, await stores.tasks.briefOf(taskId));
  const card_id = await completeTask(stores, task, { card: outcome.card, check, cost });
  return { status: 'completed', card_id, repeated: false };
}

/** The card's id. A card that was made anew gives up the slot of its day in the same transaction. */
async function completeTask(
  stores: Stores,
  task: HeldTask,
  { card, check, cost }: { readonly card: FinishedCard; readonly check: CardCheck; readonly cost: number | null },
): Promise<string> {
  const id = randomUUID();
  if (task.regenerates) await stores.tasks.freeSlotOfCard(task.regenerates, task.quotaDate);
  await stores.postcards.insert({ id, taskId: task.id, userId: task.userId, card, check });
  await stores.tasks.complete(task.id, cost);
  await stores.quota.enter(task.id, 'spend');
  await stores.audit({
    resource: { type: 'task', id: task.id },
    userId: task.userId,
    operation: 'quota_consume',
    before: { status: task.status, fence: task.fence },
    after: {
      status: 'completed',
      card_id: id,
      degraded: card.degraded,
      spent: task.quotaDate,
      ...(check.standing !== 'passed' && { check: check.standing }),
    },
  });
  return id;
}
