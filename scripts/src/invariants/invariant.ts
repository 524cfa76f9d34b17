import { Refusal } from '../command.js';

/** One thing that is never to be so; what breaks it is counted. */
export interface Invariant {
  /** `L1` to `L16`. */
  readonly id: string;
  /** What is counted, in a few words. */
  readonly counts: string;
  readonly count: () => Promise<number>;
}

export interface InvariantCount {
  readonly id: string;
  readonly counts: string;
  readonly found: number;
}

/** All counts, in order. Refuses where one cannot be taken, with status 2: a check that saw nothing is no check. */
export async function takeCounts(invariants: readonly Invariant[]): Promise<InvariantCount[]> {
  const taken: InvariantCount[] = [];
  for (const { id, counts, count } of invariants) taken.push({ id, counts, found: await take(id, counts, count) });
  return taken;
}

async function take(id: string, counts: string, count: () => Promise<number>): Promise<number> {
  try {
    return await count();
  } catch (error) {
    throw new Refusal(`${id} (${counts}) could not be counted: ${reasonOf(error)}`, 2);
  }
}

/** An error of several addresses that refused says nothing itself. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
