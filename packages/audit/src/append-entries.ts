import type { AuditEntry } from '@mojian/contracts/audit';

/** Runs one statement on a connection, or in the transaction of the effect. */
export type RunQuery = (statement: string, values: unknown[]) => Promise<unknown>;

/**
 * Appends rows to the audit. Nobody may write its tables: the function of the schema gives each row its pseudonym and,
 * when the transaction commits, its place in the chain.
 */
export async function appendEntries(run: RunQuery, entries: readonly AuditEntry[]): Promise<void> {
  await run('SELECT audit.append($1::jsonb)', [JSON.stringify(entries)]);
}
