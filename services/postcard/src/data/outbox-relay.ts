import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import { JOBS, LOGGER, type PostcardJobs } from '../settings.js';
import { PostcardDatabase } from './postcard-database.js';

export interface RelayRequest {
  /** At most so many jobs. */
  readonly count: number;
  /** Only this task's job. */
  readonly taskId?: string;
}

/** Carries jobs from the outbox to the queue: at least once each, which the job's id makes once. */
@Injectable()
export class OutboxRelay {
  constructor(
    private readonly database: PostcardDatabase,
    @Inject(JOBS) private readonly jobs: PostcardJobs,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** How many the queue took. Stops at the first that it did not take: the others would wait as long in vain. */
  relay({ count, taskId }: RelayRequest): Promise<number> {
    return this.database.transaction(async ({ outbox }) => {
      const jobs = await outbox.holdUnsent(count, taskId ?? null);
      for (const [sent, job] of jobs.entries()) {
        const taken = await this.add(job);
        await outbox.countAttempt(job.task_id, taken);
        if (!taken) return sent;
      }
      return jobs.length;
    });
  }

  /** Brings this task's job now, and lets nobody wait for it: what does not reach the queue, the next sweep brings. */
  hurry(taskId: string): void {
    this.relay({ count: 1, taskId }).catch((error: unknown) => {
      this.logger.warn('outbox.not_relayed', { task: taskId, error });
    });
  }

  private async add(job: Parameters<PostcardJobs['add']>[1]): Promise<boolean> {
    try {
      await this.jobs.add(job.task_id, job);
      return true;
    } catch (error) {
      // The job stays in the outbox, and the next sweep tries again.
      this.logger.warn('outbox.not_relayed', { task: job.task_id, error });
      return false;
    }
  }
}
