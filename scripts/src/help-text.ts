import type { Command } from './command.js';

export const usageOf = ({ name, usage }: Command): string => `./scripts/run.sh ${name} ${usage}`.trimEnd();

const entryOf = (command: Command): string =>
  [usageOf(command), `    ${command.summary}`, ...(command.details ?? []).map((line) => `    ${line}`)].join('\n');

/** What `help` prints. */
export const helpText = (commands: readonly Command[]): string =>
  [
    'Mojian 墨笺: a feeling drawn with a finger becomes a living postcard.',
    ...commands.map(entryOf),
    './scripts/run.sh help\n    This page.',
    'Settings come from the environment and from a file .env at the root; env.example explains each of them.',
  ].join('\n\n');
