import { setTimeout as wait } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { withLock } from './lock.js';

interface LoadAlone<T> {
  readonly key: string;
  /** What another process has found in the meantime, in a box: what is found may be null. */
  readonly find: () => Promise<{ readonly value: T } | undefined>;
  readonly load: () => Promise<T>;
  /** How long another process is waited for; after that it is loaded here too. */
  readonly patienceMs: number;
}

/** Longer than an event loop is ever late; the lock is extended while the load lasts. */
const lockMs = 2000;
const lookAgainMs = 50;

/**
 * Loads unless another process is at it, and then waits for what that one finds. One that fails leaves the load to the
 * next; without Redis everybody loads.
 */
export async function loadAlone<T>(redis: Redis, { key, find, load, patienceMs }: LoadAlone<T>): Promise<T> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookAgainMs) {
    const mine = await withLock(redis, `${key}:loading`, lockMs, async () => (await find()) ?? { value: await load() });
    if (mine) return mine.value;
    await wait(lookAgainMs, undefined, { ref: false });
    const theirs = await find();
    if (theirs) return theirs.value;
  }
  return load();
}
