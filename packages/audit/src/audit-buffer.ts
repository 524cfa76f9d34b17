import { AppError } from '@mojian/contracts/app-error';
import type { AuditEntry } from '@mojian/contracts/audit';
import type { Logger } from '@mojian/telemetry/logger';
import { createRepeatThinner } from './thin-repeats.js';

export interface AuditBufferOptions {
  /**
   * Takes a batch whole, or rejects. A retryable AppError (nobody could take it) is tried again for as long as it takes;
   * after any other error the batch is taken apart, until the row that nobody will ever take is alone.
   */
  readonly write: (entries: readonly AuditEntry[]) => Promise<void>;
  readonly logger: Logger;
  /** Told how many rows were lost: because too many waited, or because they were refused for good. */
  readonly onDropped?: (count: number) => void;
  readonly clock?: () => number;
}

/** Rows that belong to no transaction: refusals, and calls that changed nothing. */
export interface AuditBuffer {
  /** Never waits and never throws. At most 10,000 rows wait; those that come on top are dropped and counted. */
  readonly add: (entry: AuditEntry) => void;
  /** Resolves when all that was added is written, or cannot be within two seconds. */
  readonly close: () => Promise<void>;
}

const pauseMs = 200;
const batchSize = 200;
const mostWaiting = 10_000;
const closeMs = 2000;

export function createAuditBuffer(options: AuditBufferOptions): AuditBuffer {
  const rows = new WaitingRows(options);
  const thinner = createRepeatThinner(options.clock ?? Date.now);
  const timer = setInterval(() => {
    rows.add(thinner.settle('over'));
    void rows.flush();
  }, pauseMs);
  timer.unref();
  return {
    add: (entry) => rows.add(thinner.add(entry)),
    close: async () => {
      clearInterval(timer);
      rows.add(thinner.settle('all'));
      const patience = new Promise<void>((resolve) => setTimeout(resolve, closeMs).unref());
      // The flush under way may have passed what was added last.
      await Promise.race([rows.flush().then(() => rows.flush()), patience]);
    },
  };
}

class WaitingRows {
  private readonly rows: AuditEntry[] = [];
  private underWay: Promise<void> | undefined;
  private isHeldUp = false;

  constructor(private readonly options: AuditBufferOptions) {}

  add(entries: readonly AuditEntry[]): void {
    const { clock = Date.now } = this.options;
    const room = Math.max(0, mostWaiting - this.rows.length);
    const at = new Date(clock()).toISOString();
    for (const entry of entries.slice(0, room)) this.rows.push({ ...entry, at: entry.at ?? at });
    this.drop(entries.length - room);
  }

  /** One at a time; never rejects. What cannot be written now waits for the next. */
  flush(): Promise<void> {
    this.underWay ??= this.writeAll()
      .then(() => this.tellHeldUp(false))
      .catch((error: unknown) => this.tellHeldUp(true, error))
      .finally(() => {
        this.underWay = undefined;
      });
    return this.underWay;
  }

  /** Once each way, however often it is tried in between. */
  private tellHeldUp(isHeldUp: boolean, error?: unknown): void {
    if (isHeldUp === this.isHeldUp) return;
    this.isHeldUp = isHeldUp;
    if (isHeldUp) this.options.logger.warn('audit.not_written', { waiting: this.rows.length, error });
    else this.options.logger.info('audit.written_again');
  }

  private async writeAll(): Promise<void> {
    let size = batchSize;
    while (this.rows.length > 0) {
      const batch = this.rows.slice(0, size);
      const refusal = await refusalOf(this.options.write(batch));
      // Halved until the row that spoils the batch is alone, then grown again.
      if (refusal && batch.length > 1) {
        size = Math.ceil(batch.length / 2);
        continue;
      }
      if (refusal) this.giveUp(batch, refusal.error);
      this.rows.splice(0, batch.length);
      size = Math.min(batchSize, size * 2);
    }
  }

  private giveUp(batch: readonly AuditEntry[], error: unknown): void {
    for (const { action, request_id: request } of batch)
      this.options.logger.error('audit.row_refused', { action, request, error });
    this.drop(batch.length);
  }

  private drop(count: number): void {
    if (count > 0) this.options.onDropped?.(count);
  }
}

/** Why a batch will never be taken; undefined when it was. Rejects where it may be taken later. */
const refusalOf = (writing: Promise<void>): Promise<{ readonly error: unknown } | undefined> =>
  writing.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof AppError && error.retryable) throw error;
      return { error };
    },
  );
