import { type Command, Refusal } from './command.js';
import { admin } from './commands/admin.command.js';
import { audit } from './commands/audit.command.js';
import { card } from './commands/card.command.js';
import { check } from './commands/check.command.js';
import { down } from './commands/down.command.js';
import { generate } from './commands/generate.command.js';
import { logs } from './commands/logs.command.js';
import { mails } from './commands/mails.command.js';
import { ps } from './commands/ps.command.js';
import { restart } from './commands/restart.command.js';
import { rotateKeys } from './commands/rotate-keys.command.js';
import { studio } from './commands/studio.command.js';
import { test } from './commands/test.command.js';
import { up } from './commands/up.command.js';
import { type CommandGroup, helpText, usageOf } from './help-text.js';
import { say } from './print.js';
import { openProject } from './project.js';

const groups: readonly CommandGroup[] = [
  { title: 'Run it', commands: [up, card, ps, logs, mails, restart, down] },
  { title: 'Look after it', commands: [admin, audit, check, rotateKeys] },
  { title: 'Work on it', commands: [test, studio, generate] },
];
const commands: readonly Command[] = groups.flatMap((group) => group.commands);

const isMisuse = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

const run = async (name: string, args: readonly string[]): Promise<number> => {
  if (name === 'help' || name === '--help' || name === '-h') {
    say(helpText(groups));
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    process.stderr.write(`There is no command "${name}".\n\n${helpText(groups)}\n`);
    return 2;
  }
  try {
    return await command.run(args, openProject());
  } catch (error) {
    if (isMisuse(error)) throw new Refusal(`${error.message}\nUsage: ${usageOf(command)}`, 2);
    throw error;
  }
};

// A reader that went away (`up | head`) is no reason to stop half-way.
process.stdout.on('error', () => undefined);

const [name = 'help', ...args] = process.argv.slice(2);
try {
  process.exitCode = await run(name, args);
} catch (error) {
  const refused = error instanceof Refusal;
  // A plain Error is a sentence of ours or of a library's; anything else is a defect, and its stack is wanted.
  const plain = error instanceof Error && error.constructor === Error;
  process.stderr.write(`${refused || plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = refused ? error.status : 1;
}
