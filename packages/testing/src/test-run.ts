import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOpenToOthers } from '@mojian/embedded-stores/data-folder';
import { stopPostgres } from '@mojian/embedded-stores/postgres';
import { identifyProcess, isRunning } from '@mojian/embedded-stores/process-identity';
import { stopRedis } from '@mojian/embedded-stores/redis';

const PREFIX = 'mojian-test-';
const RUNNER = 'runner';

/** What `stop-stores` and the specs learn from `start-stores`: environment variables reach Jest's workers. */
export const TEST_RUN_FOLDER = 'MOJIAN_TEST_RUN_FOLDER';
export const TEST_POSTGRES_URL = 'MOJIAN_TEST_POSTGRES_URL';
export const TEST_REDIS_URL = 'MOJIAN_TEST_REDIS_URL';

const temporaryFolder = (): string => (isOpenToOthers(tmpdir()) ? tmpdir() : '/tmp');

/** Where programs that were fetched or copied once are kept for later runs; its name is the user's own. */
export const cacheFolder = (): string => join(temporaryFolder(), `mojian-cache-${process.getuid?.() ?? 0}`);

/** A new folder of this run, marked with the process that it belongs to. */
export const makeRunFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(temporaryFolder(), PREFIX));
  await chmod(folder, 0o755);
  const runner = identifyProcess(process.pid);
  await writeFile(join(folder, RUNNER), `${process.pid}\n${runner?.startedAt ?? ''}`);
  return folder;
};

/** Stops both stores of a run and removes its folder. */
export const removeRun = async (folder: string): Promise<void> => {
  await Promise.all([stopPostgres(join(folder, 'postgres'), cacheFolder()), stopRedis(join(folder, 'redis'))]);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
};

const isOrphan = async (folder: string): Promise<boolean> => {
  try {
    const [pid, startedAt = ''] = (await readFile(join(folder, RUNNER), 'utf8')).split('\n');
    return !isRunning({ pid: Number(pid), startedAt });
  } catch {
    // Another user's, or one that is being made or removed this moment: not ours to judge.
    return false;
  }
};

/** Removes what runs left behind that were killed before they could clean up. */
export const removeOrphanedRuns = async (): Promise<void> => {
  const names = (await readdir(temporaryFolder())).filter((name) => name.startsWith(PREFIX));
  for (const folder of names.map((name) => join(temporaryFolder(), name))) {
    if (await isOrphan(folder)) await removeRun(folder);
  }
};
