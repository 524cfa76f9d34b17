import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IdentityUser } from '@mojian/contracts/identity';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { webAccount, webSession } from '../sessions/web-session.fixture.js';
import { type Reply, startFixture, type UserServiceFixture } from '../user-service.fixture.js';

let service: UserServiceFixture;
let subscriber: Redis;
const events: string[] = [];

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
  subscriber = new Redis(service.redisUrl);
  subscriber.on('message', (_channel, message) => events.push(message));
  await subscriber.subscribe('api-key.revoked');
}, 60_000);
afterAll(async () => {
  subscriber.disconnect();
  await service.close();
});

const path = '/api/v1/api-keys';
const newUser = async (): Promise<IdentityUser> => (await webSession(service, await webAccount(service))).user;
const make = (user: IdentityUser, wish: object = {}): Promise<Reply> =>
  service.send('POST', path, { body: { name: 'laptop', scopes: ['postcard:read'], ...wish }, user });
const hashOf = (key: unknown): string => createHash('sha256').update(String(key)).digest('hex');
const stateOf = async (key: unknown) => (await service.send('GET', `/internal/api-keys/${hashOf(key)}`)).json;
const set = (userId: string, change: string) =>
  service.sql(`WITH u AS (UPDATE "user" SET ${change} WHERE id = $1 RETURNING 1) SELECT 1`, [userId]);

describe('API keys', () => {
  it('are told once: 256 bits behind mj_, of which only a hash and the first characters are kept', async () => {
    const user = await newUser();
    const { status, json } = await make(user, { expires_in_days: 30 });
    expect(status).toBe(201);
    expect(json.key).toMatch(/^mj_[\w-]{43}$/);
    expect(json.prefix).toBe(String(json.key).slice(0, 9));
    const { key: _, ...rest } = json;
    expect((await service.send('GET', path, { user })).json.items).toEqual([rest]);
    const stored = JSON.stringify(await service.sql(`SELECT *, encode(key_hash, 'hex') AS hex FROM api_key`));
    expect(stored).not.toContain(String(json.key));
    expect(stored).toContain(hashOf(json.key));
    const audited = JSON.stringify(await service.sql('SELECT * FROM audit.entry WHERE resource_id = $1', [json.id]));
    expect(audited).toContain('api-key.create');
    for (const text of [audited, JSON.stringify(service.log)]) expect(text).not.toContain(String(json.key).slice(9));
  });

  it('may do what their scopes name and their user still holds', async () => {
    const user: IdentityUser = { ...(await newUser()), plan: 'vip', role: 'admin' };
    await set(user.id, `plan = 'vip', role = 'admin'`);
    const scopes = ['postcard:create', 'premium:access', 'user:manage', 'user:manage'];
    const { json } = await make(user, { scopes });
    expect(json.scopes).toEqual(scopes.slice(0, 3));
    expect(await stateOf(json.key)).toEqual({
      alive: true,
      key_id: json.id,
      user_id: user.id,
      user_active: true,
      role: 'admin',
      plan: 'vip',
      scopes: ['postcard:create', 'premium:access', 'user:manage'],
    });
    await set(user.id, `plan = 'free', role = 'user'`);
    expect(await stateOf(json.key)).toMatchObject({ alive: true, role: 'user', scopes: ['postcard:create'] });
    await set(user.id, 'active = false');
    expect(await stateOf(json.key)).toMatchObject({ alive: false, user_active: false, scopes: [] });
  });

  it('are never given more than their maker has', async () => {
    const user = await newUser();
    for (const scopes of [['user:manage'], ['postcard:read', 'premium:access']]) {
      expect((await make(user, { scopes })).headers.get('x-error-code')).toBe('PERMISSION_DENIED');
    }
    for (const wish of [{ scopes: [] }, { scopes: ['everything'] }, { name: ' ' }, { expires_in_days: 0 }]) {
      expect((await make(user, wish)).status).toBe(400);
    }
    expect((await service.send('GET', path, { user })).json.items).toEqual([]);
  });

  it('are at most twenty that live, however many are asked for at once', async () => {
    const user = await newUser();
    const replies = await Promise.all(Array.from({ length: 30 }, () => make(user, { expires_in_days: 1 })));
    const codes = replies.map(({ status, headers }) => (status === 201 ? 'made' : headers.get('x-error-code')));
    expect(codes.filter((code) => code === 'made')).toHaveLength(20);
    expect(codes.filter((code) => code === 'API_KEY_LIMIT')).toHaveLength(10);
    const first = replies.find(({ status }) => status === 201);
    await service.send('DELETE', `${path}/${first?.json.id}`, { user });
    expect((await make(user)).status).toBe(201);
    service.advance(24 * 3600 + 1);
    expect((await make(user)).status).toBe(201);
  }, 30_000);

  it('end by being revoked, with an event, or with their time', async () => {
    const user = await newUser();
    const [one, other] = [await make(user), await make(user, { expires_in_days: 1 })];
    const revoke = (id: unknown, by = user) => service.send('DELETE', `${path}/${id}`, { user: by });
    expect((await revoke(one.json.id, await newUser())).headers.get('x-error-code')).toBe('API_KEY_NOT_FOUND');
    expect((await revoke(one.json.id)).json).toEqual({ revoked: true });
    await waitFor(() => events.some((event) => event.includes(String(one.json.id))), { what: 'the event of the key' });
    expect(await stateOf(one.json.key)).toMatchObject({ alive: false, scopes: [] });
    expect((await revoke(one.json.id)).headers.get('x-error-code')).toBe('API_KEY_NOT_FOUND');
    expect(await stateOf(other.json.key)).toMatchObject({ alive: true });
    service.advance(24 * 3600);
    expect(await stateOf(other.json.key)).toMatchObject({ alive: false });
  });

  it('that nobody ever made are not alive', async () => {
    expect(await stateOf('mj_nothing')).toMatchObject({ alive: false, user_id: null, scopes: [] });
    expect((await service.send('GET', '/internal/api-keys/mj_itself')).status).toBe(400);
  });

  it('tell when they were last used, to the minute, without keeping anybody waiting', async () => {
    const user = await newUser();
    const { json } = await make(user);
    const lastUsed = async () => {
      const [row] = await service.sql('SELECT last_used_at FROM api_key WHERE id = $1', [json.id]);
      return row?.last_used_at instanceof Date ? row.last_used_at.getTime() : 0;
    };
    await stateOf(json.key);
    const first = await waitFor(lastUsed, { what: 'the first use' });
    service.advance(50);
    await stateOf(json.key);
    service.advance(11);
    await stateOf(json.key);
    const second = await waitFor(async () => ((await lastUsed()) > first ? lastUsed() : 0), { what: 'the next use' });
    expect(second - first).toBeGreaterThanOrEqual(60_000);
  });

  it('do not fail because their use cannot be written down', async () => {
    const user = await newUser();
    const { json } = await make(user);
    const lock = 'REVOKE UPDATE ON api_key FROM';
    const [role] = await service.sql(`SELECT grantee FROM information_schema.role_table_grants
      WHERE table_name = 'api_key' AND privilege_type = 'UPDATE' AND grantee LIKE '%serving'`);
    await service.sql(`DO $$ BEGIN ${lock} ${role?.grantee}; END $$`);
    expect(await stateOf(json.key)).toMatchObject({ alive: true });
    await waitFor(() => service.log.some(({ event }) => event === 'api_key.use_not_noted'), { what: 'the warning' });
    await service.sql(`DO $$ BEGIN GRANT UPDATE ON api_key TO ${role?.grantee}; END $$`);
  });

  it('are made by people, never by a program with a key', async () => {
    const user = await newUser();
    const program: IdentityUser = {
      ...user,
      sessionId: null,
      apiKey: { id: randomUUID(), scopes: ['user:update', 'user:read'] },
    };
    for (const method of ['GET', 'POST']) {
      const { headers } = await service.send(method, path, { user: program, ...(method === 'POST' && { body: {} }) });
      expect(headers.get('x-error-code')).toBe('SESSION_NEEDED');
    }
  });
});
