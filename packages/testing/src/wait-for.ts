import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  /** Limit of the wait; 5000 unless told. */
  readonly timeoutMs?: number;
  /** What is awaited, for the sentence of the failure: 'the task to complete'. */
  readonly what: string;
}

const POLL_MS = 20;

/** Asks until the condition gives something truthy, and resolves with it. Throws a sentence at the limit. */
export const waitFor = async <T>(condition: () => T | Promise<T>, { timeoutMs = 5_000, what }: WaitOptions) => {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (performance.now() > until) throw new Error(`Waited ${timeoutMs} ms for ${what}, in vain.`);
    await delay(POLL_MS);
  }
};
