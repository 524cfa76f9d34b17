import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';

const LISTENING = '0A';

const socketOf = async (port: number): Promise<string | undefined> => {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const rows = (await readFile(table, 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
    const row = rows.find(([, local, , state]) => state === LISTENING && local?.endsWith(suffix));
    if (row?.[9] !== undefined) return `socket:[${row[9]}]`;
  }
  return undefined;
};

const holds = async (pid: string, socket: string): Promise<boolean> => {
  try {
    const descriptors = await readdir(`/proc/${pid}/fd`);
    const targets = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
    return targets.includes(socket);
  } catch {
    // Another user's process, or one that has ended: nothing to learn from it.
    return false;
  }
};

// Arguments are separated by NUL; of a runtime the program that it runs says more.
const nameOf = (command: string): string => {
  const [program = '', ...args] = command.split(/[\0 ]+/);
  const script = args.find((word) => /\.[cm]?js$/.test(word));
  return [basename(program) || 'a program', ...(script === undefined ? [] : [script])].join(' ');
};

/** Who listens on a port, as `node dist/main.js (process 123)`, where the system tells it cheaply. */
export const findPortHolder = async (port: number): Promise<string | undefined> => {
  if (process.platform !== 'linux') return undefined;
  const socket = await socketOf(port);
  if (socket === undefined) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (!(await holds(pid, socket))) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return `${nameOf(command)} (process ${pid})`;
  }
  return undefined;
};
