import { join } from 'node:path';
import type { Command } from '../command.js';
import { holdLock } from '../hold-lock.js';
import { columns, say } from '../print.js';
import type { Project } from '../project.js';
import { readRunState } from '../run-state.js';
import { stopDataStores } from '../start-data-stores.js';
import { stopAll } from '../supervise.js';

const bringDown = async (project: Project): Promise<number> => {
  const processes = readRunState(project.data)?.processes ?? [];
  await stopAll(processes);
  // Last: the processes finish what they have in hand.
  const stores = await stopDataStores(project);
  for (const store of stores) say(columns('stopped', store));
  if (processes.length + stores.length === 0) say('Nothing was running.');
  return 0;
};

export const down: Command = {
  name: 'down',
  usage: '',
  summary: 'Stop exactly what `up` started. All data is kept.',
  run: (_, project) => holdLock(join(project.data, 'run.lock'), () => bringDown(project)),
};
