import { type Job, Queue } from 'bullmq';

export interface QueueView {
  /** Ids of the jobs that wait or run. */
  readonly jobs: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** A queue as it is now; a call fails within seconds where Redis does not answer. */
export function openQueue(redisUrl: string, name: string): QueueView {
  const queue = new Queue(name, {
    connection: { url: redisUrl, maxRetriesPerRequest: 1, commandTimeout: 5000, connectTimeout: 5000 },
    skipWaitingForReady: true,
    skipVersionCheck: true,
    skipMetasUpdate: true,
  });
  queue.on('error', () => undefined);
  return {
    jobs: async () => {
      const jobs: readonly (Job | undefined)[] = await queue
        .getJobs(['waiting', 'active', 'delayed', 'prioritized'])
        .catch((cause: Error) => {
          throw new Error(`Redis does not answer: ${cause.message}`, { cause });
        });
      // One that ended between the listing and the reading is no job any more.
      return jobs.flatMap((job) => (job?.id === undefined ? [] : [job.id]));
    },
    close: () => queue.close(),
  };
}
