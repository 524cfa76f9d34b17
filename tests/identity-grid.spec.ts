import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signAccessToken } from '@mojian/auth/access-token';
import { deriveSigningKey } from '@mojian/auth/signing-keys';
import { type Grants, permissionsOf } from '@mojian/contracts/permissions';
import type { RouteSpec } from '@mojian/contracts/route';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { createApiKey } from '@mojian/contracts/routes/api-key.routes';
import { login } from '@mojian/contracts/routes/auth.routes';
import { createClient } from '@mojian/sdk/create-client';
import { accessOf } from './support/access-code.js';
import { brief, newPerson, type Person } from './support/person.js';
import { System } from './support/system.js';

/** Everybody that comes to the door, in the order of the columns. */
const callers = [
  'anonymous',
  'other user',
  'owner',
  'owner on plan vip',
  'admin',
  'disabled',
  'expired',
  'refresh as access',
  'API key',
] as const;
type Caller = (typeof callers)[number];

const isAdmin = (caller: Caller) => caller === 'admin';
const grantsOf = (caller: Caller): Grants => ({
  role: isAdmin(caller) ? 'admin' : 'user',
  plan: caller === 'owner on plan vip' ? 'vip' : 'free',
  ...(caller === 'API key' && { scopes: ['postcard:read'] as const }),
});

const neverLetIn: Readonly<Partial<Record<Caller, string>>> = {
  anonymous: 'TOKEN_MISSING',
  disabled: 'USER_DISABLED',
  expired: 'TOKEN_EXPIRED',
  'refresh as access': 'TOKEN_INVALID',
};

/** What the contract says about a cell: the whole policy, in a few lines that know no route. */
function expectedAccess(route: RouteSpec, caller: Caller): string {
  if (route.access === 'public') return 'allowed';
  const shut = neverLetIn[caller];
  if (shut) return shut;
  if (caller === 'API key' && route.credential === 'session') return 'SESSION_NEEDED';
  if (!route.permission || !permissionsOf(grantsOf(caller)).includes(route.permission)) return 'PERMISSION_DENIED';
  return route.ownership && (caller === 'other user' || isAdmin(caller)) ? 'NOT_OWNER' : 'allowed';
}

const routes = allRoutes.filter(({ access, origin }) => access !== 'internal' && origin !== 'card');

describe('C1: the identity grid', () => {
  let system: System;
  /** Whose things the others ask for; nobody acts as this person. */
  let victim: { person: Person; taskId: string };

  beforeAll(async () => {
    system = await System.start({ SECURITY_RATE_LIMITING_ENABLED: 'false' });
    const person = await newPerson(system.baseUrl);
    victim = { person, taskId: (await person.api.createPostcard({ body: brief() })).task_id };
  }, 120_000);
  afterAll(() => system.stop());

  it.each(routes.map((route) => [route.id, route] as const))(
    'C1: %s is open to exactly those whom its contract names',
    async (_, route) => {
      const seen: Record<string, string> = {};
      for (const caller of callers) {
        const { headers, owned } = await comeAs(caller);
        seen[caller] = accessOf(await ask(route, { headers, owned }));
      }
      const expected = Object.fromEntries(callers.map((caller) => [caller, expectedAccess(route, caller)]));
      expect(seen).toEqual(expected);
    },
    30_000,
  );

  it('C1: leaves what belongs to somebody else as it was', async () => {
    const { person, taskId } = victim;
    const task = await person.api.getTaskStatus({ params: { task_id: taskId }, query: {} });
    expect(task.status).toBe('pending');
    const users = await system.database.query('SELECT active, role, plan FROM users."user" WHERE id = $1', [person.id]);
    expect(users.rows).toEqual([{ active: true, role: 'user', plan: 'free' }]);
  });

  interface Arrival {
    readonly headers: Record<string, string>;
    /** Ids of things that belong to the caller, or to the victim where the caller is somebody else. */
    readonly owned: { readonly user: string; readonly task: string };
  }

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  /** A fresh login for each cell, since some routes end it. */
  async function comeAs(caller: Caller): Promise<Arrival> {
    const theirs = { user: victim.person.id, task: victim.taskId };
    if (caller === 'anonymous') return { headers: {}, owned: theirs };
    const code = `test_grid ${caller}`;
    const pair = await createClient({ login }, { baseUrl: system.baseUrl }).login({ body: { code, userInfo: null } });
    const userId = pair.userInfo.id;
    if (caller === 'refresh as access') return { headers: bearer(pair.refreshToken), owned: theirs };
    if (caller === 'expired') return { headers: bearer(await expiredToken(userId, pair.sessionId)), owned: theirs };
    if (caller === 'API key') return { headers: { 'x-api-key': await apiKey(pair.token) }, owned: await own(pair) };
    await become(userId, caller);
    const asksForOwn = caller === 'owner' || caller === 'owner on plan vip';
    return { headers: bearer(pair.token), owned: asksForOwn ? await own(pair) : theirs };
  }

  /** Past the API, and before the session is first asked after. A disabled account cannot log in again. */
  async function become(userId: string, caller: Caller): Promise<void> {
    const { role, plan } = grantsOf(caller);
    await system.database.query('UPDATE users."user" SET role = $2, plan = $3, active = $4 WHERE id = $1', [
      userId,
      role,
      plan,
      caller !== 'disabled',
    ]);
    if (caller === 'disabled') {
      // Its next cell logs in as somebody else.
      await system.database.query('DELETE FROM users.identity WHERE user_id = $1', [userId]);
    }
  }

  async function own(pair: { readonly token: string; readonly userInfo: { readonly id: string } }) {
    const body = JSON.stringify(brief(`A card of ${pair.userInfo.id}, the same words each time.`));
    const headers = { ...bearer(pair.token), 'content-type': 'application/json' };
    await fetch(`${system.baseUrl}/api/v1/miniprogram/postcards/create`, { method: 'POST', headers, body });
    const { rows } = await system.database.query<{ id: string }>(
      'SELECT id FROM postcards.task WHERE user_id = $1 ORDER BY created_at LIMIT 1',
      [pair.userInfo.id],
    );
    return { user: pair.userInfo.id, task: rows[0]?.id ?? randomUUID() };
  }

  async function apiKey(token: string): Promise<string> {
    const client = createClient({ createApiKey }, { baseUrl: system.baseUrl, token: () => token });
    await system.database.query('DELETE FROM users.api_key');
    return (await client.createApiKey({ body: { name: 'grid', scopes: ['postcard:read'] } })).key;
  }

  async function expiredToken(userId: string, sessionId: string): Promise<string> {
    const key = await deriveSigningKey(system.env.JWT_SECRET_KEY ?? '');
    const claims = {
      userId,
      sessionId,
      audience: 'web',
      tokenVersion: 0,
      role: 'user',
      tokenId: randomUUID(),
    } as const;
    return signAccessToken({ ...claims, lifeSeconds: 60, now: new Date(Date.now() - 3_600_000) }, key);
  }

  async function ask(route: RouteSpec, { headers, owned }: Arrival): Promise<Response> {
    const { ownership } = route;
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
      if (name !== ownership?.param) return randomUUID();
      return ownership.resource === 'user' ? owned.user : owned.task;
    });
    const stop = new AbortController();
    const answer = await fetch(`${system.baseUrl}${path}`, {
      method: route.method,
      headers: { ...headers, ...(route.body && { 'content-type': 'application/json' }) },
      // Fits no schema, so that whoever is let in changes nothing.
      ...(route.body && { body: '[7]' }),
      signal: stop.signal,
      redirect: 'manual',
    });
    stop.abort();
    return answer;
  }
});
