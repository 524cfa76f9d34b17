import { AppError } from '@mojian/contracts/app-error';
import type { RecentCard } from '@mojian/contracts/brief';
import { errorSpec } from '@mojian/contracts/error-codes';
import { taskEnded, taskProgressed } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { failHeldTask } from '../data/fail-task.js';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';
import type { HeldTask, StartedTask } from '../data/task.repository.js';
import { TaskMetrics } from '../data/task-metrics.js';
import { isTerminal } from '../domain/task-status.js';
import { LOGGER, REDIS } from '../settings.js';

/** Runs of a task. One that kills its worker each time is over within a minute: a dead worker is noticed after 5 to 7 s. */
const MOST_RUNS = 7;

interface Run {
  readonly taskId: string;
  readonly fence: number;
}

/** With what the person's last cards were made of. */
interface Started extends StartedTask {
  readonly recent: readonly RecentCard[];
}

type Claim = { readonly started: Started } | { readonly refused: AppError; readonly gaveUp: boolean };

/** Gives a task to a run, unless it has ended, a later run has it, or too many runs broke off. */
@Injectable()
export class StartTaskService {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly metrics: TaskMetrics,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async start(run: Run): Promise<Started> {
    const claim = await this.database.transaction((stores) => claimTask(stores, run));
    const { taskId: task_id, fence } = run;
    if ('refused' in claim) {
      if (claim.gaveUp) {
        this.metrics.countEnd('TASK_GAVE_UP');
        this.logger.error('task.gave_up', { task: task_id, runs: MOST_RUNS });
        await publishEvent(this.redis, taskEnded, { task_id });
      }
      throw claim.refused;
    }
    const preview = { title: null, lines: [], image: null };
    await publishEvent(this.redis, taskProgressed, { task_id, fence, seq: 0, step: 'concept', progress: 0, preview });
    return claim.started;
  }
}

async function claimTask(stores: Stores, { taskId, fence }: Run): Promise<Claim> {
  const started = await stores.tasks.start(taskId, fence, MOST_RUNS);
  if (!started) return refuse(stores, await stores.tasks.hold(taskId), fence);
  await stores.audit({
    resource: { type: 'task', id: taskId },
    userId: started.userId,
    after: { status: 'processing', fence },
  });
  return { started: { ...started, recent: await stores.postcards.recentOf(started.userId) } };
}

async function refuse(stores: Stores, task: HeldTask | undefined, fence: number): Promise<Claim> {
  if (!task) return { refused: new AppError('TASK_NOT_FOUND', 'no such task'), gaveUp: false };
  const refused = new AppError('FENCE_STALE', `the task is ${task.status} with fence ${task.fence}`);
  if (isTerminal(task.status) || task.fence >= fence) return { refused, gaveUp: false };
  const error = 'TASK_GAVE_UP';
  const failure = { error, message: errorSpec(error).zh, fence, operation: 'quota_restore' } as const;
  await failHeldTask(stores, task, failure);
  return { refused, gaveUp: true };
}
