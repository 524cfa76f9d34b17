import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { generatePostcard } from '@mojian/contracts/jobs';
import { currentContext, type RequestContext } from '@mojian/telemetry/request-context';
import { testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import { Queue } from 'bullmq';
import { createJobQueue } from './queue.js';
import { createJobWorker, type JobRun } from './worker.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
const job = generatePostcard;
const userId: string = randomUUID();
const payload = (task_id: string) => ({ task_id, user_id: userId, request_id: `r-${task_id}` });
type Payload = ReturnType<typeof payload>;

let store: Awaited<ReturnType<typeof testRedis>>;
const closers: (() => Promise<void>)[] = [];
beforeEach(async () => {
  jest.clearAllMocks();
  store = await testRedis();
});
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
  await store.close();
});

async function startQueue(connectionUrl = store.url) {
  const queue = await createJobQueue({ connectionUrl, name: 'spec', job, logger, attempts: 3, backoffMs: 10 });
  closers.push(queue.close);
  return queue;
}

async function startWorker(handler: (payload: Payload, run: JobRun) => Promise<void>) {
  const worker = await createJobWorker({
    connectionUrl: store.url,
    name: 'spec',
    job,
    logger,
    concurrency: 4,
    handler,
  });
  closers.push(() => worker.close(0));
  return worker;
}

describe('job queue', () => {
  const [first, passing, final] = [randomUUID(), randomUUID(), randomUUID()];

  it('runs a job once however often it is added, in its context, and forgets it', async () => {
    const queue = await startQueue();
    await Promise.all([1, 2, 3].map(() => queue.add(first, payload(first))));
    expect(await queue.has(first)).toBe(true);
    expect((await queue.counts()).waiting).toBe(1);
    const seen: [Payload, number, RequestContext | undefined][] = [];
    await startWorker(async (data, { attempt }) => void seen.push([data, attempt, currentContext()]));
    await waitFor(async () => !(await queue.has(first)), { what: 'the job to end' });
    expect(seen).toEqual([[payload(first), 1, { requestId: `r-${first}`, taskId: first, userId }]]);
    await queue.add(first, payload(first));
    await waitFor(() => seen.length === 2, { what: 'the job added anew' });
  });

  it('fails within a second without Redis, and works once Redis is there', async () => {
    const queue = await startQueue('redis://127.0.0.1:1');
    const startedAt = performance.now();
    await expect(queue.add(first, payload(first))).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
    await expect(queue.has(first)).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it('tries again after a failure that may pass, and not after one that will not', async () => {
    const queue = await startQueue();
    const runs: [string, number, boolean][] = [];
    await startWorker(async ({ task_id }, { attempt, lastAttempt }) => {
      runs.push([task_id, attempt, lastAttempt]);
      throw task_id === passing ? new AppError('UPSTREAM_TIMEOUT', 'late') : new AppError('FENCE_STALE', 'stale');
    });
    await queue.add(passing, payload(passing));
    await queue.add(final, payload(final));
    const ended = async () => !(await queue.has(passing)) && !(await queue.has(final));
    await waitFor(ended, { what: 'both to end' });
    expect(runs.filter(([id]) => id === passing)).toEqual([
      [passing, 1, false],
      [passing, 2, false],
      [passing, 3, true],
    ]);
    expect(runs.filter(([id]) => id === final)).toHaveLength(1);
  });

  it('ends a job that cannot be read without handing it to anybody', async () => {
    const raw = new Queue('spec', { connection: { url: store.url } });
    closers.push(() => raw.close());
    await raw.add(job.name, { task_id: 7 }, { jobId: 'odd', attempts: 5, removeOnFail: true });
    const handler = jest.fn(async () => undefined);
    await startWorker(handler);
    await waitFor(async () => (await raw.getJob('odd')) === undefined, { what: 'the odd job to end' });
    expect(handler).not.toHaveBeenCalled();
    expect(logger.error).toHaveBeenCalledWith('job.unreadable', expect.objectContaining({ job_id: 'odd' }));
  });

  it('D6: gives a job that it does not finish back at once, whatever its clock says, and counts no attempt', async () => {
    const queue = await startQueue();
    const attempts: number[] = [];
    const worker = await startWorker(async (_, { signal, attempt }) => {
      attempts.push(attempt);
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
    });
    await queue.add(first, payload(first));
    await waitFor(async () => (await queue.counts()).active === 1, { what: 'the job to start' });
    const startedAt = performance.now();
    await worker.close(100);
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(await queue.counts()).toMatchObject({ waiting: 1, delayed: 0, active: 0 });
    await startWorker(async (_, { attempt }) => void attempts.push(attempt));
    await waitFor(() => attempts.length === 2, { what: 'another worker to take it' });
    expect(attempts).toEqual([1, 1]);
  });
});
