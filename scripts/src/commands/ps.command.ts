import type { Command } from '../command.js';
import { columns, say } from '../print.js';
import { PROCESS_NAMES } from '../process-table.js';
import { type RunningProcess, readRunState } from '../run-state.js';
import { findDataStores } from '../start-data-stores.js';
import { isReady } from '../wait-until-ready.js';

const ageOf = (since: string): string => {
  const minutes = Math.floor((Date.now() - Date.parse(since)) / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
};

const describe = async (name: string, running: RunningProcess | undefined): Promise<string> => {
  if (running === undefined) return columns('stopped', name);
  const state = (await isReady(running.readyUrl)) ? 'ready' : 'waits';
  return columns(state, name, `process ${running.pid}`, `since ${ageOf(running.since)}`);
};

export const ps: Command = {
  name: 'ps',
  usage: '',
  summary: 'What runs, and whether it is ready. Exit status 1 if anything is not.',
  run: async (_, project) => {
    const stores = await findDataStores(project);
    const embedded = [
      { name: 'PostgreSQL', runs: stores.postgres, elsewhere: project.environment.DATABASE_URL !== undefined },
      { name: 'Redis', runs: stores.redis, elsewhere: project.environment.REDIS_URL !== undefined },
    ];
    const processes = readRunState(project.data)?.processes ?? [];
    const lines = [
      ...embedded.map(({ name, runs, elsewhere }) => columns(elsewhere ? 'foreign' : runs ? 'runs' : 'stopped', name)),
      ...(await Promise.all(
        PROCESS_NAMES.map((name) =>
          describe(
            name,
            processes.find((one) => one.name === name),
          ),
        ),
      )),
    ];
    for (const line of lines) say(line);
    return lines.some((line) => /^(stopped|waits)/.test(line)) ? 1 : 0;
  },
};
