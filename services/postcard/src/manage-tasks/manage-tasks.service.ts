import { AppError } from '@mojian/contracts/app-error';
import { errorSpec } from '@mojian/contracts/error-codes';
import { taskEnded } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { failHeldTask } from '../data/fail-task.js';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';
import type { ArchivedTask } from '../data/task-archive.js';
import { TaskMetrics } from '../data/task-metrics.js';
import { isTerminal } from '../domain/task-status.js';
import { LOGGER, REDIS } from '../settings.js';

export interface Cancellation {
  readonly taskId: string;
  readonly reason: string | null;
}

/** Tasks in the hands of operators. */
@Injectable()
export class ManageTasksService {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly metrics: TaskMetrics,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  find(taskId: string): Promise<ArchivedTask> {
    return findTask(this.database.stores, taskId);
  }

  /** Whatever its worker still sends comes with a lower fence, and is refused. */
  async cancel(cancellation: Cancellation): Promise<ArchivedTask> {
    const task = await this.database.transaction((stores) => cancelTask(stores, cancellation));
    this.metrics.countEnd('TASK_CANCELLED_BY_OPERATOR');
    this.logger.warn('task.cancelled', { task: task.id });
    await publishEvent(this.redis, taskEnded, { task_id: task.id });
    return task;
  }
}

async function findTask({ archive }: Stores, taskId: string): Promise<ArchivedTask> {
  const task = await archive.find(taskId);
  if (!task) throw new AppError('TASK_NOT_FOUND', 'no such task');
  return task;
}

async function cancelTask(stores: Stores, { taskId, reason }: Cancellation): Promise<ArchivedTask> {
  const task = await stores.tasks.hold(taskId);
  if (!task) throw new AppError('TASK_NOT_FOUND', 'no such task');
  if (isTerminal(task.status)) throw new AppError('TASK_ENDED', `the task is ${task.status}`);
  const error = 'TASK_CANCELLED_BY_OPERATOR';
  const ending = { error, message: errorSpec(error).zh, fence: task.fence + 1 };
  await failHeldTask(stores, task, { ...ending, byOperator: { reason } });
  return findTask(stores, taskId);
}
