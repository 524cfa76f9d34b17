import { setTimeout as pause } from 'node:timers/promises';
import { taskEnded } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import { withLock } from '@mojian/redis/lock';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { TaskMetrics } from '../data/task-metrics.js';
import { LOGGER, type PostcardSettings, REDIS, SETTINGS } from '../settings.js';
import { TaskRecovery } from './task-recovery.js';

const LOCK = 'lock:recover-tasks';
const LOCK_MS = 10_000;

/** Sweeps for as long as the process lives. The lock spares the work of several at once; nothing depends on it. */
@Injectable()
export class RecoverTasksService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly end = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly recovery: TaskRecovery,
    private readonly metrics: TaskMetrics,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.sweepUntilEnd();
  }

  async onApplicationShutdown(): Promise<void> {
    this.end.abort();
    await this.loop;
  }

  private async sweepUntilEnd(): Promise<void> {
    const { signal } = this.end;
    for (;;) {
      // The pause ends early, by a rejection, when the process does.
      await pause(this.settings.recoverIntervalMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.attempt('lock', () => withLock(this.redis, LOCK, LOCK_MS, () => this.sweep()));
    }
  }

  private async sweep(): Promise<void> {
    await this.attempt('overdue', () => this.failOverdue());
    await this.attempt('outbox', () => this.recovery.relayOutbox());
    await this.attempt('requeue', () => this.requeueLost());
    await this.attempt('measure', () => this.metrics.measure());
  }

  private async failOverdue(): Promise<void> {
    for (const task_id of await this.recovery.failOverdue()) {
      this.logger.warn('task.overdue', { task: task_id });
      this.metrics.countEnd('TASK_OVERDUE');
      await publishEvent(this.redis, taskEnded, { task_id });
    }
  }

  private async requeueLost(): Promise<void> {
    const requeued = await this.recovery.requeueLost();
    if (requeued > 0) this.logger.warn('task.requeued', { count: requeued });
  }

  /** One step that fails must not keep the others from being done, nor end the loop. */
  private async attempt(step: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn('recover.failed', { step, error });
    }
  }
}
