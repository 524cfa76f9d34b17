import type { Logger } from '@mojian/telemetry/logger';
import type { Metrics } from '@mojian/telemetry/metrics';
import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { JOBS, LOGGER, METRICS, type PostcardJobs } from '../settings.js';
import { PostcardDatabase } from './postcard-database.js';

const QUEUE_STATES = ['waiting', 'active', 'delayed'] as const;

/** What an operator watches: open tasks, how long the oldest waits, what the queue holds, how tasks end. */
@Injectable()
export class TaskMetrics {
  private readonly ends: Counter<'outcome'>;
  private readonly open: Gauge<'status'>;
  private readonly oldest: Gauge;
  private readonly queued: Gauge<'state'>;

  constructor(
    private readonly database: PostcardDatabase,
    @Inject(JOBS) private readonly jobs: PostcardJobs,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) { registry }: Metrics,
  ) {
    const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]): Gauge<L> =>
      new Gauge({ name, help, labelNames, registers: [registry] });
    this.ends = new Counter({
      name: 'task_ends_total',
      help: 'Tasks that ended: completed, degraded, or the code of their failure',
      labelNames: ['outcome'],
      registers: [registry],
    });
    this.open = gauge('tasks_open', 'Tasks that have not ended', 'status');
    this.oldest = gauge('task_oldest_pending_seconds', 'Age of the oldest task that no worker has begun');
    this.queued = gauge('queue_jobs', 'Jobs in the queue', 'state');
  }

  countEnd(outcome: string): void {
    this.ends.inc({ outcome });
  }

  /** Looked at by every sweep, so that being scraped costs the stores nothing. */
  async measure(): Promise<void> {
    const { pending, processing, oldestPendingSeconds } = await this.database.stores.tasks.countOpen();
    this.open.set({ status: 'pending' }, pending);
    this.open.set({ status: 'processing' }, processing);
    this.oldest.set(oldestPendingSeconds);
    try {
      const counts = await this.jobs.counts();
      for (const state of QUEUE_STATES) this.queued.set({ state }, counts[state] ?? 0);
    } catch (error) {
      // Without Redis the last figures stand; its connection tells that it is away.
      this.logger.debug('metrics.no_queue', { error });
    }
  }
}
