/** Before the first, second and third retry. */
const pausesMs = [2000, 4000, 10_000] as const;
/** Each pause is so much longer or shorter at most, so that calls which failed together do not come back together. */
const jitter = 0.25;

export interface BackOffQuestion {
  /** Retries that were made. */
  readonly retries: number;
  /** What the provider asked for. */
  readonly atLeastMs: number;
  /** Time that is left for all that is still to do. */
  readonly leftMs: number;
  /** 0 to 1. */
  readonly random: () => number;
}

/**
 * Milliseconds to wait before the next retry: 2, 4 and 10 s, more or less a quarter, and never less than the provider
 * asked for; null when there were three retries, or no time would be left after the pause.
 */
export function backOffMs({ retries, atLeastMs, leftMs, random }: BackOffQuestion): number | null {
  const pause = pausesMs[retries];
  if (pause === undefined) return null;
  const own = pause * (1 + jitter * (2 * random() - 1));
  const ms = Math.max(own, spread(atLeastMs, random));
  return ms < leftMs ? ms : null;
}

/** A moment that many wait for, as each of them takes it: never before it, and at most a quarter later. */
export const spread = (ms: number, random: () => number): number => ms * (1 + jitter * random());
