import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import { taskEnded } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import type { settleTask } from '@mojian/contracts/routes/task-run.routes';
import { publishEvent } from '@mojian/redis/events';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';
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
    await stores.tasks.fail(taskId, outcome.error, outcome.error_message);
    await stores.quota.enter(taskId, 'release');
    return { status: 'failed', card_id: null, repeated: false };
  }
  const id = randomUUID();
  await stores.postcards.insert({ id, taskId, userId: task.userId, card: outcome.card });
  await stores.tasks.complete(taskId);
  await stores.quota.enter(taskId, 'spend');
  return { status: 'completed', card_id: id, repeated: false };
}
