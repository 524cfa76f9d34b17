import pg from 'pg';

const connectMs = 5000;
const statementMs = 60_000;

/** A look from outside: as the owner, bounded, and without any part in what the services do. */
export function openDatabase(ownerUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: ownerUrl,
    application_name: 'check',
    max: 1,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + 1000,
  });
  // A connection that is lost fails the statement under way; between two statements there is nobody to tell.
  pool.on('error', () => undefined);
  return pool;
}
