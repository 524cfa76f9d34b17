import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@mojian/contracts/app-error';
import { connectRedis } from '@mojian/redis/connect';
import type { Logger } from '@mojian/telemetry/logger';
import { type RequestContext, runInContext } from '@mojian/telemetry/request-context';
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { JobOf } from './queue.js';

export interface JobRun {
  /** 1 for the first run; a run that was cut off by a crash does not count. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
  /** Aborted when this worker must stop: the job is then somebody else's. */
  readonly signal: AbortSignal;
}

export interface JobWorkerOptions<T> {
  readonly connectionUrl: string;
  readonly name: string;
  readonly job: JobOf<T>;
  readonly logger: Logger;
  readonly concurrency: number;
  /** ms without a sign of life after which a job is taken from its worker; 5 s unless told. */
  readonly lockDuration?: number;
  /** ms between looks for such jobs; 2 s unless told. */
  readonly stalledInterval?: number;
  /** Cut-off runs before BullMQ gives a job up without running any code of ours; 20 unless told. */
  readonly maxStalledCount?: number;
  /** Rejecting runs the job again, except with an AppError that is not retryable. */
  readonly handler: (payload: T, run: JobRun) => Promise<void>;
}

export interface JobWorker {
  /** Takes no more jobs, lets those under way finish for `graceMs` (8 s unless told), then aborts them. */
  readonly close: (graceMs?: number) => Promise<void>;
}

const defaultGraceMs = 8000;
const abortMs = 1500;
/** Seconds that an idle worker waits in Redis for a job; a second later it takes its connection for dead. */
const idleSeconds = 2;

/** Starts taking jobs, as soon as Redis is there. Each runs in a context with the request, task and user of its payload. */
export async function createJobWorker<T>(options: JobWorkerOptions<T>): Promise<JobWorker> {
  const { connectionUrl, name, logger, concurrency } = options;
  const connection = await connectRedis(connectionUrl, { role: 'worker', logger, name: `worker:${name}` });
  const worker = new Worker(name, (job, token, signal) => runJob(job, { token, signal }, options), {
    connection,
    concurrency,
    lockDuration: options.lockDuration ?? 5000,
    stalledInterval: options.stalledInterval ?? 2000,
    maxStalledCount: options.maxStalledCount ?? 20,
    drainDelay: idleSeconds,
  });
  worker.on('error', (error) => logger.debug('worker.error', { queue: name, error }));
  worker.on('stalled', (jobId) => logger.warn('job.stalled', { queue: name, job_id: jobId }));
  return {
    close: async (graceMs = defaultGraceMs) => {
      await closeWithin(worker, graceMs);
      connection.disconnect();
    },
  };
}

interface Hold {
  readonly token: string | undefined;
  readonly signal: AbortSignal | undefined;
}

async function runJob<T>(job: Job<unknown>, { token, signal }: Hold, options: JobWorkerOptions<T>): Promise<void> {
  const attempt = job.attemptsMade + 1;
  const context = contextOf(job);
  await runInContext(context, async () => {
    const payload = options.job.schema.safeParse(job.data);
    if (!payload.success) {
      options.logger.error('job.unreadable', { job: job.name, job_id: job.id, problem: payload.error.message });
      throw new UnrecoverableError('the payload does not fit its schema');
    }
    const lastAttempt = attempt >= (job.opts.attempts ?? 1);
    const run = { attempt, lastAttempt, signal: signal ?? new AbortController().signal };
    await options.handler(payload.data, run).catch(async (error: unknown) => {
      if (run.signal.aborted) await giveBack(job, token);
      options.logger.warn('job.failed', { job: job.name, attempt, last: lastAttempt, error });
      // BullMQ runs a job again unless it is told by this class that nothing would change.
      throw error instanceof AppError && !error.retryable ? new UnrecoverableError(error.code) : error;
    });
  });
}

/**
 * To the others at once: as a failure it would count, and wait for a time that this worker's clock sets. Rejects with
 * what BullMQ takes for it.
 */
async function giveBack(job: Job<unknown>, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

function contextOf(job: Job<unknown>): RequestContext {
  const text = (name: string): string | undefined => {
    const value: unknown = typeof job.data === 'object' && job.data !== null ? Reflect.get(job.data, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const jobId = job.id ?? job.name;
  const userId = text('user_id');
  return { requestId: text('request_id') ?? jobId, taskId: text('task_id') ?? jobId, ...(userId && { userId }) };
}

async function closeWithin(worker: Worker, graceMs: number): Promise<void> {
  const closed = worker.close();
  const timer = new AbortController();
  const patience = (ms: number) => wait(ms, 'late' as const, { signal: timer.signal });
  if ((await Promise.race([closed, patience(graceMs)])) === 'late') {
    worker.cancelAllJobs('shutting down');
    // Whatever does not even end then is left to the next worker, which sees it stalled.
    await Promise.race([closed, patience(abortMs)]);
  }
  timer.abort();
}
