import { setImmediate } from 'node:timers/promises';
import type { Clock } from './clock.js';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that goes on only in `run`, from one who waits to the next. */
export interface VirtualClock extends Clock {
  /** What was waited for to its end, in milliseconds. */
  readonly waited: readonly number[];
  readonly advance: (ms: number) => void;
  /** Lets the time pass until the promise is settled. */
  readonly run: <T>(promise: Promise<T>) => Promise<T>;
}

export function virtualClock(): VirtualClock {
  let now = 0;
  const sleepers = new Set<Sleeper>();
  const waited: number[] = [];
  const wakeNext = (): void => {
    const next = [...sleepers].reduce<Sleeper | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
    if (!next) return;
    now = Math.max(now, next.at);
    next.wake();
  };
  return {
    waited,
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = {
          at: now + ms,
          wake: () => {
            sleepers.delete(sleeper);
            waited.push(ms);
            resolve();
          },
        };
        const onAbort = (): void => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        if (signal.aborted) return onAbort();
        sleepers.add(sleeper);
        signal.addEventListener('abort', onAbort, { once: true });
      }),
    run: async (promise) => {
      const outcome = { isSettled: false };
      const settle = (): void => {
        outcome.isSettled = true;
      };
      promise.then(settle, settle);
      for (;;) {
        await setImmediate();
        if (outcome.isSettled) return promise;
        wakeNext();
      }
    },
  };
}
