import type { AuditEntry } from '@mojian/contracts/audit';
import type { Logger } from '@mojian/telemetry/logger';

export interface AuditBufferOptions {
  /** Takes a batch, or rejects: then the batch is tried again. */
  readonly write: (entries: readonly AuditEntry[]) => Promise<void>;
  readonly logger: Logger;
  /** Told how many rows were lost because too many waited. */
  readonly onDropped?: (count: number) => void;
  readonly clock?: () => number;
}

/** Rows that belong to no transaction: refusals, and calls that changed nothing. */
export interface AuditBuffer {
  readonly add: (entry: AuditEntry) => void;
  /** Resolves when all that was added is written, or cannot be within two seconds. */
  readonly close: () => Promise<void>;
}

const pauseMs = 200;
const batchSize = 200;
const mostWaiting = 10_000;
const closeMs = 2000;
/** Of one action and error, from one user or address: what comes above it in a second becomes one row with a count. */
const mostOfAKind = 10;

export function createAuditBuffer({ write, logger, onDropped, clock = Date.now }: AuditBufferOptions): AuditBuffer {
  let waiting: AuditEntry[] = [];
  let underWay: Promise<void> | undefined;
  const kinds = createKindCounter(clock);

  const flush = async (): Promise<void> => {
    const overflow = kinds.collect();
    waiting.push(...overflow);
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize);
      await write(batch);
      waiting = waiting.slice(batch.length);
    }
  };
  const flushOnce = (): Promise<void> => {
    underWay ??= flush()
      .catch((error: unknown) => logger.warn('audit.not_written', { waiting: waiting.length, error }))
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
  const timer = setInterval(() => void flushOnce(), pauseMs);
  timer.unref();

  return {
    add: (entry) => {
      if (!kinds.admits(entry)) return;
      if (waiting.length >= mostWaiting) {
        onDropped?.(1);
        return;
      }
      waiting.push({ ...entry, at: entry.at ?? new Date(clock()).toISOString() });
    },
    close: async () => {
      clearInterval(timer);
      const patience = new Promise<void>((resolve) => setTimeout(resolve, closeMs).unref());
      await Promise.race([flushOnce().then(flushOnce), patience]);
    },
  };
}

interface Kind {
  readonly until: number;
  readonly entry: AuditEntry;
  count: number;
}

/** Thins out floods of equal rows, and afterwards tells how many there were. */
function createKindCounter(clock: () => number) {
  const kinds = new Map<string, Kind>();
  return {
    admits: (entry: AuditEntry): boolean => {
      const key = [entry.action, entry.error_code, entry.user_id ?? entry.address].join(' ');
      const known = kinds.get(key);
      if (known && clock() < known.until) {
        known.count += 1;
        return known.count <= mostOfAKind;
      }
      if (known && known.count > mostOfAKind) return true;
      kinds.set(key, { until: clock() + 1000, entry, count: 1 });
      return true;
    },
    /** One row for each kind that was thinned out in a second that is over. */
    collect: (): AuditEntry[] => {
      const over = [...kinds].filter(([, kind]) => clock() >= kind.until);
      for (const [key] of over) kinds.delete(key);
      return over
        .filter(([, { count }]) => count > mostOfAKind)
        .map(([, { entry, count, until }]) => ({
          ...entry,
          details: { ...entry.details, repeated: count - mostOfAKind },
          at: new Date(until).toISOString(),
        }));
    },
  };
}
