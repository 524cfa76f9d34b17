import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { findFreePort } from '@mojian/embedded-stores/ports';
import { startPostgres } from '@mojian/embedded-stores/postgres';
import { type ProcessIdentity, signalProcess } from '@mojian/embedded-stores/process-identity';
import { startRedis } from '@mojian/embedded-stores/redis';
import { ensureRedisServer } from '@mojian/embedded-stores/redis-server';
import * as run from './test-run.js';

const startBoth = async (folder: string) => {
  const binariesDir = run.cacheFolder();
  const throwaway = { durable: false, password: randomUUID(), maxConnections: 300, binariesDir };
  const startQueue = async () => {
    const server = await ensureRedisServer(binariesDir, process.env);
    const port = await findFreePort();
    return startRedis({ dir: join(folder, 'redis'), port, server, persistence: false, databases: 1024 });
  };
  const stores = [
    findFreePort().then((port) => startPostgres({ dir: join(folder, 'postgres'), port, ...throwaway })),
    startQueue(),
  ] as const;
  // Both are awaited even when one fails: a store that comes up afterwards would be left running.
  await Promise.allSettled(stores);
  return Promise.all(stores);
};

// For ends that skip the teardown (Ctrl-C, process.exit). Nothing here may wait until the servers are gone: the folder
// is left to the next run, as it is after a SIGKILL.
const stopAtExit = (servers: readonly ProcessIdentity[]): void => {
  process.once('exit', () => {
    for (const server of servers) signalProcess(server, 'SIGQUIT');
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
};

/** Jest's globalSetup: one throwaway PostgreSQL and Redis for all specs of the run. */
export default async function startStores(): Promise<void> {
  await run.removeOrphanedRuns();
  const folder = await run.makeRunFolder();
  try {
    const [postgres, redis] = await startBoth(folder);
    stopAtExit([postgres, redis]);
    process.env[run.TEST_RUN_FOLDER] = folder;
    process.env[run.TEST_POSTGRES_URL] = postgres.url;
    process.env[run.TEST_REDIS_URL] = redis.url;
  } catch (error) {
    await run.removeRun(folder);
    throw error;
  }
}
