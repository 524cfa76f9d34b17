import { readFileSync } from 'node:fs';

/** The processes that this one started, and theirs. */
function descendants(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return children.map(Number).flatMap((child) => [child, ...descendants(child)]);
  } catch {
    // It has ended.
    return [];
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}

const stopped = new Set<number>();
let resumesAtExit = false;

function resumeAll(): void {
  for (const each of stopped) signal(each, 'SIGCONT');
}

/**
 * Stops a process and all that it started (SIGSTOP): sockets stay open, nothing answers. Gives the function that lets
 * them go on; it is also called when this process exits, so that nothing stays stopped.
 */
export function pause(pid: number): () => void {
  if (!resumesAtExit) process.once('exit', resumeAll);
  resumesAtExit = true;
  // The parent first: it starts no more children then.
  signal(pid, 'SIGSTOP');
  const pids = [pid, ...descendants(pid)];
  for (const each of pids) {
    signal(each, 'SIGSTOP');
    stopped.add(each);
  }
  return () => {
    for (const each of pids) {
      signal(each, 'SIGCONT');
      stopped.delete(each);
    }
  };
}

/** Runs `work` while the process is stopped, and lets it go on whatever comes of it. */
export async function whilePaused<T>(pid: number, work: () => Promise<T>): Promise<T> {
  const resume = pause(pid);
  try {
    return await work();
  } finally {
    resume();
  }
}
