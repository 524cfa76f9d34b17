import { createWorkerPool } from '@mojian/card/threads/worker-pool';
import type { Logger } from '@mojian/telemetry/logger';
import type { SceneName } from '../scenes/list.js';
import type { Painting, PaintJob, PaintSpec } from './paint-spec.js';

export interface PainterOptions {
  /** Threads, and so pictures painted at the same time. */
  readonly workers: number;
  readonly logger?: Logger;
  /** A picture that takes longer is given up (ms). */
  readonly timeout?: number;
  /** The threads' program; for tests. */
  readonly program?: URL;
}

/** Paints pictures in worker threads. */
export interface Painter {
  /**
   * Paints one picture; waits for a free thread. An abort takes a waiting picture out of the line and stops a running
   * thread at once. Rejects with the signal's reason, or an AppError: STAGE_TIMEOUT, INTERNAL when the thread failed.
   */
  paint(spec: PaintSpec, options: { signal: AbortSignal }): Promise<Painting>;
  /** Makes somebody else's picture a painting of the card's shape, as `framePicture` does; waits and rejects as `paint`. */
  frame(bytes: Buffer, scene: SceneName, options: { signal: AbortSignal }): Promise<Painting>;
  /** Stops every thread; what is still being painted or waiting is rejected. */
  close(): Promise<void>;
}

/** A picture takes about a second; a thread that is thirty times slower is stuck. */
const TIMEOUT_MS = 30_000;
/** V8's heap of one thread; pixels live outside it. */
const HEAP_MB = 256;

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** What crossed from a thread has plain bytes. */
const withBuffers = (painting: Painting): Painting => ({
  ...painting,
  full: asBuffer(painting.full),
  planes: painting.planes.map((plane) => ({ ...plane, webp: asBuffer(plane.webp) })),
});

/** A painter with a bounded pool; a thread starts with the first picture that needs it. */
export function createPainter({ workers, logger, timeout = TIMEOUT_MS, program }: PainterOptions): Painter {
  const pool = createWorkerPool<PaintJob, Painting>({
    program: program ?? new URL('./paint.worker.js', import.meta.url),
    workers,
    timeoutMs: timeout,
    heapMb: HEAP_MB,
    nameOf: (job) => `painting ${'spec' in job ? job.spec.scene : job.scene}`,
    ...(logger && { logger }),
  });
  return {
    paint: async (spec, options) => withBuffers(await pool.run({ spec }, options)),
    frame: async (bytes, scene, options) => withBuffers(await pool.run({ bytes, scene }, options)),
    close: () => pool.close(),
  };
}
