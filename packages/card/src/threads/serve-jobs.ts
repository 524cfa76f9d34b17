import { parentPort } from 'node:worker_threads';
import type { WorkerAnswer } from './worker-pool.js';

/** The program of a thread of a `WorkerPool`: answers each job that comes with what the work gave, or why it gave nothing. */
export function serveJobs<Job, Result>(work: (job: Job) => Promise<Result>): void {
  const answer = async (job: Job): Promise<WorkerAnswer<Result>> => {
    try {
      return { result: await work(job) };
    } catch (error) {
      return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  parentPort?.on('message', (job: Job) => void answer(job).then((said) => parentPort?.postMessage(said)));
}
