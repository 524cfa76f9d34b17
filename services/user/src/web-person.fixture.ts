import { randomUUID } from 'node:crypto';
import type { IdentityUser } from '@mojian/contracts/identity';
import type { Instance, UserServiceFixture } from './user-service.fixture.js';

/** Somebody with an account of user name and password, logged in on the web. */
export interface WebPerson {
  readonly user: IdentityUser;
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

const password = 'a long and quiet river';

/** Registers somebody new and logs them in. */
export async function webPerson(service: Instance): Promise<WebPerson> {
  const username = `p${randomUUID().slice(0, 12)}`;
  const email = `${username}@example.org`;
  const made = await service.post('/api/v1/auth/register', { username, email, password });
  if (made.status !== 201) throw new Error(`register answered ${made.status} ${JSON.stringify(made.json)}`);
  return logInAs(service, { username, email, password });
}

export async function logInAs(service: Instance, known: Omit<WebPerson, 'user'>): Promise<WebPerson> {
  const { status, json } = await service.post('/api/v1/auth/login', known);
  if (status !== 200) throw new Error(`login answered ${status} ${JSON.stringify(json)}`);
  const { user, session_id: sessionId } = json;
  const id = typeof user === 'object' && user !== null && 'id' in user ? String(user.id) : '';
  return {
    ...known,
    user: { id, sessionId: String(sessionId), apiKey: null, role: 'user', plan: 'free', audience: 'web' },
  };
}

/** The same person after `run.sh admin`. */
export async function asAdmin(service: UserServiceFixture, person: WebPerson): Promise<WebPerson> {
  await service.sql(`WITH made AS (UPDATE "user" SET role = 'admin' WHERE id = $1 RETURNING id) SELECT id FROM made`, [
    person.user.id,
  ]);
  return { ...person, user: { ...person.user, role: 'admin' } };
}

/** Nobody is an admin any more. */
export const withoutAdmins = (service: UserServiceFixture) =>
  service.sql(`WITH made AS (UPDATE "user" SET role = 'user' RETURNING id) SELECT id FROM made`);

/** The audit rows of an action, newest first. */
export const auditOf = (service: UserServiceFixture, action: string, userId: string) =>
  service.sql(`SELECT e.* FROM audit.entry e WHERE e.action = $1 AND e.resource_id = $2 ORDER BY e.id DESC`, [
    action,
    userId,
  ]);
