import type { Logger } from '@mojian/telemetry/logger';
import { createWorkerPool } from '../threads/worker-pool.js';
import type { FontWish } from './divide-fonts.js';

/** `@font-face` rules for the texts of a page, as `subsetFonts` gives them. */
export type CutFonts = (wish: FontWish) => Promise<string>;

/** Cuts fonts in a thread of its own: a tenth of a second each, in which a process would hear nothing else. */
export interface FontCutter {
  /** @throws AppError STAGE_TIMEOUT, or INTERNAL when the thread failed. */
  readonly cut: CutFonts;
  readonly close: () => Promise<void>;
}

/** A thread that is a hundred times slower than usual is stuck. */
const TIMEOUT_MS = 15_000;
const HEAP_MB = 256;

interface FontCutterOptions {
  readonly logger: Logger;
  /** The thread's program; for tests. */
  readonly program?: URL;
}

export function createFontCutter({ logger, program }: FontCutterOptions): FontCutter {
  const pool = createWorkerPool<FontWish, string>({
    program: program ?? new URL('./cut-fonts.worker.js', import.meta.url),
    workers: 1,
    timeoutMs: TIMEOUT_MS,
    heapMb: HEAP_MB,
    nameOf: () => 'cutting fonts',
    logger,
  });
  return { cut: (wish) => pool.run(wish), close: () => pool.close() };
}
