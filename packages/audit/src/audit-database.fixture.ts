import { type TestDatabase, testDatabase } from '@mojian/testing/test-database';
import pg from 'pg';
import { auditSchema } from './audit-schema.js';

/** The schema in a database of its own. */
export interface AuditDatabase {
  readonly owner: pg.Pool;
  /** Whoever serves, with the rights that `migrate` gives. */
  readonly serving: pg.Pool;
  readonly close: () => Promise<void>;
}

export async function auditDatabase(): Promise<AuditDatabase> {
  const database = await testDatabase();
  await install(database);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 3, statement_timeout: 4000 });
  const serving = new pg.Pool({ connectionString: database.url, max: 10, statement_timeout: 4000 });
  // The database may be dropped before a connection that was told to end has ended.
  for (const pool of [owner, serving]) pool.on('error', () => undefined);
  const close = async () => {
    await Promise.all([owner.end(), serving.end()]);
    await database.drop();
  };
  return { owner, serving, close };
}

async function install({ ownerUrl, servingRole }: TestDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, options: '-c search_path=audit' });
  await client.connect();
  const { migrations, atBoot, execute } = auditSchema();
  await client.query('CREATE SCHEMA audit');
  for (const Migration of migrations) await new Migration().up(client);
  for (const statement of atBoot) await client.query(statement);
  await client.query(`GRANT USAGE ON SCHEMA audit TO ${servingRole}`);
  await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA audit TO ${servingRole}`);
  for (const name of execute) await client.query(`GRANT EXECUTE ON FUNCTION audit.${name} TO ${servingRole}`);
  await client.end();
}
