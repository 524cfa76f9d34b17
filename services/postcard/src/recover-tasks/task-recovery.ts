import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import { errorSpec } from '@mojian/contracts/error-codes';
import type { Logger } from '@mojian/telemetry/logger';
import { runInContext } from '@mojian/telemetry/request-context';
import { Inject, Injectable } from '@nestjs/common';
import { failHeldTask } from '../data/fail-task.js';
import type { OutboxJob } from '../data/outbox.repository.js';
import { OutboxRelay } from '../data/outbox-relay.js';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';
import { isTerminal } from '../domain/task-status.js';
import { JOBS, LOGGER, type PostcardJobs, type PostcardSettings, SETTINGS } from '../settings.js';

/** At most so many tasks at a time. */
const BATCH = 200;

/**
 * Puts right what processes and Redis left undone. Each step is safe when several processes do it at once, or when one
 * is killed in the middle of it: every task is ended in a transaction of its own, a job's id is its task's, and a task
 * ends once.
 */
@Injectable()
export class TaskRecovery {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly relay: OutboxRelay,
    @Inject(JOBS) private readonly jobs: PostcardJobs,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Tells each task that it ended. */
  async *failOverdue(end: AbortSignal): AsyncGenerator<string> {
    for (const id of await this.database.stores.tasks.listOverdue(BATCH)) {
      if (end.aborted) return;
      if (await this.failOne(id)) yield id;
    }
  }

  relayOutbox(): Promise<number> {
    return this.relay.relay({ count: BATCH });
  }

  /** Sums of spending, and what is kept of addresses for them, for a month. */
  forgetSpend(): Promise<void> {
    return this.database.stores.spend.forgetOld();
  }

  /** Adds the jobs of open tasks that the queue was given once and knows no more: Redis was emptied, or a job gave up. */
  async requeueLost(end: AbortSignal): Promise<number> {
    let requeued = 0;
    let after: string | null = null;
    for (;;) {
      const batch: OutboxJob[] = await this.database.stores.outbox.listSentOpen(BATCH, after);
      const added = await Promise.all(batch.map((job) => this.requeue(job)));
      requeued += added.filter((isNew) => isNew).length;
      if (batch.length < BATCH || end.aborted) return requeued;
      after = batch.at(-1)?.task_id ?? null;
    }
  }

  /** A task that cannot be ended must not keep the others from it; a database that is away keeps all. */
  private async failOne(id: string): Promise<boolean> {
    try {
      const end = () => this.database.transaction((stores) => failOverdueTask(stores, id));
      return await runInContext(this.context(id), end);
    } catch (error) {
      if (error instanceof AppError && error.retryable) throw error;
      this.logger.error('task.not_ended', { task: id, error });
      return false;
    }
  }

  private async requeue(job: OutboxJob): Promise<boolean> {
    if (await this.jobs.has(job.task_id)) return false;
    await this.jobs.add(job.task_id, job);
    return true;
  }

  private context(taskId: string) {
    const requestId = `sweep-${randomUUID()}`;
    if (!this.settings.audit) return { requestId, taskId };
    const deed = { service: 'postcard', action: 'task.overdue', operation: 'quota_restore', actor: 'service' } as const;
    const audited = { ...deed, user_id: null, address: null, agent: null, method: null, rows: 0 };
    return { requestId, taskId, audited };
  }
}

/** False when it has ended since it was listed. */
async function failOverdueTask(stores: Stores, id: string): Promise<boolean> {
  const task = await stores.tasks.hold(id);
  if (!task || isTerminal(task.status)) return false;
  await failHeldTask(stores, task, { error: 'TASK_OVERDUE', message: errorSpec('TASK_OVERDUE').zh });
  return true;
}
