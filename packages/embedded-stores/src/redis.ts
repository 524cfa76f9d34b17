import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identifyProcess, isRunning, type ProcessIdentity, stopProcess } from './process-identity.js';
import type { EmbeddedStore } from './store.js';

export interface RedisOptions {
  /** Folder of its own for data and log; made where it is missing. */
  readonly dir: string;
  readonly port: number;
  /** The program, from `ensureRedisServer`. */
  readonly server: string;
  /** True keeps an append-only file, synced every second. */
  readonly persistence: boolean;
  /** Count of logical databases; 16 unless told. */
  readonly databases?: number;
}

const START_BUDGET_MS = 20_000;

const recordOf = (dir: string): string => join(dir, 'server.pid');

/** The server that was started on this folder, if it still runs. */
export const findRedis = async (dir: string): Promise<ProcessIdentity | undefined> => {
  if (!existsSync(recordOf(dir))) return undefined;
  const [pid, startedAt] = (await readFile(recordOf(dir), 'utf8')).split('\n');
  const identity = { pid: Number(pid), startedAt: startedAt ?? '' };
  return isRunning(identity) ? identity : undefined;
};

// A bare socket: one look per attempt, with no client that reconnects or keeps timers behind our back. The server
// answers something else than PONG while it still reads its file.
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 2_000 });
    const settle = (pong: boolean) => {
      socket.destroy();
      resolve(pong);
    };
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (reply) => settle(reply.toString().startsWith('+PONG')));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });

const argumentsFor = ({ dir, port, persistence, databases = 16 }: RedisOptions): string[] => [
  ...['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--databases', String(databases)],
  ...['--appendonly', persistence ? 'yes' : 'no', '--save', '', '--maxmemory-policy', 'noeviction'],
];

const launch = async (options: RedisOptions): Promise<ProcessIdentity> => {
  const log = await open(join(options.dir, 'redis.log'), 'a');
  const child = spawn(options.server, argumentsFor(options), { detached: true, stdio: ['ignore', log.fd, log.fd] });
  const spawned = await new Promise<number | undefined>((resolve) => {
    child.once('spawn', () => resolve(child.pid));
    child.once('error', () => resolve(undefined));
  });
  child.unref();
  await log.close();
  const identity = spawned === undefined ? undefined : identifyProcess(spawned);
  if (identity === undefined) throw new Error(`${options.server} could not be started.`);
  await writeFile(recordOf(options.dir), `${identity.pid}\n${identity.startedAt}\n`);
  return identity;
};

/** Stops the server of this folder, if one runs; what it holds is on disk when this resolves. */
export const stopRedis = async (dir: string): Promise<void> => {
  const running = await findRedis(dir);
  if (running !== undefined) await stopProcess(running);
  await rm(recordOf(dir), { force: true });
};

/**
 * Starts a real Redis on the loopback and resolves when it answers. A server that already runs on this folder and port
 * is taken over; one on another port is restarted.
 */
export const startRedis = async (options: RedisOptions): Promise<EmbeddedStore> => {
  const { dir, port } = options;
  await mkdir(dir, { recursive: true });
  const found = await findRedis(dir);
  const usable = found !== undefined && (await answers(port));
  if (found !== undefined && !usable) await stopRedis(dir);
  const server = usable ? found : await launch(options);

  const until = performance.now() + START_BUDGET_MS;
  while (performance.now() < until && isRunning(server)) {
    if (await answers(port)) return { url: `redis://127.0.0.1:${port}`, ...server, stop: () => stopRedis(dir) };
    await delay(50);
  }
  const log = (await readFile(join(dir, 'redis.log'), 'utf8')).trimEnd().split('\n').slice(-8);
  throw new Error(`Redis did not start on port ${port}:\n${log.join('\n')}`);
};
