import { join } from 'node:path';
import { processTable } from './process-table.js';
import type { Project } from './project.js';
import { readSettings } from './read-settings.js';
import { readRunState } from './run-state.js';
import { ensureSecrets } from './secrets.js';
import { startDataStores } from './start-data-stores.js';
import { startAll, stopAll } from './supervise.js';

/** Stops one process and starts it with what the settings say now. For whoever holds the lock of `run.sh`. */
export const restartProcess = async (wanted: string, project: Project): Promise<number> => {
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
