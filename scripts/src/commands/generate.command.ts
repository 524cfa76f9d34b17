import type { Command } from '../command.js';
import { generateFiles } from '../generate-files.js';
import { say } from '../print.js';

export const generate: Command = {
  name: 'generate',
  usage: '[--check]',
  summary: 'Write docs/openapi.json, error-codes.md and security.md, and env.example; --check only compares.',
  run: async (args, { root }) => {
    const check = args.includes('--check');
    const changed = await generateFiles(root, { check });
    if (changed.length === 0) say('All generated files are up to date.');
    for (const file of changed)
      say(check ? `${file} is not up to date: ./scripts/run.sh generate` : `written  ${file}`);
    return check && changed.length > 0 ? 1 : 0;
  },
};
