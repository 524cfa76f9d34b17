import { join } from 'node:path';
import { checkPorts } from '../check-ports.js';
import type { Command } from '../command.js';
import { holdLock } from '../hold-lock.js';
import { say, secondsSince } from '../print.js';
import { PROCESS_NAMES, processPorts, processTable } from '../process-table.js';
import type { Project } from '../project.js';
import { readSettings } from '../read-settings.js';
import { readRunState } from '../run-state.js';
import { ensureSecrets } from '../secrets.js';
import { startDataStores, storePorts } from '../start-data-stores.js';
import { startAll } from '../supervise.js';

const whatNext = (url: string): void => {
  say();
  say(`Open      ${url}`);
  say('Try       ./scripts/run.sh card "今天西湖下了一整天的雨" --place 30.24,120.15 --to 小满 --from 阿禾');
  say('Look      ./scripts/run.sh ps    ./scripts/run.sh logs -f');
  say('Stop      ./scripts/run.sh down');
};

const bringUp = async (project: Project): Promise<number> => {
  const begin = performance.now();
  const settings = readSettings(project);
  const state = readRunState(project.data);
  const running = state?.processes ?? [];
  const missing = PROCESS_NAMES.filter((name) => running.every((one) => one.name !== name));
  const stores = await storePorts(project, settings);
  if (state !== undefined && missing.length === 0 && stores.length === 0) {
    say('Everything runs already.');
    whatNext(state.gatewayUrl);
    return 0;
  }
  await checkPorts([...stores, ...processPorts(settings, missing)]);
  if (running.length > 0) say(`Starting what is missing: ${missing.join(', ') || 'the stores'}.`);
  const secrets = await ensureSecrets(join(project.data, 'secrets.env'));
  const addresses = await startDataStores(project, settings, secrets);
  const table = processTable({ project, settings, secrets, stores: addresses });
  const wanted = table.filter(({ name }) => missing.includes(name));
  await startAll(wanted, { project, gatewayUrl: settings.gatewayUrl, running });
  say(`Mojian is up after ${secondsSince(begin)}.`);
  whatNext(settings.gatewayUrl);
  return 0;
};

export const up: Command = {
  name: 'up',
  usage: '',
  summary: 'Start everything: PostgreSQL, Redis, gateway, services and worker. Starts only what is missing.',
  details: ['Each port has a variable (GATEWAY_PORT=18083 ./scripts/run.sh up); env.example lists all of them.'],
  run: (_, project) => holdLock(join(project.data, 'run.lock'), () => bringUp(project)),
};
