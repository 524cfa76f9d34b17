import { ExecutionError, type Lock, Redlock, ResourceLockedError } from '@sesamecare-oss/redlock';
import type { Redis } from 'ioredis';

/**
 * Runs `fn` unless somebody else is at it, and then gives undefined. The lock is extended while `fn` runs. It saves
 * work and guards nothing: without Redis the work is done without the lock, and what must not happen twice is for the
 * database to refuse.
 */
export async function withLock<T>(
  redis: Redis,
  resource: string,
  ttlMs: number,
  fn: () => Promise<T>,
): Promise<T | undefined> {
  const redlock = new Redlock([redis], { retryCount: 0 });
  // Its scripts select this database before each command; its constructor takes any above 15 for 0.
  Object.assign(redlock.settings, { db: redis.options.db ?? 0 });
  // Votes against are part of the error that `acquire` rejects with.
  redlock.on('error', () => undefined);
  const outcome = await acquire(redlock, resource, ttlMs);
  if (outcome === 'taken') return undefined;
  if (outcome === 'unreachable') return fn();
  const stopExtending = keepExtending(outcome, ttlMs);
  try {
    return await fn();
  } finally {
    const held = await stopExtending();
    // A lock that cannot be released ends with its time.
    await held.release().catch(() => undefined);
  }
}

async function acquire(redlock: Redlock, resource: string, ttlMs: number): Promise<Lock | 'taken' | 'unreachable'> {
  try {
    return await redlock.acquire([resource], ttlMs);
  } catch (error) {
    if (!(error instanceof ExecutionError)) throw error;
    const votes = await Promise.all(error.attempts);
    const against = votes.flatMap((vote) => [...vote.votesAgainst.values()]);
    return against.some((vote) => vote instanceof ResourceLockedError) ? 'taken' : 'unreachable';
  }
}

/** Extends at half the time left; gives a function that stops it and tells the lock as it is then. */
function keepExtending(first: Lock, ttlMs: number): () => Promise<Lock> {
  let held = Promise.resolve(first);
  const timer = setInterval(() => {
    // Once lost it stays lost: the work goes on, since the lock never was its guard.
    held = held.then((lock) => lock.extend(ttlMs).catch(() => lock));
  }, ttlMs / 2);
  return () => {
    clearInterval(timer);
    return held;
  };
}
