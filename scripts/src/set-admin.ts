import { appendEntries } from '@mojian/audit/append-entries';
import pg from 'pg';
import { Refusal } from './command.js';

export interface AdminWish {
  /** User name, e-mail address (both without regard to case) or id. */
  readonly who: string;
  readonly role: 'admin' | 'user';
}

export interface AdminOutcome {
  readonly userId: string;
  /** As people know the user. */
  readonly name: string;
  /** False where the user had the role already. */
  readonly changed: boolean;
}

interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly active: boolean;
}

const patienceMs = 5000;

/** The id first: somebody may have chosen the id of another for a name. */
const findSql = `
  SELECT id, coalesce(username, nickname, id::text) AS name, role, active FROM users."user"
   WHERE deleted_at IS NULL
     AND (id::text = lower($1) OR lower(username) = lower(normalize($1, NFKC)) OR lower(email) = lower(normalize($1, NFKC)))
   ORDER BY id::text = lower($1) DESC LIMIT 1 FOR UPDATE`;

/**
 * Makes a user an admin, or an admin a user, in one transaction with the audit row of it. Refuses an unknown or disabled
 * user, and to leave nobody who is an admin.
 */
export async function setAdmin(ownerUrl: string, wish: AdminWish): Promise<AdminOutcome> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'admin',
    connectionTimeoutMillis: patienceMs,
    statement_timeout: patienceMs,
    query_timeout: patienceMs + 1000,
  });
  // A connection that is lost fails the statement under way; between two statements there is nobody to tell.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('BEGIN');
    const outcome = await change(client, wish);
    await client.query('COMMIT');
    return outcome;
  } catch (error) {
    throw explain(error);
  } finally {
    await client.end();
  }
}

async function change(client: pg.Client, { who, role }: AdminWish): Promise<AdminOutcome> {
  // The lock of the user service: whatever makes an admin fewer happens one after the other.
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('users.admins', 0))`);
  const { rows } = await client.query<UserRow>(findSql, [who.trim()]);
  const [user] = rows;
  if (!user) throw new Refusal(`There is no user "${who}": give a user name, an e-mail address or an id.`);
  const { id: userId, name } = user;
  if (user.role === role) return { userId, name, changed: false };
  if (role === 'admin' && !user.active) throw new Refusal(`${name} is disabled and cannot act as an admin.`);
  if (role === 'user') await assertOtherAdmin(client, user);
  await client.query('UPDATE users."user" SET role = $2, updated_at = now() WHERE id = $1', [userId, role]);
  await recordChange(client, userId, { before: { role: user.role }, after: { role } });
  return { userId, name, changed: true };
}

async function assertOtherAdmin(client: pg.Client, { id, name }: UserRow): Promise<void> {
  const others = `SELECT FROM users."user" WHERE role = 'admin' AND active AND id <> $1 LIMIT 1`;
  const { rowCount } = await client.query(others, [id]);
  if (rowCount === 0) throw new Refusal(`${name} is the only active admin: make another one first.`);
}

const recordChange = (
  client: pg.Client,
  userId: string,
  values: { readonly before: Record<string, unknown>; readonly after: Record<string, unknown> },
): Promise<void> =>
  appendEntries(
    (statement, parameters) => client.query(statement, parameters),
    [
      {
        service: 'operator',
        action: 'operator.admin',
        operation: 'admin_operation',
        result: 'success',
        actor: 'operator',
        user_id: null,
        resource_type: 'user',
        resource_id: userId,
        request_id: null,
        address: null,
        agent: null,
        method: null,
        status: null,
        error_code: null,
        ...values,
        details: { reason: 'run.sh admin' },
        at: null,
      },
    ],
  );

/** SQLSTATE of a schema or a table that is not there. */
const missing = new Set(['3F000', '42P01']);

function explain(error: unknown): unknown {
  const code: unknown = Reflect.get(Object(error), 'code');
  if (code === 'ECONNREFUSED') return new Refusal('PostgreSQL does not answer: start it with ./scripts/run.sh up');
  if (typeof code === 'string' && missing.has(code)) {
    return new Refusal('There are no users yet: start the user service with ./scripts/run.sh up');
  }
  return error;
}
