import { Worker } from 'node:worker_threads';
import { AppError } from '@mojian/contracts/app-error';
import type { Logger } from '@mojian/telemetry/logger';

/** What the program of a thread posts for each job. Buffers arrive as plain byte arrays. */
export type WorkerAnswer<Result> = { readonly result: Result } | { readonly failure: string };

export interface WorkerPoolOptions<Job> {
  /** Module that listens to its `parentPort` for jobs and answers each, one at a time. */
  readonly program: URL;
  /** Threads, and so jobs worked on at the same time. */
  readonly workers: number;
  /** Of a job that is worked on; one that takes longer is given up. */
  readonly timeoutMs: number;
  /** V8's heap of one thread, MB. */
  readonly heapMb: number;
  /** What a job is, in logs and errors. */
  readonly nameOf: (job: Job) => string;
  readonly logger?: Logger;
}

/** Work off the event loop. A thread starts with the first job that needs it, and an idle one keeps no process alive. */
export interface WorkerPool<Job, Result> {
  /**
   * Does one job; waits for a free thread. An abort takes a waiting job out of the line and stops a running thread at
   * once. Rejects with the signal's reason, or an AppError: STAGE_TIMEOUT, INTERNAL when the thread failed.
   */
  run(job: Job, options?: { readonly signal?: AbortSignal }): Promise<Result>;
  /** Stops every thread; what is worked on or waits is rejected. */
  close(): Promise<void>;
}

interface Order<Job, Result> {
  readonly job: Job;
  /** Starts its time: waiting for a free thread is not the job's fault. */
  readonly begin: () => void;
  /** Settles the caller's promise, once. */
  readonly settle: (outcome: { readonly result: Result } | Error) => void;
}

interface Hand<Job, Result> {
  readonly worker: Worker;
  order: Order<Job, Result> | null;
}

/** Node's own loader speaks over the same port where programs are watched. */
const isAnswer = <Result>(message: object): message is WorkerAnswer<Result> =>
  'result' in message || 'failure' in message;

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

class Pool<Job, Result> implements WorkerPool<Job, Result> {
  readonly #hands = new Set<Hand<Job, Result>>();
  readonly #waiting: Order<Job, Result>[] = [];
  #closed = false;

  constructor(private readonly options: WorkerPoolOptions<Job>) {}

  run(job: Job, { signal }: { readonly signal?: AbortSignal } = {}): Promise<Result> {
    const { nameOf, timeoutMs } = this.options;
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new AppError('INTERNAL', `${nameOf(job)}: the pool is closed`));
      if (signal?.aborted) return reject(asError(signal.reason));
      let timer: NodeJS.Timeout | undefined;
      const late = () => this.#giveUp(order, new AppError('STAGE_TIMEOUT', `${nameOf(job)} took too long`));
      const onAbort = () => this.#giveUp(order, asError(signal?.reason));
      const order: Order<Job, Result> = {
        job,
        begin: () => {
          timer = setTimeout(late, timeoutMs);
        },
        settle: (outcome) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome.result);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(order);
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const closed = new AppError('INTERNAL', 'the pool is closed');
    for (const order of this.#waiting.splice(0)) order.settle(closed);
    await Promise.all([...this.#hands].map((hand) => this.#dismiss(hand, closed)));
  }

  /** Gives the first waiting job to a free thread, if there is one or may be one more. */
  #next(): void {
    const free = [...this.#hands].find(({ order }) => order === null);
    if (this.#waiting.length === 0 || (free === undefined && this.#hands.size >= this.options.workers)) return;
    const hand = free ?? this.#hire();
    hand.order = this.#waiting.shift() ?? null;
    hand.worker.ref();
    hand.order?.begin();
    hand.worker.postMessage(hand.order?.job);
  }

  #hire(): Hand<Job, Result> {
    const { program, heapMb } = this.options;
    const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
    const hand: Hand<Job, Result> = { worker, order: null };
    this.#hands.add(hand);
    worker.on('message', (message: object) => {
      if (isAnswer<Result>(message)) this.#finish(hand, message);
    });
    worker.on('error', (error) => this.#lose(hand, error));
    worker.on('exit', (code) => this.#lose(hand, new Error(`the thread ended with code ${code}`)));
    return hand;
  }

  #finish(hand: Hand<Job, Result>, answer: WorkerAnswer<Result>): void {
    const { order } = hand;
    hand.order = null;
    hand.worker.unref();
    if ('result' in answer) order?.settle(answer);
    else order?.settle(new AppError('INTERNAL', `${this.options.nameOf(order.job)} failed: ${answer.failure}`));
    this.#next();
  }

  /** A thread died of itself: its job fails, the next job gets a new one. */
  #lose(hand: Hand<Job, Result>, error: Error): void {
    if (!this.#hands.delete(hand)) return;
    const { logger, nameOf } = this.options;
    const job = hand.order ? nameOf(hand.order.job) : null;
    logger?.warn('worker_pool.thread_lost', { error, job });
    hand.order?.settle(new AppError('INTERNAL', `${job}: its thread was lost`, { cause: error }));
    this.#next();
  }

  #giveUp(order: Order<Job, Result>, reason: Error): void {
    const place = this.#waiting.indexOf(order);
    if (place >= 0) this.#waiting.splice(place, 1);
    const hand = [...this.#hands].find((each) => each.order === order);
    if (hand === undefined) order.settle(reason);
    else void this.#dismiss(hand, reason).then(() => this.#next());
  }

  async #dismiss(hand: Hand<Job, Result>, reason: Error): Promise<void> {
    this.#hands.delete(hand);
    hand.order?.settle(reason);
    hand.order = null;
    await hand.worker.terminate();
  }
}

export const createWorkerPool = <Job, Result>(options: WorkerPoolOptions<Job>): WorkerPool<Job, Result> =>
  new Pool<Job, Result>(options);
