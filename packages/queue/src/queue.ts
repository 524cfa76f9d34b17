import { AppError } from '@mojian/contracts/app-error';
import type { Schema } from '@mojian/contracts/schema';
import { connectRedis } from '@mojian/redis/connect';
import type { Logger } from '@mojian/telemetry/logger';
import { Queue } from 'bullmq';

/** A kind of queued work: its name and the schema of its payload. */
export interface JobOf<T> {
  readonly name: string;
  readonly schema: Schema<T>;
}

export interface JobQueueOptions<T> {
  readonly connectionUrl: string;
  /** Name of the queue in Redis; the worker's must be the same. */
  readonly name: string;
  readonly job: JobOf<T>;
  readonly logger: Logger;
  /** Runs of a job that fails with a retryable error; 3 unless told. */
  readonly attempts?: number;
  /** Pause before the second run, doubled before each later one; 1 s unless told. */
  readonly backoffMs?: number;
}

export interface JobQueue<T> {
  /**
   * Adds a job, or does nothing when one of this id is waiting or running. Fails with DEPENDENCY_DOWN within a second
   * while Redis is away.
   */
  readonly add: (jobId: string, payload: T) => Promise<void>;
  /** Whether the job is waiting or running: one that ended is forgotten, so that it can be added anew. */
  readonly has: (jobId: string) => Promise<boolean>;
  /** Jobs by state (`waiting`, `active`, `delayed`, …), for metrics. */
  readonly counts: () => Promise<Readonly<Record<string, number>>>;
  readonly close: () => Promise<void>;
}

export async function createJobQueue<T>(options: JobQueueOptions<T>): Promise<JobQueue<T>> {
  const { connectionUrl, name, job, logger, attempts = 3, backoffMs = 1000 } = options;
  const connection = await connectRedis(connectionUrl, { role: 'request', logger, name: `queue:${name}` });
  const queue = new Queue(name, {
    connection,
    // Without these the first thing the queue does is to wait for Redis, for ever, or to fail once and stay broken.
    skipWaitingForReady: true,
    skipVersionCheck: true,
    skipMetasUpdate: true,
  });
  // The connection logs its own state; each call below rejects for itself.
  queue.on('error', () => undefined);
  // The truth about a task is in Postgres: ended jobs leave nothing behind that would keep their id from coming back.
  const settings = {
    attempts,
    backoff: { type: 'exponential', delay: backoffMs },
    removeOnComplete: true,
    removeOnFail: true,
  };
  return {
    add: async (jobId, payload) => {
      const data = job.schema.parse(payload);
      await reachable(queue.add(job.name, data, { ...settings, jobId }));
    },
    has: async (jobId) => (await reachable(queue.getJob(jobId))) !== undefined,
    counts: () => reachable(queue.getJobCounts()),
    close: async () => {
      // Closing what is already gone is no failure.
      await queue.close().catch(() => undefined);
      connection.disconnect();
    },
  };
}

async function reachable<R>(reply: Promise<R>): Promise<R> {
  try {
    return await reply;
  } catch (cause) {
    throw new AppError('DEPENDENCY_DOWN', 'the job queue did not answer', { cause });
  }
}
