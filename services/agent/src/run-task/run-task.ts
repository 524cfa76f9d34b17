import { AppError, asAppError } from '@mojian/contracts/app-error';
import type { Brief, UserBrief } from '@mojian/contracts/brief';
import { errorSpec } from '@mojian/contracts/error-codes';
import type { TaskProgress } from '@mojian/contracts/events';
import type { generatePostcard } from '@mojian/contracts/jobs';
import type { RouteOutput } from '@mojian/contracts/route';
import { settleTask, startTask, type TaskOutcome } from '@mojian/contracts/routes/task-run.routes';
import { SensedContext } from '@mojian/contracts/sensed';
import type { InternalClient } from '@mojian/service-kit/internal-client';
import type { Logger } from '@mojian/telemetry/logger';
import type { z } from 'zod';
import type { Delivery, DeliveryRepository } from '../data/delivery.repository.js';
import type { RunRepository } from '../data/run.repository.js';
import type { StageModels } from '../models/stage-models.js';
import { TaskSettings } from '../models/task-settings.js';
import { pipeline } from '../pipeline/pipeline.js';
import { type Checkpoints, runPipeline, type StageEvent } from '../pipeline/run-pipeline.js';
import type { StageContext } from '../pipeline/stage-context.js';
import { toFinishedCard } from '../pipeline/to-finished-card.js';
import { Progress } from './progress.js';

/** Its checkpoint, beside those of the stages. */
const SENSED = 'sensed@1';
const SETTINGS = 'settings@1';

export interface TaskRunnerOptions {
  readonly runs: RunRepository;
  readonly deliveries: Pick<DeliveryRepository, 'costOf' | 'recordDelivery'>;
  readonly postcards: InternalClient;
  readonly tools: Omit<StageContext, 'taskId' | 'brief' | 'signal' | 'models' | 'onTitle'>;
  /** What is in force for a card that is begun now. */
  readonly settings: () => TaskSettings;
  readonly models: (settings: TaskSettings) => StageModels;
  readonly sense: (brief: UserBrief) => Promise<SensedContext>;
  readonly publish: (progress: TaskProgress) => void;
  readonly observe: {
    readonly stage: (event: StageEvent) => void;
    readonly wait: (seconds: number) => void;
    readonly delivery: (delivery: Delivery) => void;
  };
  readonly logger: Logger;
}

interface Attempt {
  /** No attempt follows this one: a failure is the task's. */
  readonly lastAttempt: boolean;
  /** Ends when the worker shuts down; the task is then left to another. */
  readonly signal: AbortSignal;
}

type Job = z.output<typeof generatePostcard.schema>;
type Claim = RouteOutput<typeof startTask>;

/**
 * Makes the card of one task: claims it, runs the pipeline from where an earlier run stopped, and settles it. Throws
 * only what a later attempt may mend; a task that cannot be made is settled as failed.
 */
export class TaskRunner {
  constructor(private readonly options: TaskRunnerOptions) {}

  async run({ task_id: taskId }: Job, { lastAttempt, signal }: Attempt): Promise<void> {
    const { runs, logger } = this.options;
    const fence = await runs.begin(taskId);
    const claim = await this.claim(taskId, fence);
    if (!claim) return;
    if (fence === 1) this.options.observe.wait(claim.waited_seconds);
    const outcome = await this.outcome({ taskId, fence, claim, lastAttempt, signal });
    await this.settle(taskId, fence, outcome);
    logger.info('task.settled', { status: outcome.status, fence });
  }

  /** Undefined when there is nothing left to do: the task has ended, or another run holds it. */
  private async claim(taskId: string, fence: number): Promise<Claim | undefined> {
    try {
      return await this.options.postcards.call(startTask, { params: { task_id: taskId }, body: { fence } });
    } catch (error) {
      const { code } = asAppError(error);
      if (code !== 'TASK_NOT_FOUND' && code !== 'FENCE_STALE') throw error;
      this.options.logger.info('task.dropped', { error_code: code, fence });
      return undefined;
    }
  }

  private async outcome(
    run: { taskId: string; fence: number; claim: Claim } & Attempt,
  ): Promise<z.input<typeof TaskOutcome>> {
    const { taskId, fence, claim, lastAttempt, signal } = run;
    const deadline = AbortSignal.timeout(Math.max(0, Math.round(claim.left_seconds * 1000)));
    const { seed, recent } = claim;
    const checkpoints = this.options.runs.checkpoints(taskId, fence);
    const brief: Brief = { ...claim.brief, seed, recent, sensed: await this.sensed(claim.brief, checkpoints) };
    const models = this.options.models(await this.settings(checkpoints));
    const progress = new Progress({ taskId, fence });
    try {
      const outputs = await runPipeline({
        stages: pipeline,
        context: {
          ...this.options.tools,
          models,
          taskId,
          brief,
          signal: AbortSignal.any([signal, deadline]),
          onTitle: (title) => this.options.publish(progress.titled(title)),
        },
        checkpoints,
        onStage: (event) => this.tell(event, progress),
      });
      return { status: 'completed', card: toFinishedCard(brief, outputs) };
    } catch (error) {
      // Shutdown: the job goes back, and another worker resumes it.
      if (signal.aborted) throw error;
      return this.failure(deadline.aborted ? overdue(error) : asAppError(error), lastAttempt);
    }
  }

  /** Sensed once for a task: a run that goes on after another one sees the same place and weather. */
  private async sensed(brief: UserBrief, checkpoints: Checkpoints): Promise<SensedContext> {
    const kept = SensedContext.safeParse((await checkpoints.readAll()).get(SENSED));
    if (kept.success) return kept.data;
    const sensed = await this.options.sense(brief);
    await checkpoints.write(SENSED, sensed);
    return sensed;
  }

  /** Taken once for a task: a run that goes on after another one asks nobody else, and in no other words. */
  private async settings(checkpoints: Checkpoints): Promise<TaskSettings> {
    const kept = TaskSettings.safeParse((await checkpoints.readAll()).get(SETTINGS));
    if (kept.success) return kept.data;
    const settings = this.options.settings();
    await checkpoints.write(SETTINGS, settings);
    return settings;
  }

  private failure(error: AppError, lastAttempt: boolean): z.input<typeof TaskOutcome> {
    if (error.code === 'FENCE_STALE' || (error.retryable && !lastAttempt)) throw error;
    this.options.logger.error('task.failed', { error_code: error.code, error });
    return { status: 'failed', error: error.code, error_message: errorSpec(error.code).zh };
  }

  private async settle(taskId: string, fence: number, outcome: z.input<typeof TaskOutcome>): Promise<void> {
    const { postcards, deliveries, runs, observe } = this.options;
    const cost = await deliveries.costOf(taskId);
    const body = { fence, outcome, ...(cost !== null && { cost_micros: cost }) };
    await postcards.call(settleTask, { params: { task_id: taskId }, body });
    if (outcome.status === 'completed') observe.delivery(await deliveries.recordDelivery(taskId));
    await runs.forget(taskId, fence);
  }

  private tell(event: StageEvent, progress: Progress): void {
    const { logger, observe, publish } = this.options;
    logger.info(`stage.${event.state}`, { stage: event.stage.name, seconds: event.seconds });
    observe.stage(event);
    publish(progress.after(event));
  }
}

const overdue = (cause: unknown): AppError => new AppError('TASK_OVERDUE', 'the task reached its deadline', { cause });
