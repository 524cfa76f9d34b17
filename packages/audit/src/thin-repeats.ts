import type { AuditEntry } from '@mojian/contracts/audit';

/** Of one action and error, from one user or address: what comes above it in a second becomes one row with a count. */
const mostOfAKind = 10;
/** Users and addresses told apart in a second. Those above it are counted together, whoever they are. */
const mostKinds = 500;
const secondMs = 1000;

interface Kind {
  readonly until: number;
  readonly entry: AuditEntry;
  count: number;
}

/** Thins out floods of equal refusals, and tells afterwards how many there were. What succeeded is never thinned. */
export interface RepeatThinner {
  /** The rows to keep now that this one has come: itself, if it is not one too many, and whatever was settled by it. */
  readonly add: (entry: AuditEntry) => AuditEntry[];
  /** One row for each kind that was thinned out: of the seconds that are over, or of all when nothing more will come. */
  readonly settle: (which: 'over' | 'all') => AuditEntry[];
}

export function createRepeatThinner(clock: () => number): RepeatThinner {
  const kinds = new Map<string, Kind>();

  const close = (key: string, { entry, until, count }: Kind): AuditEntry[] => {
    kinds.delete(key);
    if (count <= mostOfAKind) return [];
    const details = { ...entry.details, repeated: count - mostOfAKind };
    return [{ ...entry, details, at: new Date(Math.min(until, clock())).toISOString() }];
  };

  const add = (entry: AuditEntry): AuditEntry[] => {
    if (entry.result === 'success') return [entry];
    const own = keyOf(entry);
    const isCrowded = !kinds.has(own) && kinds.size >= mostKinds;
    const key = isCrowded ? keyOf(anybodys(entry)) : own;
    const known = kinds.get(key);
    const settled = known && clock() >= known.until ? close(key, known) : [];
    const kind = kinds.get(key) ?? {
      until: clock() + secondMs,
      entry: isCrowded ? anybodys(entry) : entry,
      count: 0,
    };
    kinds.set(key, kind);
    kind.count += 1;
    return kind.count <= mostOfAKind ? [...settled, entry] : settled;
  };

  return {
    add,
    settle: (which) =>
      [...kinds]
        .filter(([, { until }]) => which === 'all' || clock() >= until)
        .flatMap(([key, kind]) => close(key, kind)),
  };
}

const keyOf = ({ service, action, error_code, user_id, address }: AuditEntry): string =>
  JSON.stringify([service, action, error_code, user_id ?? address]);

/** Stands for the like of it from many. */
const anybodys = (entry: AuditEntry): AuditEntry => ({
  ...entry,
  actor: 'anonymous',
  user_id: null,
  address: null,
  agent: null,
  request_id: null,
});
