import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createWorkerPool, type WorkerPool, type WorkerPoolOptions } from './worker-pool.js';

/** A thread that obeys the job: `crash`, `hang` (an endless loop), `fail`, `talk` (of other things first), else an echo. */
const program = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', (job) => {
      if (job === 'crash') process.exit(3);
      if (job === 'hang') for (;;);
      if (job === 'talk') parentPort.postMessage({ 'watch:import': ['file:///a.js'] });
      if (job === 'fail') return parentPort.postMessage({ failure: 'not today' });
      parentPort.postMessage({ result: job + '!' });
    });
  `)}`,
);
const signal = new AbortController().signal;
let pool: WorkerPool<string, string>;
const open = (options: Partial<WorkerPoolOptions<string>> = {}): void => {
  const nameOf = (job: string) => `job ${job}`;
  pool = createWorkerPool({ program, workers: 1, timeoutMs: 30_000, heapMb: 64, nameOf, ...options });
};

afterEach(() => pool.close());

describe('a pool of threads', () => {
  it('does one job after another', async () => {
    open();
    await expect(Promise.all(['a', 'b', 'c'].map((job) => pool.run(job)))).resolves.toEqual(['a!', 'b!', 'c!']);
  });

  it('listens to nothing but answers: under `node --watch` a thread also tells which modules it loads', async () => {
    open();
    await expect(pool.run('talk')).resolves.toBe('talk!');
  });

  it('stops a running thread when its job is aborted, and goes on with the next', async () => {
    open();
    const abort = new AbortController();
    const hanging = pool.run('hang', { signal: abort.signal });
    const next = pool.run('next', { signal });
    abort.abort(new Error('not wanted any more'));
    await expect(hanging).rejects.toThrow('not wanted any more');
    await expect(next).resolves.toBe('next!');
  });

  it('takes an aborted job out of the line', async () => {
    open();
    const abort = new AbortController();
    const running = pool.run('running');
    const waiting = pool.run('crash', { signal: abort.signal });
    abort.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(running).resolves.toBe('running!');
    await expect(pool.run('x', { signal: abort.signal })).rejects.toThrow('gone');
  });

  it('rejects the job of a thread that dies, says so, and recovers', async () => {
    const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
    open({ logger });
    await expect(pool.run('crash')).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(logger.warn).toHaveBeenCalledWith('worker_pool.thread_lost', expect.objectContaining({ job: 'job crash' }));
    await expect(pool.run('fail')).rejects.toThrow('job fail failed: not today');
    await expect(pool.run('after')).resolves.toBe('after!');
  });

  it('gives up a job that takes too long, not one that waited for it', async () => {
    open({ timeoutMs: 300 });
    const late = expect(pool.run('hang')).rejects.toMatchObject({ code: 'STAGE_TIMEOUT' });
    await expect(pool.run('behind')).resolves.toBe('behind!');
    await late;
  });

  it('rejects everything when it closes', async () => {
    open();
    const outcomes = Promise.allSettled(['hang', 'b'].map((job) => pool.run(job)));
    await pool.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(pool.run('late')).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});
