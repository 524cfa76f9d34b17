import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from '../command.js';
import { say, secondsSince } from '../print.js';
import type { Project } from '../project.js';
import { watchSources } from '../watch-sources.js';

/** A gallery that does not end in order by then is killed: its port is needed. */
const END_MS = 5_000;

const kitOf = ({ root }: Project): string => join(root, 'packages', 'card', 'kit');

/** What a card is made of: every package, the kit, and the pipeline. */
function sourcesOf(project: Project): readonly string[] {
  const { root } = project;
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'src'));
  return [...packages, kitOf(project), join(root, 'services', 'agent', 'src')];
}

const start = (project: Project, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, args, { cwd: project.root, stdio: 'inherit' });

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([ended, delay(END_MS, undefined, { ref: false })]);
  if (hasEnded(child)) return;
  child.kill('SIGKILL');
  await ended;
}

/** Whether what changed could be built. The kit runs in browsers, for which it is bundled besides. */
async function isBuilt(project: Project, changed: readonly string[]): Promise<boolean> {
  const compile = [join('node_modules', 'typescript7', 'bin', 'tsc'), '-b', join('services', 'agent')];
  const bundle = [join('scripts', 'dist', 'bundle-browser.js')];
  const isOfKit = changed.some((path) => path.startsWith(kitOf(project) + sep));
  for (const step of isOfKit ? [compile, bundle] : [compile]) {
    const builder = start(project, step);
    await once(builder, 'exit');
    if (builder.exitCode !== 0) return false;
  }
  return true;
}

const stopped = (): Promise<unknown> => Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

/** Builds what changes and starts the gallery anew, until it is stopped. */
async function followSources(project: Project, gallery: readonly string[]): Promise<number> {
  let running = start(project, gallery);
  const watching = await watchSources(sourcesOf(project), async (paths) => {
    const changed = paths.filter((path) => !path.endsWith('.spec.ts'));
    if (changed.length === 0) return;
    const began = performance.now();
    if (!(await isBuilt(project, changed))) return say('Not built: the gallery shows what was built before.');
    say(`Built     ${secondsSince(began)}; the cards are made anew.`);
    await end(running);
    running = start(project, gallery);
  });
  await stopped();
  await watching.close();
  await end(running);
  return 0;
}

async function showOnce(project: Project, gallery: readonly string[]): Promise<number> {
  const running = start(project, gallery);
  // Ctrl-C reaches the gallery by itself; this process only waits for its orderly end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => void end(running));
  await once(running, 'exit');
  return running.exitCode ?? 0;
}

export const studio: Command = {
  name: 'studio',
  usage:
    '[--cards 12] [--seed studio] [--briefs file.json] [--scene lake-rain] [--template envelope] [--out out/studio] [--port 8095] [--no-serve] [--watch]',
  summary: 'Make cards of sample briefs: a contact sheet, and a page with all scenes and openings.',
  details: ['--watch builds and makes them anew whenever a source file changes; the open page follows by itself.'],
  run: (args, project) => {
    const rest = args.filter((arg) => arg !== '--watch');
    const gallery = [join('services', 'agent', 'dist', 'gallery.js'), ...rest];
    return args.includes('--watch') ? followSources(project, gallery) : showOnce(project, gallery);
  },
};
