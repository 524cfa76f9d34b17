import type { RunQuery } from '@mojian/audit/append-entries';
import { auditSchema } from '@mojian/audit/audit-schema';
import { dataSourceOptions } from '@mojian/database/data-source';
import { migrate, roleOf } from '@mojian/database/migrate';
import { inTransaction } from '@mojian/database/transaction';
import { databaseDown, translateDatabaseError } from '@mojian/database/translate-error';
import type { Logger } from '@mojian/telemetry/logger';
import { SilenceError, withPatience } from '@mojian/telemetry/with-patience';
import { DataSource } from 'typeorm';
import type { AgentEnv } from '../env.js';
import { agentSchema } from './agent-schema.js';

/** Somebody waits for the answer. */
const PATIENCE_MS = 3000;
/** Few ask, and seldom. */
const POOL_SIZE = 2;

/**
 * Postgres for a process whose other work needs none: the first who asks for it has the schema brought up to date and
 * the connections opened; where that failed, the next one tries again.
 */
export class LateDatabase {
  private opening: Promise<DataSource> | undefined;

  constructor(
    private readonly env: Pick<AgentEnv, 'DATABASE_URL' | 'DATABASE_OWNER_URL'>,
    private readonly logger: Logger,
  ) {}

  /** Throws DEPENDENCY_DOWN while Postgres is away, or not open after 3 s. */
  async query(statement: string, values: readonly unknown[]): Promise<unknown> {
    return this.use((database) => database.query<unknown>(statement, [...values]));
  }

  /** Runs `work` in a transaction, and again where the database chose it as a victim. Throws as `query`. */
  async transaction<T>(work: (query: RunQuery) => Promise<T>): Promise<T> {
    return this.use((database) =>
      inTransaction(database, (manager) => work((statement, values) => manager.query(statement, values))),
    );
  }

  private async use<T>(work: (database: DataSource) => Promise<T>): Promise<T> {
    try {
      return await work(await this.opened());
    } catch (error) {
      throw error instanceof SilenceError
        ? databaseDown('the database is not open yet', error)
        : translateDatabaseError(error);
    }
  }

  /** What is still being opened after 3 s ends with the process. */
  async close(): Promise<void> {
    if (!this.opening) return;
    const database = await this.opened().catch(() => undefined);
    await database?.destroy();
  }

  private opened(): Promise<DataSource> {
    this.opening ??= this.open().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return withPatience(this.opening, PATIENCE_MS);
  }

  private async open(): Promise<DataSource> {
    const { env, logger } = this;
    const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl = url } = env;
    const servingRole = roleOf(url);
    await migrate({ ...agentSchema, ownerUrl, servingRole, logger });
    await migrate({ ...auditSchema(), ownerUrl, servingRole, logger });
    const options = dataSourceOptions({
      url,
      schema: agentSchema.schema,
      entities: [],
      name: 'agent',
      poolSize: POOL_SIZE,
      logger,
    });
    return new DataSource(options).initialize();
  }
}
