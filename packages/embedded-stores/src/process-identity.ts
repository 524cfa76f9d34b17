import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { hasErrorCode } from './error-code.js';

/** A process by number and birth: a number alone is given to a stranger after the process has ended. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time as the system tells it: clock ticks since boot on Linux, a date elsewhere. Only compared. */
  readonly startedAt: string;
}

// Field 2 of /proc/<pid>/stat, the name, may hold spaces and brackets: count from behind its last bracket.
const linuxStart = (pid: number): string | undefined => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ended = fields[0] === 'Z' || fields[0] === 'X';
  return ended ? undefined : fields[19];
};

const portableStart = (pid: number): string | undefined => {
  const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
};

/** The identity of a running process; undefined when there is none of that number, or only its zombie. */
export const identifyProcess = (pid: number): ProcessIdentity | undefined => {
  try {
    const startedAt = process.platform === 'linux' ? linuxStart(pid) : portableStart(pid);
    return startedAt === undefined ? undefined : { pid, startedAt };
  } catch {
    // Both sources fail in one way only: there is no such process.
    return undefined;
  }
};

export const isRunning = (identity: ProcessIdentity): boolean =>
  identifyProcess(identity.pid)?.startedAt === identity.startedAt;

/** Sends a signal to exactly this process; false when it had ended. */
export const signalProcess = (identity: ProcessIdentity, signal: NodeJS.Signals): boolean => {
  if (!isRunning(identity)) return false;
  try {
    return process.kill(identity.pid, signal);
  } catch (error) {
    // It ended between the look and the signal.
    if (hasErrorCode(error, 'ESRCH')) return false;
    throw error;
  }
};

const hasEnded = async (identity: ProcessIdentity, withinMs: number): Promise<boolean> => {
  const until = performance.now() + withinMs;
  while (isRunning(identity)) {
    if (performance.now() > until) return false;
    await delay(25);
  }
  return true;
};

/** SIGTERM, then SIGKILL after `graceMs`. Resolves when the process is gone. */
export const stopProcess = async (identity: ProcessIdentity, graceMs = 10_000): Promise<void> => {
  signalProcess(identity, 'SIGTERM');
  if (await hasEnded(identity, graceMs)) return;
  signalProcess(identity, 'SIGKILL');
  if (await hasEnded(identity, 5_000)) return;
  throw new Error(`Process ${identity.pid} does not end, not even by SIGKILL.`);
};
