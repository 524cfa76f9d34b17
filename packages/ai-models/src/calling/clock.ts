import { setTimeout as wait } from 'node:timers/promises';

/** Time as calls of models see it; specs have their own. */
export interface Clock {
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  /** Rejects with the signal's reason when it is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wait: async (ms, signal) => {
    signal.throwIfAborted();
    await wait(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
  },
};

export interface Alarm {
  readonly signal: AbortSignal;
  readonly clear: () => void;
}

/** A signal that aborts with `reason` after so many milliseconds, unless it was cleared before. */
export function setAlarm(clock: Clock, ms: number, reason: Error): Alarm {
  const alarm = new AbortController();
  const cleared = new AbortController();
  clock.wait(ms, cleared.signal).then(
    () => alarm.abort(reason),
    // Cleared: nothing is to happen.
    () => undefined,
  );
  const clear = (): void => {
    // Called for each piece of an answer; aborting again would make an error each time.
    if (!cleared.signal.aborted) cleared.abort();
  };
  return { signal: alarm.signal, clear };
}
