import type { Command } from './command.js';

export const usageOf = ({ name, usage }: Command): string => `./scripts/run.sh ${name} ${usage}`.trimEnd();

const entryOf = (command: Command): string =>
  [usageOf(command), `    ${command.summary}`, ...(command.details ?? []).map((line) => `    ${line}`)].join('\n');

/** Commands that belong together. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** What `help` prints. */
export const helpText = (groups: readonly CommandGroup[]): string =>
  [
    'Mojian 墨笺: a feeling drawn with a finger becomes a living postcard.',
    ...groups.flatMap(({ title, commands }) => [`== ${title} ==`, ...commands.map(entryOf)]),
    './scripts/run.sh help\n    This page.',
    'Settings come from the environment and from a file .env at the root; env.example explains each of them.',
  ].join('\n\n');
