import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { TaskState } from '@mojian/contracts/routes/postcard.routes';
import { ApiError } from '@mojian/sdk/api-error';
import { parseCardArguments } from '../card-arguments.js';
import { type Command, Refusal } from '../command.js';
import { makeCard } from '../make-card.js';
import { say, secondsSince } from '../print.js';
import type { Project } from '../project.js';
import { readSettings } from '../read-settings.js';
import { readRunState } from '../run-state.js';

const POSTER_LIMIT_MS = 30_000;

// Each piece of news once: a state repeats what the one before said.
const storyteller = (begin: number) => {
  const told = new Set<string>();
  const tell = (line: string) => {
    if (told.has(line)) return;
    told.add(line);
    say(`${secondsSince(begin).padStart(7)}  ${line}`);
  };
  return ({ step, progress, preview }: TaskState) => {
    tell(`${step.padEnd(8)} ${progress} %`);
    if (preview.title !== null) tell(`《${preview.title}》`);
    for (const line of preview.lines) tell(line);
  };
};

const savePoster = async (url: string, file: string): Promise<void> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(POSTER_LIMIT_MS) });
  if (!response.ok) throw new Refusal(`The poster cannot be fetched (HTTP ${response.status}): ${url}`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
};

const openInBrowser = (url: string): void => {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(opener, [url], { detached: true, stdio: 'ignore' });
  child.once('error', () => say(`There is no ${opener} here: open the link yourself.`));
  child.unref();
};

const gatewayOf = (project: Project, asked: string | undefined): string =>
  asked ?? project.environment.MOJIAN_URL ?? readRunState(project.data)?.gatewayUrl ?? readSettings(project).gatewayUrl;

const run = async (args: readonly string[], project: Project): Promise<number> => {
  const begin = performance.now();
  const wanted = parseCardArguments(args);
  const token = wanted.token ?? project.environment.MOJIAN_TOKEN;
  const gateway = gatewayOf(project, wanted.url);
  const card = await makeCard(gateway, { ...wanted, token }, { onState: storyteller(begin) });
  const file = resolve(wanted.out ?? `out/${card.id}.jpg`);
  await savePoster(card.poster, file);
  say();
  say(`Link      ${card.link}`);
  say(`Poster    ${file}`);
  if (card.degraded) say('Note      A configured model could not be reached; the built-in studio stood in.');
  say(`Made in   ${secondsSince(begin)}`);
  if (wanted.open) openInBrowser(card.link);
  return 0;
};

export const card: Command = {
  name: 'card',
  usage: '"<words>" [--place 30.24,120.15] [--weather 小雨] [--to 小满] [--from 阿禾] [--out poster.jpg] [--open]',
  summary: 'Make a card through the running gateway and print the link that a friend opens.',
  details: ['--token (or MOJIAN_TOKEN) where the development login is off; --url (or MOJIAN_URL) for another gateway.'],
  run: async (args, project) => {
    try {
      return await run(args, project);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const hint = error.status === 0 ? ' Is Mojian up? ./scripts/run.sh up' : '';
      throw new Refusal(`${error.message} (${error.code}).${hint}`);
    }
  },
};
