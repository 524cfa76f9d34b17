import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, Refusal } from '../command.js';
import { holdLock } from '../hold-lock.js';
import { say } from '../print.js';
import type { Project } from '../project.js';
import { restartProcess } from '../restart-process.js';
import { rotateSigningKey } from '../rotate-signing-key.js';
import { readRunState } from '../run-state.js';
import { ensureSecrets, writeSecrets } from '../secrets.js';

const rotate = async (project: Project, finish: boolean): Promise<number> => {
  const file = join(project.data, 'secrets.env');
  const step = rotateSigningKey(await ensureSecrets(file), { finish, now: new Date() });
  await writeSecrets(file, step.secrets);
  for (const sentence of step.sentences) say(sentence);
  const runs = readRunState(project.data)?.processes.some(({ name }) => name === 'user') ?? false;
  if (runs) await restartProcess('user', project);
  else say('The user service does not run: it reads its keys when it is started.');
  return 0;
};

export const rotateKeys: Command = {
  name: 'rotate-keys',
  usage: '[--finish]',
  summary: 'Change the key that signs access tokens, in three steps, without logging anybody out.',
  details: [
    'First call: a new key is made and published. Second call, six minutes later: it signs, and the old one verifies.',
    '--finish, a week later: the old one is dropped. Each step restarts the user service, and refuses to come too early.',
  ],
  run: (args, project) => {
    const { values } = parseArgs({ args: [...args], options: { finish: { type: 'boolean', default: false } } });
    if (project.environment.JWT_SECRET_KEY !== undefined) {
      throw new Refusal(
        'JWT_SECRET_KEY is set in the environment or in .env: change it there, with JWT_SECRET_KEY_NEXT before and JWT_SECRET_KEY_PREVIOUS after.',
      );
    }
    return holdLock(join(project.data, 'run.lock'), () => rotate(project, values.finish));
  },
};
