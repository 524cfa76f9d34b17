import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isRunning } from '@mojian/embedded-stores/process-identity';
import { z } from 'zod';

const RunningProcess = z.object({
  name: z.string(),
  pid: z.int().positive(),
  /** Birth of the process: a number alone is given to a stranger after the process has ended. */
  startedAt: z.string(),
  log: z.string(),
  readyUrl: z.url(),
  since: z.iso.datetime(),
});
export type RunningProcess = z.output<typeof RunningProcess>;

const RunState = z.object({ gatewayUrl: z.url(), processes: z.array(RunningProcess) });
export type RunState = z.output<typeof RunState>;

const fileOf = (data: string): string => join(data, 'run.json');

/** What `up` started and what of it still runs; undefined where nothing was started. */
export const readRunState = (data: string): RunState | undefined => {
  if (!existsSync(fileOf(data))) return undefined;
  const { gatewayUrl, processes } = RunState.parse(JSON.parse(readFileSync(fileOf(data), 'utf8')));
  return { gatewayUrl, processes: processes.filter(isRunning) };
};

/** Replaced as a whole: a reader, or a kill in between, meets the old state or the new one. */
export const writeRunState = async (data: string, state: RunState): Promise<void> => {
  const file = fileOf(data);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  await rename(`${file}.new`, file);
};
