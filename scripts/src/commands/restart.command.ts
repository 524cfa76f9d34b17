import { join } from 'node:path';
import { type Command, Refusal } from '../command.js';
import { holdLock } from '../hold-lock.js';
import { PROCESS_NAMES } from '../process-table.js';
import { restartProcess } from '../restart-process.js';

export const restart: Command = {
  name: 'restart',
  usage: '<service>',
  summary: `Stop and start one of: ${PROCESS_NAMES.join(', ')}.`,
  run: (args, project) => {
    const [name = ''] = args;
    if (!PROCESS_NAMES.includes(name)) {
      throw new Refusal(`There is no service "${name}". Choose one of: ${PROCESS_NAMES.join(', ')}.`, 2);
    }
    return holdLock(join(project.data, 'run.lock'), () => restartProcess(name, project));
  },
};
