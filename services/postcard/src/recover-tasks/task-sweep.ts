import { taskEnded } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LedgerWatch } from '../data/ledger-watch.js';
import { TaskMetrics } from '../data/task-metrics.js';
import { LOGGER, REDIS } from '../settings.js';
import { TaskRecovery } from './task-recovery.js';

/** All that a sweep does, step by step. */
@Injectable()
export class TaskSweep {
  constructor(
    private readonly recovery: TaskRecovery,
    private readonly metrics: TaskMetrics,
    private readonly ledger: LedgerWatch,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Stops between two tasks or steps when `end` aborts: what is left is for the next sweep, wherever that is. */
  async run(end: AbortSignal): Promise<void> {
    const steps: [string, () => Promise<unknown>][] = [
      ['overdue', () => this.failOverdue(end)],
      ['outbox', () => this.recovery.relayOutbox()],
      ['requeue', () => this.requeueLost(end)],
      ['measure', () => this.metrics.measure()],
      ['ledger', () => this.ledger.look()],
      ['spend', () => this.recovery.forgetSpend()],
    ];
    for (const [step, work] of steps) {
      if (end.aborted) return;
      await this.attempt(step, work);
    }
  }

  /** One step that fails must not keep the others from being done, nor end the loop. */
  async attempt(step: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn('recover.failed', { step, error });
    }
  }

  private async failOverdue(end: AbortSignal): Promise<void> {
    for await (const task_id of this.recovery.failOverdue(end)) {
      this.logger.warn('task.overdue', { task: task_id });
      this.metrics.countEnd('TASK_OVERDUE');
      await publishEvent(this.redis, taskEnded, { task_id });
    }
  }

  private async requeueLost(end: AbortSignal): Promise<void> {
    const requeued = await this.recovery.requeueLost(end);
    if (requeued > 0) this.logger.warn('task.requeued', { count: requeued });
  }
}
