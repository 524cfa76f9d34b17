import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning } from '@mojian/embedded-stores/process-identity';
import { Refusal } from './command.js';
import type { RunningProcess } from './run-state.js';

const POLL_MS = 100;
const ANSWER_LIMIT_MS = 3_000;
const SHOWN_LINES = 25;

/** Whether the process answers that it can do its work. */
export const isReady = async (readyUrl: string): Promise<boolean> => {
  try {
    const response = await fetch(readyUrl, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Nobody listens yet, or too slowly: not ready.
    return false;
  }
};

/** The end of a log. */
export const lastLines = async (file: string, count = SHOWN_LINES): Promise<string> =>
  (await readFile(file, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-count).join('\n');

interface WaitOptions {
  readonly limitMs: number;
  /** Ends the wait, by an AbortError. */
  readonly signal: AbortSignal;
}

/** Resolves when the process is ready. Throws with the end of its log when it dies before, or at the limit. */
export const waitUntilReady = async (running: RunningProcess, { limitMs, signal }: WaitOptions): Promise<void> => {
  const until = performance.now() + limitMs;
  while (!(await isReady(running.readyUrl))) {
    const { name, log } = running;
    if (!isRunning(running))
      throw new Refusal(`${name} ended while it started. The end of ${log}:\n${await lastLines(log)}`);
    if (performance.now() > until) {
      const seconds = Math.round(limitMs / 1000);
      throw new Refusal(`${name} is not ready after ${seconds} s. The end of ${log}:\n${await lastLines(log)}`);
    }
    await delay(POLL_MS, undefined, { signal });
  }
};
