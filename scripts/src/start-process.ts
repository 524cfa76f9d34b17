import { spawn } from 'node:child_process';
import { renameSync, statSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess } from '@mojian/embedded-stores/process-identity';
import { Refusal } from './command.js';
import type { ProcessSpec } from './process-table.js';
import type { RunningProcess } from './run-state.js';

const LOG_LIMIT_BYTES = 5 * 1024 * 1024;

// One generation is kept: the log of a process is at most twice the limit and what it wrote since its start.
const rotate = (log: string): void => {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(log, `${log}.1`);
};

/** Starts a process that outlives us, in a session of its own, its output in `<logs>/<name>.log`. */
export const startProcess = async (
  spec: ProcessSpec,
  folders: { root: string; logs: string },
): Promise<RunningProcess> => {
  const { name, entry, environment, readyUrl } = spec;
  await mkdir(folders.logs, { recursive: true, mode: 0o700 });
  const log = join(folders.logs, `${name}.log`);
  rotate(log);
  const output = await open(log, 'a', 0o600);
  const child = spawn(process.execPath, ['--enable-source-maps', entry], {
    cwd: folders.root,
    detached: true,
    env: environment,
    stdio: ['ignore', output.fd, output.fd],
  });
  child.unref();
  await output.close();
  const identity = child.pid === undefined ? undefined : identifyProcess(child.pid);
  if (identity === undefined) throw new Refusal(`The process ${name} could not be started.`);
  return { name, ...identity, log, readyUrl, since: new Date().toISOString() };
};
