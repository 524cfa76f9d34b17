import type { Logger } from '@mojian/telemetry/logger';
import type pg from 'pg';
import type { DataSourceOptions, EntitySchema, MigrationInterface } from 'typeorm';
import { QueryLog } from './query-log.js';
import { WatchedPool, type WatchedPoolOptions } from './watched-pool.js';

export type EntityClass = (new (...args: never[]) => object) | EntitySchema;
export type MigrationClass = new () => MigrationInterface;

/** Kept in each schema; its rows are the migrations that ran. */
export const migrationsTable = 'migration';

export interface DataSourceSettings {
  readonly url: string;
  /** The service's own schema: tables and unqualified names in SQL are found there. */
  readonly schema: string;
  readonly entities: readonly EntityClass[];
  readonly migrations?: readonly MigrationClass[];
  /** Shown by `pg_stat_activity`. */
  readonly name: string;
  readonly poolSize: number;
  readonly logger: Logger;
  /** Longest time a statement may take; 5 s unless told. */
  readonly statementMs?: number;
}

const defaultStatementMs = 5000;
/** What a pool gets through while the last of them waits its 2 s, generously. */
const waitingPerConnection = 50;

/**
 * Options for a `DataSource` in which nothing waits for ever: 2 s for a connection, 5 s for a statement (told by the
 * server), 10 s for a transaction that does nothing. A database that stops answering is noticed within a second, by a
 * heartbeat that starts and ends with the pool (`WatchedPool`); one connection that does, a second after the statement.
 */
export function dataSourceOptions(settings: DataSourceSettings): DataSourceOptions {
  const { url, schema, entities, migrations = [], name, poolSize, logger } = settings;
  const statementMs = settings.statementMs ?? defaultStatementMs;
  return {
    type: 'postgres',
    url,
    schema,
    entities: [...entities],
    migrations: [...migrations],
    migrationsTableName: migrationsTable,
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    poolSize,
    logger: new QueryLog(logger),
    driver: { Pool: poolClass({ logger, silenceMs: statementMs + 1000, maxWaiting: poolSize * waitingPerConnection }) },
    logging: ['error', 'warn', 'migration'],
    maxQueryExecutionTime: 1000,
    // Without a handler an idle connection that is reset ends the process.
    poolErrorHandler: (error: unknown) => logger.warn('sql.connection_lost', { error }),
    extra: {
      application_name: name,
      options: `-c search_path=${schema}`,
      connectionTimeoutMillis: 2000,
      statement_timeout: statementMs,
      lock_timeout: 4000,
      idle_in_transaction_session_timeout: 10_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
    },
  };
}

/** The pool as TypeORM makes it: by `new` and its own options. */
const poolClass = (watch: WatchedPoolOptions) =>
  class extends WatchedPool {
    constructor(config: pg.PoolConfig) {
      super(config, watch);
    }
  };
