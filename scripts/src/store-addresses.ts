import { join } from 'node:path';
import { Refusal } from './command.js';
import type { Project } from './project.js';
import { readSettings } from './read-settings.js';
import { ensureSecrets } from './secrets.js';
import { DATABASE, findDataStores, OWNER } from './start-data-stores.js';

/** Where the stores of this installation are, for commands that look into them. */
export interface RunningStores {
  /** PostgreSQL as the owner of all schemas. */
  readonly ownerUrl: string;
  readonly redisUrl: string;
}

const notUp = (what: string): Refusal => new Refusal(`${what} does not run: start it with ./scripts/run.sh up`);

/** Those that the environment names, else our own. Refuses where our own do not run. */
export async function findStores(project: Project): Promise<RunningStores> {
  const { databaseUrl, redisUrl, ports, given } = readSettings(project);
  const running = await findDataStores(project);
  if (!databaseUrl && !running.postgres) throw notUp('PostgreSQL');
  if (!redisUrl && !running.redis) throw notUp('Redis');
  return {
    ownerUrl: databaseUrl ? (given.DATABASE_OWNER_URL ?? databaseUrl) : await embeddedOwnerUrl(project, ports.PG_PORT),
    redisUrl: redisUrl ?? `redis://127.0.0.1:${ports.REDIS_PORT}`,
  };
}

async function embeddedOwnerUrl(project: Project, port: number): Promise<string> {
  const { DATABASE_OWNER_PASSWORD: password } = await ensureSecrets(join(project.data, 'secrets.env'));
  return `postgresql://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`;
}
