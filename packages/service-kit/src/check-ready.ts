import { setTimeout as wait } from 'node:timers/promises';
import type { ReadyReport } from '@mojian/telemetry/metrics-server';

/** One look at each dependency: resolves when it answers, rejects when it does not. */
export type ReadyChecks = Readonly<Record<string, () => Promise<void>>>;

const patienceMs = 1000;

/** Asks all dependencies at once; one that says nothing for a second counts as away. */
export async function checkReady(checks: ReadyChecks): Promise<ReadyReport> {
  const states = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await stateOf(check)] as const),
  );
  return { ready: states.every(([, state]) => state === 'up'), checks: Object.fromEntries(states) };
}

async function stateOf(check: () => Promise<void>): Promise<string> {
  const timer = new AbortController();
  try {
    const answer = check().then(() => 'up');
    return await Promise.race([answer, wait(patienceMs, 'no answer', { signal: timer.signal })]);
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  } finally {
    timer.abort();
  }
}
