import { existsSync } from 'node:fs';
import { stopProcess } from '@mojian/embedded-stores/process-identity';
import { Refusal } from './command.js';
import { columns, say, secondsSince } from './print.js';
import type { ProcessSpec } from './process-table.js';
import type { Project } from './project.js';
import { type RunningProcess, writeRunState } from './run-state.js';
import { startProcess } from './start-process.js';
import { waitUntilReady } from './wait-until-ready.js';

const READY_LIMIT_MS = 90_000;
const STOP_GRACE_MS = 10_000;

export interface Supervised {
  readonly project: Project;
  readonly gatewayUrl: string;
  /** What runs already and stays. */
  readonly running: readonly RunningProcess[];
}

/** Starts processes, writes each down as soon as it lives, and resolves when all of them are ready. */
export const startAll = async (specs: readonly ProcessSpec[], { project, gatewayUrl, running }: Supervised) => {
  const missing = specs.find(({ entry }) => !existsSync(entry));
  if (missing) throw new Refusal(`${missing.entry} is missing: the build has not made it.`);
  const begin = performance.now();
  const started: RunningProcess[] = [];
  for (const spec of specs) {
    started.push(await startProcess(spec, project));
    await writeRunState(project.data, { gatewayUrl, processes: [...running, ...started] });
  }
  const waiting = new AbortController();
  const becomeReady = async (one: RunningProcess) => {
    await waitUntilReady(one, { limitMs: READY_LIMIT_MS, signal: waiting.signal });
    const port = specs.find(({ name }) => name === one.name)?.ports.at(0)?.port;
    say(columns('ready', one.name, `127.0.0.1:${port}`, secondsSince(begin)));
  };
  try {
    await Promise.all(started.map(becomeReady));
  } finally {
    // One that failed is reported at once; nobody waits for the others.
    waiting.abort();
  }
};

/** Stops processes at once, each within ten seconds or by force. */
export const stopAll = (processes: readonly RunningProcess[]): Promise<unknown> =>
  Promise.all(
    processes.map(async (one) => {
      const begin = performance.now();
      await stopProcess(one, STOP_GRACE_MS);
      say(columns('stopped', one.name, '', secondsSince(begin)));
    }),
  );
