import type { AuditEntry } from '@mojian/contracts/audit';

/** Runs one statement on a connection, or in the transaction of the effect. */
export type RunQuery = (statement: string, values: unknown[]) => Promise<unknown>;

/**
 * Appends rows to the audit. Nobody may write its tables: the function of the schema gives each row its pseudonym and,
 * when the transaction commits, its place in the chain.
 */
export async function appendEntries(run: RunQuery, entries: readonly AuditEntry[]): Promise<void> {
  await run('SELECT audit.append($1::jsonb)', [storable(JSON.stringify(entries))]);
}

/** JSON without what PostgreSQL refuses in it: NUL characters and halves of surrogate pairs. */
const storable = (json: string): string =>
  json.replaceAll(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (found) => (found.length > 2 ? '\uFFFD' : found));
