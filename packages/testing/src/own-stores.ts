import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { administer } from '@mojian/embedded-stores/create-database';
import { findFreePort } from '@mojian/embedded-stores/ports';
import { type PostgresOptions, startPostgres } from '@mojian/embedded-stores/postgres';
import { isRunning, type ProcessIdentity, signalProcess } from '@mojian/embedded-stores/process-identity';
import { type RedisOptions, startRedis } from '@mojian/embedded-stores/redis';
import { ensureRedisServer } from '@mojian/embedded-stores/redis-server';
import { pause } from './pause.js';
import { cacheFolder, makeRunFolder, removeRun } from './test-run.js';

/** A server that a spec may treat badly; the address stays the same whatever happens to it. */
export interface OwnStore {
  readonly port: number;
  /** As superuser. */
  readonly url: string;
  /** SIGSTOP of the server with all its processes; gives the function that lets them go on. */
  readonly pause: () => () => void;
  /** Ends it without a goodbye (PostgreSQL: `immediate`; Redis: SIGKILL). Resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** Starts it again; PostgreSQL on the same data, Redis empty. Resolves when it answers. */
  readonly start: () => Promise<void>;
}

export interface OwnStores {
  readonly postgres: OwnStore;
  readonly redis: OwnStore;
  /** Stops both and removes their data. */
  readonly close: () => Promise<void>;
}

export interface OwnStoresOptions {
  /** Of PostgreSQL; 200 unless told. */
  readonly maxConnections?: number;
}

/**
 * A PostgreSQL and a Redis for one spec alone, on ports of their own: about two seconds. The data of PostgreSQL
 * survives `kill`, since only its processes die.
 */
export async function startOwnStores({ maxConnections = 200 }: OwnStoresOptions = {}): Promise<OwnStores> {
  const folder = await makeRunFolder();
  try {
    const binariesDir = cacheFolder();
    const dir = join(folder, 'postgres');
    const password = randomUUID();
    const postgres = { dir, port: await findFreePort(), password, durable: false, maxConnections, binariesDir };
    const server = await ensureRedisServer(binariesDir, process.env);
    const redis = { dir: join(folder, 'redis'), port: await findFreePort(), server, persistence: false };
    const opening = [ownPostgres(postgres), ownRedis(redis)] as const;
    await Promise.allSettled(opening);
    const [first, second] = await Promise.all(opening);
    return { postgres: first.store, redis: second.store, close: () => closeAll(folder, [first, second]) };
  } catch (error) {
    await removeRun(folder);
    throw error;
  }
}

interface Opened {
  readonly store: OwnStore;
  readonly resume: () => void;
}

async function ownPostgres(options: PostgresOptions): Promise<Opened> {
  const opened = await own(options.port, 'SIGQUIT', () => startPostgres(options));
  // What was answered must survive the death of the processes; that of the machine is not played.
  await administer(opened.store.url, async (client) => {
    await client.query('ALTER ROLE ALL SET synchronous_commit = on');
  });
  return opened;
}

const ownRedis = (options: RedisOptions): Promise<Opened> => own(options.port, 'SIGKILL', () => startRedis(options));

async function own(
  port: number,
  deadly: NodeJS.Signals,
  launch: () => Promise<ProcessIdentity & { readonly url: string }>,
): Promise<Opened> {
  let running = await launch();
  let resume = (): void => undefined;
  const store: OwnStore = {
    port,
    url: running.url,
    pause: () => {
      resume = pause(running.pid);
      return resume;
    },
    kill: async () => {
      resume();
      signalProcess(running, deadly);
      while (isRunning(running)) await delay(20);
    },
    start: async () => {
      running = await launch();
    },
  };
  return { store, resume: () => resume() };
}

async function closeAll(folder: string, stores: readonly Opened[]): Promise<void> {
  // A server that is stopped cannot end.
  for (const { resume } of stores) resume();
  await removeRun(folder);
}
