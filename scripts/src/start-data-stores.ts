import { join } from 'node:path';
import { createDatabase } from '@mojian/embedded-stores/create-database';
import { findPostgres, startPostgres, stopPostgres } from '@mojian/embedded-stores/postgres';
import { findRedis, startRedis, stopRedis } from '@mojian/embedded-stores/redis';
import { ensureRedisServer } from '@mojian/embedded-stores/redis-server';
import type { WantedPort } from './check-ports.js';
import { columns, say, secondsSince } from './print.js';
import type { Project } from './project.js';
import type { Settings } from './read-settings.js';
import type { Secrets } from './secrets.js';

/** Addresses as the processes are told them. */
export interface StoreAddresses {
  readonly DATABASE_URL: string;
  /** Absent where a foreign database was named without it. */
  readonly DATABASE_OWNER_URL?: string;
  readonly REDIS_URL: string;
}

/** The database of the embedded PostgreSQL, and the role that owns its schemas. */
export const DATABASE = 'mojian';
export const OWNER = `${DATABASE}_owner`;

const foldersOf = ({ data }: Project) => ({
  postgres: join(data, 'postgres'),
  redis: join(data, 'redis'),
  programs: join(data, 'programs'),
});

/** Which of our own stores run. */
export const findDataStores = async (project: Project): Promise<{ postgres: boolean; redis: boolean }> => {
  const folders = foldersOf(project);
  return {
    postgres: findPostgres(folders.postgres) !== undefined,
    redis: (await findRedis(folders.redis)) !== undefined,
  };
};

/** Ports that must be free before our own stores are started. */
export const storePorts = async (project: Project, settings: Settings): Promise<WantedPort[]> => {
  const { postgres, redis } = await findDataStores(project);
  const { PG_PORT, REDIS_PORT } = settings.ports;
  const wanted: WantedPort[] = [];
  if (!settings.databaseUrl && !postgres)
    wanted.push({ variable: 'PG_PORT', port: PG_PORT, what: 'embedded PostgreSQL' });
  if (!settings.redisUrl && !redis) wanted.push({ variable: 'REDIS_PORT', port: REDIS_PORT, what: 'embedded Redis' });
  return wanted;
};

const startDatabase = async (project: Project, settings: Settings, secrets: Secrets) => {
  const begin = performance.now();
  const { postgres, programs } = foldersOf(project);
  const port = settings.ports.PG_PORT;
  const password = secrets.DATABASE_ADMIN_PASSWORD;
  const server = await startPostgres({ dir: postgres, port, password, binariesDir: programs });
  const { url, ownerUrl } = await createDatabase({
    adminUrl: server.url,
    name: DATABASE,
    owner: { name: OWNER, password: secrets.DATABASE_OWNER_PASSWORD },
    serving: { name: `${DATABASE}_serving`, password: secrets.DATABASE_SERVING_PASSWORD },
  });
  say(columns('ready', 'PostgreSQL', `127.0.0.1:${port}`, secondsSince(begin)));
  return { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl };
};

const startQueue = async (project: Project, settings: Settings) => {
  const begin = performance.now();
  const { redis, programs } = foldersOf(project);
  const port = settings.ports.REDIS_PORT;
  const server = await ensureRedisServer(programs, project.environment);
  const { url } = await startRedis({ dir: redis, port, server, persistence: true });
  say(columns('ready', 'Redis', `127.0.0.1:${port}`, secondsSince(begin)));
  return { REDIS_URL: url };
};

const foreignDatabase = (url: string, ownerUrl: string | undefined) => ({
  DATABASE_URL: url,
  ...(ownerUrl !== undefined && { DATABASE_OWNER_URL: ownerUrl }),
});

/** Starts the stores that the environment does not name, with database and roles; tells where all of them are. */
export const startDataStores = async (
  project: Project,
  settings: Settings,
  secrets: Secrets,
): Promise<StoreAddresses> => {
  const { databaseUrl, redisUrl, given } = settings;
  const [database, queue] = await Promise.all([
    databaseUrl ? foreignDatabase(databaseUrl, given.DATABASE_OWNER_URL) : startDatabase(project, settings, secrets),
    redisUrl ? { REDIS_URL: redisUrl } : startQueue(project, settings),
  ]);
  return { ...database, ...queue };
};

/** Stops our own stores in order; names those that ran. */
export const stopDataStores = async (project: Project): Promise<string[]> => {
  const running = await findDataStores(project);
  const folders = foldersOf(project);
  await Promise.all([stopRedis(folders.redis), stopPostgres(folders.postgres, folders.programs)]);
  return [...(running.postgres ? ['PostgreSQL'] : []), ...(running.redis ? ['Redis'] : [])];
};
