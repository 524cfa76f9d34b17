import { setTimeout as wait } from 'node:timers/promises';

/** The end of this process, told first to whoever sends it connections by what it says of its readiness. */
export interface Departure {
  /** To be called at each question for readiness; whether this process is about to end. */
  readonly asked: () => boolean;
  /** From now on it is. Resolves when whoever asks has been told, at once where nobody does, and after two seconds at most. */
  readonly announce: () => Promise<void>;
}

/** Whoever asked within this time asks again. */
const regularMs = 10_000;
const longestMs = 2_000;

/** `clock` tells milliseconds from any beginning. */
export function createDeparture(clock = () => performance.now()): Departure {
  const told = Promise.withResolvers<undefined>();
  let isLeaving = false;
  let lastAsked = Number.NEGATIVE_INFINITY;
  return {
    asked: () => {
      lastAsked = clock();
      if (isLeaving) told.resolve(undefined);
      return isLeaving;
    },
    announce: async () => {
      isLeaving = true;
      if (clock() - lastAsked > regularMs) return;
      await Promise.race([told.promise, wait(longestMs, undefined, { ref: false })]);
    },
  };
}
