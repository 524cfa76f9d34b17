import { Worker } from 'node:worker_threads';
import { AppError } from '@mojian/contracts/app-error';
import type { Logger } from '@mojian/telemetry/logger';
import type { SceneName } from '../scenes/list.js';
import type { Painting, PaintJob, PaintSpec } from './paint-spec.js';

/** Answer of `paint.worker.ts`. Buffers arrive as plain byte arrays. */
type Answer = { readonly painting: Painting } | { readonly failure: string };

/** Node's own loader speaks over the same port where programs are watched. */
const isAnswer = (message: object): message is Answer => 'painting' in message || 'failure' in message;

export interface PainterOptions {
  /** Threads, and so pictures painted at the same time. */
  readonly workers: number;
  readonly logger?: Logger;
  /** A picture that takes longer is given up (ms). */
  readonly timeout?: number;
  /** The worker's program; for tests. */
  readonly program?: URL;
}

/** Paints pictures in worker threads. */
export interface Painter {
  /**
   * Paints one picture; waits for a free worker. An abort takes a waiting job out of the line and stops a running
   * worker at once. Rejects with the signal's reason, or an AppError: STAGE_TIMEOUT, INTERNAL when the worker failed.
   */
  paint(spec: PaintSpec, options: { signal: AbortSignal }): Promise<Painting>;
  /** Makes somebody else's picture a painting of the card's shape, as `framePicture` does; waits and rejects as `paint`. */
  frame(bytes: Buffer, scene: SceneName, options: { signal: AbortSignal }): Promise<Painting>;
  /** Stops every worker; what is still being painted or waiting is rejected. */
  close(): Promise<void>;
}

interface Job {
  readonly order: PaintJob;
  /** Starts its time: waiting for a free worker is not the picture's fault. */
  readonly begin: () => void;
  /** Settles the caller's promise, once. */
  readonly settle: (outcome: Painting | Error) => void;
}

interface Hand {
  readonly worker: Worker;
  job: Job | null;
}

/** A picture takes about a second; a worker that is thirty times slower is stuck. */
const TIMEOUT = 30_000;
/** V8's heap of one worker; pixels live outside it. */
const HEAP_MB = 256;

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const withBuffers = (painting: Painting): Painting => ({
  ...painting,
  full: asBuffer(painting.full),
  planes: painting.planes.map((plane) => ({ ...plane, webp: asBuffer(plane.webp) })),
});

const sceneOf = (order: PaintJob): SceneName => ('spec' in order ? order.spec.scene : order.scene);

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

class WorkerPool implements Painter {
  readonly #hands = new Set<Hand>();
  readonly #waiting: Job[] = [];
  #closed = false;

  constructor(private readonly options: PainterOptions) {}

  paint(spec: PaintSpec, options: { signal: AbortSignal }): Promise<Painting> {
    return this.#take({ spec }, options);
  }

  frame(bytes: Buffer, scene: SceneName, options: { signal: AbortSignal }): Promise<Painting> {
    return this.#take({ bytes, scene }, options);
  }

  #take(order: PaintJob, { signal }: { signal: AbortSignal }): Promise<Painting> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new AppError('INTERNAL', 'the painter is closed'));
      if (signal.aborted) return reject(asError(signal.reason));
      const onAbort = () => this.#giveUp(job, asError(signal.reason));
      const late = () => this.#giveUp(job, new AppError('STAGE_TIMEOUT', `painting ${sceneOf(order)} took too long`));
      let timer: NodeJS.Timeout | undefined;
      const job: Job = {
        order,
        begin: () => {
          timer = setTimeout(late, this.options.timeout ?? TIMEOUT);
        },
        settle: (outcome) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome);
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(job);
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const closed = new AppError('INTERNAL', 'the painter is closed');
    for (const job of this.#waiting.splice(0)) job.settle(closed);
    await Promise.all([...this.#hands].map((hand) => this.#dismiss(hand, closed)));
  }

  /** Gives the first waiting job to a free worker, if there is one or may be one more. */
  #next(): void {
    const free = [...this.#hands].find(({ job }) => job === null);
    if (this.#waiting.length === 0 || (free === undefined && this.#hands.size >= this.options.workers)) return;
    const hand = free ?? this.#hire();
    hand.job = this.#waiting.shift() ?? null;
    hand.worker.ref();
    hand.job?.begin();
    hand.worker.postMessage(hand.job?.order);
  }

  #hire(): Hand {
    const program = this.options.program ?? new URL('./paint.worker.js', import.meta.url);
    const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    const hand: Hand = { worker, job: null };
    this.#hands.add(hand);
    worker.on('message', (message: object) => {
      if (isAnswer(message)) this.#finish(hand, message);
    });
    worker.on('error', (error) => this.#lose(hand, error));
    worker.on('exit', (code) => this.#lose(hand, new Error(`the painting worker ended with code ${code}`)));
    return hand;
  }

  #finish(hand: Hand, answer: Answer): void {
    const { job } = hand;
    hand.job = null;
    // An idle worker must not keep the process alive.
    hand.worker.unref();
    if ('painting' in answer) job?.settle(withBuffers(answer.painting));
    else job?.settle(new AppError('INTERNAL', `painting failed: ${answer.failure}`));
    this.#next();
  }

  /** A worker died of itself: its job fails, the next job gets a new worker. */
  #lose(hand: Hand, error: Error): void {
    if (!this.#hands.delete(hand)) return;
    this.options.logger?.warn('painter.worker_lost', { error, scene: hand.job && sceneOf(hand.job.order) });
    hand.job?.settle(new AppError('INTERNAL', 'the painting worker was lost', { cause: error }));
    this.#next();
  }

  #giveUp(job: Job, reason: Error): void {
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
    const hand = [...this.#hands].find((each) => each.job === job);
    if (hand === undefined) job.settle(reason);
    else void this.#dismiss(hand, reason).then(() => this.#next());
  }

  async #dismiss(hand: Hand, reason: Error): Promise<void> {
    this.#hands.delete(hand);
    hand.job?.settle(reason);
    hand.job = null;
    await hand.worker.terminate();
  }
}

/** A painter with a bounded pool; a worker starts with the first picture that needs it. */
export const createPainter = (options: PainterOptions): Painter => new WorkerPool(options);
