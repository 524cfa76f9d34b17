import { join } from 'node:path';
import { type Command, Refusal } from '../command.js';
import { holdLock } from '../hold-lock.js';
import { PROCESS_NAMES, processTable } from '../process-table.js';
import type { Project } from '../project.js';
import { readSettings } from '../read-settings.js';
import { readRunState } from '../run-state.js';
import { ensureSecrets } from '../secrets.js';
import { startDataStores } from '../start-data-stores.js';
import { startAll, stopAll } from '../supervise.js';

const restartOne = async (wanted: string, project: Project): Promise<number> => {
  const settings = readSettings(project);
  const processes = readRunState(project.data)?.processes ?? [];
  const others = processes.filter(({ name }) => name !== wanted);
  await stopAll(processes.filter(({ name }) => name === wanted));
  const secrets = await ensureSecrets(join(project.data, 'secrets.env'));
  const stores = await startDataStores(project, settings, secrets);
  const table = processTable({ project, settings, secrets, stores });
  const specs = table.filter(({ name }) => name === wanted);
  await startAll(specs, { project, gatewayUrl: settings.gatewayUrl, running: others });
  return 0;
};

export const restart: Command = {
  name: 'restart',
  usage: '<service>',
  summary: `Stop and start one of: ${PROCESS_NAMES.join(', ')}.`,
  run: (args, project) => {
    const [name = ''] = args;
    if (!PROCESS_NAMES.includes(name)) {
      throw new Refusal(`There is no service "${name}". Choose one of: ${PROCESS_NAMES.join(', ')}.`, 2);
    }
    return holdLock(join(project.data, 'run.lock'), () => restartOne(name, project));
  },
};
