import { setTimeout as wait } from 'node:timers/promises';

const stepMs = 50;

/** Nothing was heard in the time that was given. */
export class SilenceError extends Error {
  constructor(ms: number) {
    super(`no answer in ${ms} ms`);
    this.name = 'SilenceError';
  }
}

/**
 * Settles as `answer` does, or rejects with a SilenceError after `ms` of the event loop's own time: a loop that was
 * late, or a process that was stopped, waits longer, so that an answer which is there but not yet read is not missed.
 * The wait keeps no process alive.
 */
export async function withPatience<T>(answer: Promise<T>, ms: number): Promise<T> {
  const enough = new AbortController();
  try {
    return await Promise.race([answer, silence(ms, enough.signal)]);
  } finally {
    enough.abort();
  }
}

/** One long timer would be due at once after a pause; each short one lets the loop read its sockets in between. */
async function silence(ms: number, signal: AbortSignal): Promise<never> {
  for (let left = ms; left > 0; left -= stepMs) {
    await wait(Math.min(stepMs, left), undefined, { signal, ref: false });
  }
  throw new SilenceError(ms);
}
