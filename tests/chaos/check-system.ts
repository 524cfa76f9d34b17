import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { waitFor } from '@mojian/testing/wait-for';
import type { System } from '../support/system.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface CheckResult {
  readonly status: number;
  /** JSON of the counts, or why there is none. */
  readonly output: string;
}

/** `run.sh check --settled` of this system, with what its clients wrote down. */
export function checkSystem({ env }: System, journal: string): Promise<CheckResult> {
  const args = ['scripts/dist/cli.js', 'check', '--settled', '--journal', journal];
  const options = { cwd: root, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, output: stdout || stderr });
    });
  });
}

const OPEN = `SELECT count(*)::int AS open FROM postcards.task WHERE status IN ('pending', 'processing')`;
const QUEUE = 'bull:postcards';

/** Nothing is open, and nothing is left in the queue. Gives the ms that it took. */
export async function untilQuiet({ database, redis }: System, timeoutMs: number): Promise<number> {
  const startedAt = performance.now();
  const isQuiet = async (): Promise<boolean> => {
    const { rows } = await database.query(OPEN);
    const left = [redis.llen(`${QUEUE}:wait`), redis.llen(`${QUEUE}:active`), redis.zcard(`${QUEUE}:delayed`)];
    const queued = (await Promise.all(left)).reduce((sum, count) => sum + count, 0);
    return rows[0]?.open === 0 && queued === 0;
  };
  await waitFor(isQuiet, { timeoutMs, what: 'all tasks to end' });
  return Math.round(performance.now() - startedAt);
}
