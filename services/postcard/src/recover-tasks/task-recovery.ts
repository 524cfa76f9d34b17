import { errorSpec } from '@mojian/contracts/error-codes';
import { Inject, Injectable } from '@nestjs/common';
import { OutboxRelay } from '../data/outbox-relay.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { JOBS, type PostcardJobs } from '../settings.js';

/** At most so many tasks of each kind in one sweep: the next one is two seconds away. */
const BATCH = 200;

/**
 * Puts right what processes and Redis left undone. Each step is safe when several processes do it at once: rows that
 * another one holds are skipped, a job's id is its task's, and a task ends once.
 */
@Injectable()
export class TaskRecovery {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly relay: OutboxRelay,
    @Inject(JOBS) private readonly jobs: PostcardJobs,
  ) {}

  async failOverdue(): Promise<readonly string[]> {
    return this.database.transaction(async ({ tasks, quota }) => {
      const overdue = await tasks.holdOverdue(BATCH);
      for (const id of overdue) {
        await tasks.fail(id, 'TASK_OVERDUE', errorSpec('TASK_OVERDUE').zh);
        await quota.enter(id, 'release');
      }
      return overdue;
    });
  }

  relayOutbox(): Promise<number> {
    return this.relay.relay({ count: BATCH });
  }

  /** Adds the jobs of open tasks that the queue was given once and knows no more: Redis was emptied, or a job gave up. */
  async requeueLost(): Promise<number> {
    let requeued = 0;
    for (const job of await this.database.stores.outbox.listSentOpen(BATCH)) {
      if (await this.jobs.has(job.task_id)) continue;
      await this.jobs.add(job.task_id, job);
      requeued += 1;
    }
    return requeued;
  }
}
