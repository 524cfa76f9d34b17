import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { startFixture, type UserServiceFixture } from '../user-service.fixture.js';
import { asAdmin, auditOf, type WebPerson, webPerson, withoutAdmins } from '../web-person.fixture.js';

const users = '/api/v1/users';
let service: UserServiceFixture;
let subscriber: Redis;
const events: string[] = [];
let admin: WebPerson;

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
  subscriber = new Redis(service.redisUrl);
  subscriber.on('message', (channel, message) => events.push(`${channel} ${message}`));
  await subscriber.subscribe('session.revoked', 'user.changed');
}, 60_000);
afterAll(async () => {
  subscriber.disconnect();
  await service.close();
});
beforeEach(async () => {
  await withoutAdmins(service);
  admin = await asAdmin(service, await webPerson(service));
});

const put = ({ user }: WebPerson, id: string, body: object) => service.send('PUT', `${users}/${id}`, { user, body });
const stateOf = async ({ user }: WebPerson) => (await service.send('GET', `/internal/sessions/${user.sessionId}`)).json;
const heard = (channel: string, ...parts: string[]) =>
  waitFor(() => events.some((event) => event.startsWith(channel) && parts.every((part) => event.includes(part))), {
    what: `${channel} ${parts.join(' ')}`,
  });
const list = async (query: string) => {
  const { json } = await service.send('GET', `${users}?${query}`, { user: admin.user });
  const items: unknown[] = Array.isArray(json.items) ? json.items : [];
  return { ...json, ids: items.map((item) => String(Reflect.get(Object(item), 'id'))) };
};

describe('the list of users', () => {
  it('is in pages, newest first, with their number', async () => {
    const people = [await webPerson(service), await webPerson(service), await webPerson(service)];
    const [first, second] = [await list('page=1&page_size=2'), await list('page=2&page_size=2')];
    const ids = people.map(({ user }) => user.id).reverse();
    expect([...first.ids, ...second.ids].slice(0, 3)).toEqual(ids);
    const [row] = await service.sql('SELECT count(*)::int AS count FROM "user"');
    const count = Number(row?.count);
    expect(first).toMatchObject({ total: count, page: 1, page_size: 2, total_pages: Math.ceil(count / 2) });
    expect(await list('page=500&page_size=100')).toMatchObject({ ids: [], total: count });
  });

  it.each(['page=0', 'page_size=101', 'page_size=1e9', 'role=root', 'active=perhaps', 'page=1&page=2'])(
    'refuses ?%s',
    async (query) => {
      expect((await service.send('GET', `${users}?${query}`, { user: admin.user })).status).toBe(400);
    },
  );

  it('finds by a part of a name or address, by nickname, and by id', async () => {
    const person = await webPerson(service);
    const nickname = `小满_${randomUUID().slice(0, 6)}%`;
    await service.send('PUT', `${users}/me`, { user: person.user, body: { nickname } });
    const parts = [
      person.username.slice(2).toUpperCase(),
      person.email.toUpperCase(),
      nickname.slice(1),
      person.user.id,
      person.user.id.toUpperCase(),
    ];
    for (const part of parts) {
      expect([part, (await list(`q=${encodeURIComponent(part)}`)).ids]).toEqual([part, [person.user.id]]);
    }
    for (const part of ['%', '_', '\\', randomUUID(), "' OR 1=1 --"]) {
      const { ids } = await list(`q=${encodeURIComponent(part)}`);
      expect(ids.filter((id) => id !== person.user.id)).toEqual([]);
    }
  });

  it('filters by role, plan and state', async () => {
    const [vip, disabled] = [await webPerson(service), await webPerson(service)];
    await put(admin, vip.user.id, { plan: 'vip' });
    await service.send('DELETE', `${users}/${disabled.user.id}`, { user: admin.user });
    expect((await list('role=admin')).ids).toEqual([admin.user.id]);
    expect((await list(`plan=vip&q=${vip.username}`)).ids).toEqual([vip.user.id]);
    expect((await list('active=false')).ids).toContain(disabled.user.id);
    expect((await list(`active=true&q=${disabled.username}`)).ids).toEqual([]);
  });
});

describe('an admin', () => {
  it('sees one user; nobody else does, and nobody sees who is not there', async () => {
    const person = await webPerson(service);
    const get = (id: string, { user }: WebPerson) => service.send('GET', `${users}/${id}`, { user });
    expect((await get(person.user.id, admin)).json).toMatchObject({ id: person.user.id, email: person.email });
    expect((await get(randomUUID(), admin)).json.code).toBe('USER_NOT_FOUND');
    expect((await get(person.user.id, person)).json.code).toBe('PERMISSION_DENIED');
  });

  it('A8: a change of role or plan is in the state of the session at once, and told', async () => {
    const person = await webPerson(service);
    const reason = '值得信任';
    expect((await put(admin, person.user.id, { role: 'admin', plan: 'vip', reason })).status).toBe(200);
    expect(await stateOf(person)).toMatchObject({ alive: true, role: 'admin', plan: 'vip' });
    await heard('user.changed', person.user.id);
  });

  it('A8: disabling ends every session of the user at once, and its tokens for good', async () => {
    const person = await webPerson(service);
    const { status } = await service.send('DELETE', `${users}/${person.user.id}`, {
      user: admin.user,
      body: { reason: 'spam' },
    });
    expect(status).toBe(200);
    expect(await stateOf(person)).toMatchObject({ alive: false, user_active: false, token_version: 1 });
    const [session] = await service.sql('SELECT * FROM session WHERE id = $1', [person.user.sessionId]);
    expect(session?.revoked_reason).toBe('user_disabled');
    await heard('session.revoked', person.user.id, '"session_id":null');
    const login = await service.post('/api/v1/auth/login', person);
    expect(login.json.code).toBe('USER_DISABLED');
    await service.post(`${users}/${person.user.id}/activate`, {}, admin.user);
    expect((await service.post('/api/v1/auth/login', person)).status).toBe(200);
    expect(await stateOf(person)).toMatchObject({ alive: false, user_active: true, token_version: 1 });
  });

  it('refuses names that another has', async () => {
    const [one, other] = [await webPerson(service), await webPerson(service)];
    expect((await put(admin, one.user.id, { email: other.email })).json.code).toBe('ACCOUNT_EXISTS');
  });
});

describe('the audit of admins', () => {
  const reason = '测试';
  const update = { method: 'PUT', path: '', action: 'admin.update-user' };
  const disable = { method: 'DELETE', path: '', action: 'admin.disable-user' };
  const activate = { method: 'POST', path: '/activate', action: 'admin.activate-user' };
  it.each([
    { ...update, body: { role: 'admin' }, before: { role: 'user' }, after: { role: 'admin' } },
    { ...update, body: { plan: 'vip' }, before: { plan: 'free' }, after: { plan: 'vip' } },
    { ...update, body: { username: 'renamed' }, before: { username: '***' }, after: { username: '***' } },
    { ...update, body: { is_active: false }, before: { is_active: true }, after: { is_active: false } },
    { ...disable, body: {}, before: { is_active: true }, after: { is_active: false } },
    { ...activate, body: {}, before: null, after: null },
  ])('I10: $action $body leaves one row with before, after, actor and reason', async (deed) => {
    const { method, path, action, body, before, after } = deed;
    const person = await webPerson(service);
    const options = { user: admin.user, body: { ...body, reason } };
    expect((await service.send(method, `${users}/${person.user.id}${path}`, options)).status).toBe(200);
    const rows = await auditOf(service, action, person.user.id);
    expect(rows).toMatchObject([{ operation: 'admin_operation', result: 'success', actor: 'user', before, after }]);
    expect(rows[0]?.details).toMatchObject({ reason });
    const [who] = await service.sql('SELECT user_id FROM audit.subject WHERE pseudonym = $1', [rows[0]?.subject]);
    expect(who?.user_id).toBe(admin.user.id);
  });

  it('I10: what is refused leaves a row too, and changes nothing', async () => {
    const person = await webPerson(service);
    await put(person, person.user.id, { role: 'admin' });
    await put(admin, randomUUID(), { role: 'admin' });
    const found = () =>
      service.sql(`SELECT result, error_code FROM audit.entry WHERE action = 'admin.update-user' AND result <> 'success'
        AND error_code IN ('PERMISSION_DENIED', 'USER_NOT_FOUND')`);
    await waitFor(async () => (await found()).length >= 2, { what: 'the rows of the refusals' });
    expect(await stateOf(person)).toMatchObject({ role: 'user' });
  });
});

describe('the last admin', () => {
  it('C4: cannot demote, disable or delete itself', async () => {
    const { id } = admin.user;
    expect((await put(admin, id, { role: 'user' })).json.code).toBe('LAST_ADMIN');
    expect((await put(admin, id, { is_active: false })).json.code).toBe('LAST_ADMIN');
    expect((await service.send('DELETE', `${users}/${id}`, { user: admin.user })).json.code).toBe('LAST_ADMIN');
    const own = await service.send('DELETE', `${users}/me`, { user: admin.user, body: { password: admin.password } });
    expect(own.json.code).toBe('LAST_ADMIN');
    expect(await stateOf(admin)).toMatchObject({ alive: true, role: 'admin', user_active: true });
  });

  it('C4: a disabled admin does not count', async () => {
    const other = await asAdmin(service, await webPerson(service));
    await put(admin, other.user.id, { is_active: false });
    expect((await put(admin, admin.user.id, { role: 'user' })).json.code).toBe('LAST_ADMIN');
  });

  it('C4: of two admins who demote each other at once, one stays', async () => {
    const second = await service.another();
    try {
      for (let round = 0; round < 10; round += 1) {
        await withoutAdmins(service);
        const [one, other] = [await asAdmin(service, admin), await asAdmin(service, await webPerson(service))];
        const answers = await Promise.all([
          put(one, other.user.id, { role: 'user' }),
          second.send('PUT', `${users}/${one.user.id}`, { user: other.user, body: { role: 'user' } }),
        ]);
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
        expect(await service.sql(`SELECT id FROM "user" WHERE role = 'admin' AND active`)).toHaveLength(1);
      }
    } finally {
      await second.close();
    }
  });

  it('C4: an admin who has just been demoted demotes nobody any more', async () => {
    const [one, other] = [
      await asAdmin(service, await webPerson(service)),
      await asAdmin(service, await webPerson(service)),
    ];
    const answers = await Promise.all([
      put(one, other.user.id, { role: 'user' }),
      put(other, one.user.id, { role: 'user' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('C4: admins who leave at once leave one behind', async () => {
    const others = [1, 2, 3].map(async () => asAdmin(service, await webPerson(service)));
    const leaving = [admin, ...(await Promise.all(others))];
    const answers = await Promise.all(
      leaving.map(({ user, password }) => service.send('DELETE', `${users}/me`, { user, body: { password } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409]);
  });
});
