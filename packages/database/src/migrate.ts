import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@mojian/contracts/app-error';
import type { Logger } from '@mojian/telemetry/logger';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, type MigrationClass, migrationsTable } from './data-source.js';
import { translateDatabaseError } from './translate-error.js';

export interface MigrateOptions {
  readonly ownerUrl: string;
  readonly schema: string;
  readonly migrations: readonly MigrationClass[];
  /** The role that serves requests: it gets `rights` on the tables of the schema, `execute`, and nothing else. */
  readonly servingRole: string;
  /** `write` (SELECT, INSERT, UPDATE, DELETE) unless told; `read` is SELECT alone. */
  readonly rights?: 'write' | 'read';
  /** Functions of the schema that the serving role may call, where the migration took them from everybody. */
  readonly execute?: readonly string[];
  /** Statements run as the owner at each call, after the migrations, while no other process migrates. */
  readonly atBoot?: readonly string[];
  /** Tables that it may only read and add to. */
  readonly appendOnly?: readonly string[];
  readonly logger: Logger;
}

const lockWaitMs = 60_000;
/** A machine that starts everything at once is slow: the database may come later than who needs it. */
const bootPatienceMs = 30_000;
const bootPauseMs = 500;
const connectMs = 5000;
const migrationMs = 300_000;

/** The role that a connection string logs in as. */
export const roleOf = (url: string): string => decodeURIComponent(new URL(url).username);

/**
 * Brings a schema up to date as its owner, and gives the serving role its rights. Any number of processes may call it
 * at once: an advisory lock lets them through one by one.
 * A database that does not answer yet is waited for, half a minute at most; then it rejects with DEPENDENCY_DOWN.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { schema, logger } = options;
  const startedAt = performance.now();
  for (let tries = 1; ; tries += 1) {
    try {
      return await migrateOnce(options);
    } catch (thrown) {
      const error = translateDatabaseError(thrown);
      const isDown = error instanceof AppError && error.code === 'DEPENDENCY_DOWN';
      if (!isDown || performance.now() - startedAt > bootPatienceMs) throw error;
      if (tries === 1) logger.warn('sql.waiting', { schema, error });
      await wait(bootPauseMs);
    }
  }
}

async function migrateOnce(options: MigrateOptions): Promise<void> {
  const { ownerUrl, schema, logger } = options;
  const owner = new pg.Client({
    connectionString: ownerUrl,
    application_name: `migrate:${schema}`,
    connectionTimeoutMillis: connectMs,
    statement_timeout: lockWaitMs,
  });
  owner.on('error', (error) => logger.warn('sql.connection_lost', { error }));
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`migrate:${schema}`]);
    await owner.query(`CREATE SCHEMA IF NOT EXISTS ${owner.escapeIdentifier(schema)}`);
    await runMigrations(options);
    for (const statement of options.atBoot ?? []) await owner.query(statement);
    await grant(owner, options);
  } finally {
    // The lock ends with its connection.
    await owner.end();
  }
}

async function runMigrations({ ownerUrl, schema, migrations, logger }: MigrateOptions): Promise<void> {
  const options = dataSourceOptions({
    url: ownerUrl,
    schema,
    entities: [],
    migrations,
    name: `migrate:${schema}`,
    poolSize: 1,
    logger,
    statementMs: migrationMs,
  });
  const dataSource = await new DataSource(options).initialize();
  try {
    const ran = await dataSource.runMigrations();
    logger.info('sql.migrated', { schema, ran: ran.map((migration) => migration.name) });
  } finally {
    await dataSource.destroy();
  }
}

async function grant(owner: pg.Client, options: MigrateOptions): Promise<void> {
  const { schema, servingRole, rights = 'write', execute = [], appendOnly = [] } = options;
  const into = owner.escapeIdentifier(schema);
  const role = owner.escapeIdentifier(servingRole);
  await owner.query(`GRANT USAGE ON SCHEMA ${into} TO ${role}`);
  for (const name of execute) {
    await owner.query(`GRANT EXECUTE ON FUNCTION ${into}.${owner.escapeIdentifier(name)} TO ${role}`);
  }
  if (rights === 'read') {
    await owner.query(`GRANT SELECT ON ALL TABLES IN SCHEMA ${into} TO ${role}`);
    return;
  }
  await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${into} TO ${role}`);
  await owner.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${into} TO ${role}`);
  for (const table of await withPartitions(owner, schema, [...appendOnly, migrationsTable])) {
    await owner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${into}.${owner.escapeIdentifier(table)} FROM ${role}`);
  }
}

/** A right on a partition reaches its rows past the parent table's rights: what is refused there is refused here too. */
async function withPartitions(owner: pg.Client, schema: string, tables: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT child.relname AS name
       FROM pg_inherits
       JOIN pg_class parent ON parent.oid = inhparent
       JOIN pg_class child ON child.oid = inhrelid
       JOIN pg_namespace space ON space.oid = parent.relnamespace AND space.oid = child.relnamespace
      WHERE space.nspname = $1 AND parent.relname = ANY($2)`,
    [schema, tables],
  );
  return [...tables, ...rows.map((row) => row.name)];
}
