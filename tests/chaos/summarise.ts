import type { PlayedFault } from './play-faults.js';
import type { Ledger } from './visitor.js';

/** The figures of a run, for one line of a log. */
export function summarise({ accepted, seen, journal }: Ledger, played: readonly PlayedFault[]) {
  const ends = [...seen.values()];
  const slowest = [...played].sort((a, b) => b.recoveryMs - a.recoveryMs)[0];
  return {
    accepted: accepted.length,
    completed: ends.filter(({ status }) => status === 'completed').length,
    degraded: ends.filter(({ degraded }) => degraded).length,
    failed: tally(ends.flatMap(({ error }) => (error === null ? [] : [error]))),
    journal: journal.counts,
    faults: tally(played.map(({ fault }) => fault.kind)),
    slowestRecovery: slowest && `${slowest.recoveryMs} ms after ${slowest.fault.kind}`,
    surprises: journal.surprises.length,
  };
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
