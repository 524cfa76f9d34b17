import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Command } from '../command.js';
import type { Project } from '../project.js';

const start = (project: Project, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, args, { cwd: project.root, stdio: 'inherit' });

/** The compiler rebuilds what changes, and Node starts the gallery anew when it has. */
const watching = (project: Project): ChildProcess =>
  start(project, [join('node_modules', 'typescript7', 'bin', 'tsc'), '-b', '--watch', '--preserveWatchOutput']);

export const studio: Command = {
  name: 'studio',
  usage:
    '[--cards 12] [--seed studio] [--briefs file.json] [--scene lake-rain] [--template envelope] [--out out/studio] [--port 8095] [--no-serve] [--watch]',
  summary: 'Make cards of sample briefs: a contact sheet, and a page with all scenes and openings.',
  details: ['--watch builds and makes them anew whenever a source file changes; the open page follows by itself.'],
  run: async (args, project) => {
    const isWatching = args.includes('--watch');
    const rest = args.filter((arg) => arg !== '--watch');
    const compiler = isWatching ? watching(project) : undefined;
    const node = isWatching ? ['--watch', '--watch-preserve-output'] : [];
    const gallery = start(project, [...node, join('services', 'agent', 'dist', 'gallery.js'), ...rest]);
    // Ctrl-C reaches both children by themselves; this process only waits for the gallery's orderly end.
    process.on('SIGINT', () => undefined);
    await once(gallery, 'exit');
    compiler?.kill('SIGTERM');
    return gallery.exitCode ?? 0;
  },
};
