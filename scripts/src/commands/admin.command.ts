import { parseArgs } from 'node:util';
import { type Command, Refusal } from '../command.js';
import { say } from '../print.js';
import type { Project } from '../project.js';
import { setAdmin } from '../set-admin.js';
import { findStores } from '../store-addresses.js';

const changeAdmin = async (args: readonly string[], project: Project): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { revoke: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [who, ...more] = positionals;
  if (who === undefined || more.length > 0) {
    throw new Refusal('Name one user: ./scripts/run.sh admin <user name, e-mail or id> [--revoke]', 2);
  }
  const { ownerUrl } = await findStores(project);
  const role = values.revoke ? 'user' : 'admin';
  const { userId, name, changed } = await setAdmin(ownerUrl, { who, role });
  const state = role === 'admin' ? 'an admin' : 'no admin';
  say(changed ? `${name} (${userId}) is ${state} now.` : `${name} (${userId}) is ${state} already.`);
  return 0;
};

export const admin: Command = {
  name: 'admin',
  usage: '<user> [--revoke]',
  summary: 'Make a user an admin, by user name, e-mail address or id; felt by running services within a second.',
  details: ['--revoke   make an admin a user like others; the last admin stays one'],
  run: changeAdmin,
};
