/** One thing that is never to be so; what breaks it is counted. */
export interface Invariant {
  /** `L1` to `L15`. */
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

/** All counts, in order. Rejects where one cannot be taken: a check that saw nothing is no check. */
export async function takeCounts(invariants: readonly Invariant[]): Promise<InvariantCount[]> {
  const taken: InvariantCount[] = [];
  for (const { id, counts, count } of invariants) taken.push({ id, counts, found: await count() });
  return taken;
}
