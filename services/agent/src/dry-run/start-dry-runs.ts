import { type Clock, systemClock } from '@mojian/ai-models/calling/clock';
import { DRY_RUN_QUEUE, makeDryRun } from '@mojian/contracts/jobs';
import { createJobWorker } from '@mojian/queue/worker';
import type { WorkerEnv } from '../env.js';
import { DryRunner, type DryRunnerOptions } from './run-dry-run.js';

interface DryRunsOptions extends Omit<DryRunnerOptions, 'env'> {
  readonly env: WorkerEnv;
}

interface RunningDryRuns {
  readonly close: () => Promise<void>;
}

const SWEEP_MS = 600_000;

/** Makes dry runs, one at a time, and removes them after their day. */
export async function startDryRuns(options: DryRunsOptions): Promise<RunningDryRuns> {
  const { env, logger } = options;
  const runner = new DryRunner(options);
  const worker = await createJobWorker({
    connectionUrl: env.REDIS_URL,
    name: DRY_RUN_QUEUE,
    job: makeDryRun,
    logger,
    concurrency: 1,
    lockDuration: env.WORKER_LOCK_MS,
    stalledInterval: env.WORKER_STALLED_CHECK_MS,
    handler: (job, { signal }) => runner.run(job, signal),
  });
  const end = new AbortController();
  const loop = sweepUntil(end.signal, options, systemClock);
  const close = async (): Promise<void> => {
    end.abort();
    await Promise.all([worker.close(), loop]);
  };
  return { close };
}

async function sweepUntil(signal: AbortSignal, { runs, logger }: DryRunsOptions, clock: Clock): Promise<void> {
  while (!signal.aborted) {
    // The next sweep finds the same runs again.
    await runs.sweep().catch((error: unknown) => logger.warn('dry_runs.not_swept', { error }));
    // It rejects when the process ends.
    await clock.wait(SWEEP_MS, signal).catch(() => undefined);
  }
}
