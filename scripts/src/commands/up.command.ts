import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkPorts } from '../check-ports.js';
import { type Command, Refusal } from '../command.js';
import { holdLock } from '../hold-lock.js';
import { say, secondsSince } from '../print.js';
import { EXTRA_NAMES, PROCESS_NAMES, processPorts, processTable } from '../process-table.js';
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

const bringUp = async (project: Project, extras: readonly string[]): Promise<number> => {
  const begin = performance.now();
  const settings = readSettings(project);
  const state = readRunState(project.data);
  const running = state?.processes ?? [];
  const missing = [...extras, ...PROCESS_NAMES].filter((name) => running.every((one) => one.name !== name));
  const stores = await storePorts(project, settings);
  refuseLateExtras(extras, running);
  if (state !== undefined && missing.length === 0 && stores.length === 0) {
    say('Everything runs already.');
    whatNext(state.gatewayUrl);
    return 0;
  }
  await checkPorts([...stores, ...processPorts(settings, missing)]);
  if (running.length > 0) say(`Starting what is missing: ${missing.join(', ') || 'the stores'}.`);
  const secrets = await ensureSecrets(join(project.data, 'secrets.env'));
  const addresses = await startDataStores(project, settings, secrets);
  const table = processTable({ project, settings, secrets, stores: addresses, extras });
  const wanted = table.filter(({ name }) => missing.includes(name));
  await startAll(wanted, { project, gatewayUrl: settings.gatewayUrl, running });
  say(`Mojian is up after ${secondsSince(begin)}.`);
  whatNext(settings.gatewayUrl);
  return 0;
};

/** What runs was told other addresses when it started. */
const refuseLateExtras = (extras: readonly string[], running: readonly { readonly name: string }[]): void => {
  const late = extras.filter((extra) => running.length > 0 && running.every(({ name }) => name !== extra));
  if (late.length > 0)
    throw new Refusal(`Run ./scripts/run.sh down first: what runs knows nothing of ${late.join(', ')}.`);
};

function readExtras(args: readonly string[], { environment }: Project): readonly string[] {
  const { values } = readOptions(args);
  const extras = values.with ?? [];
  const unknown = extras.find((name) => !EXTRA_NAMES.includes(name));
  if (unknown !== undefined)
    throw new Refusal(`There is no ${unknown} to start; there is ${EXTRA_NAMES.join(', ')}.`, 2);
  if (extras.length > 0 && environment.NODE_ENV === 'production') throw new Refusal('Not in production.', 2);
  return extras;
}

const readOptions = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: { with: { type: 'string', multiple: true } } });
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error), 2);
  }
};

export const up: Command = {
  name: 'up',
  usage: '[--with fake-models]',
  summary: 'Start everything: PostgreSQL, Redis, gateway, services and worker. Starts only what is missing.',
  details: [
    'Each port has a variable (GATEWAY_PORT=18083 ./scripts/run.sh up); env.example lists all of them.',
    '--with fake-models starts a server that answers as models of four vendors do, at their pace, and has cards made by it.',
  ],
  run: async (args, project) => {
    const extras = readExtras(args, project);
    return holdLock(join(project.data, 'run.lock'), () => bringUp(project, extras));
  },
};
