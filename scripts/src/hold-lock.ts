import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasErrorCode } from '@mojian/embedded-stores/error-code';
import { identifyProcess, isRunning } from '@mojian/embedded-stores/process-identity';
import { Refusal } from './command.js';

const holderOf = async (file: string): Promise<number | undefined> => {
  const [pid, startedAt = ''] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  return isRunning({ pid: Number(pid), startedAt }) ? Number(pid) : undefined;
};

const take = async (file: string): Promise<boolean> => {
  const own = identifyProcess(process.pid);
  try {
    await writeFile(file, `${process.pid}\n${own?.startedAt ?? ''}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasErrorCode(error, 'EEXIST')) return false;
    throw error;
  }
};

/** Runs `work` while no other process does so under the same file. A lock whose holder was killed is taken over. */
export const holdLock = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
  await mkdir(dirname(file), { recursive: true });
  if (!(await take(file))) {
    const holder = await holderOf(file);
    if (holder === undefined) await rm(file, { force: true });
    if (holder !== undefined || !(await take(file))) {
      throw new Refusal(
        `Another run.sh is at work on this system (process ${holder ?? 'unknown'}): wait until it is done.`,
      );
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
};
