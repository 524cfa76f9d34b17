import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startFixture, type UserServiceFixture } from '../user-service.fixture.js';
import { auditOf, type WebPerson, webPerson } from '../web-person.fixture.js';

const me = '/api/v1/users/me';
let service: UserServiceFixture;

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
}, 60_000);
afterAll(() => service.close());

const put = (person: WebPerson, body: unknown) => service.send('PUT', me, { user: person.user, body });
const rowOf = async ({ user }: WebPerson) => (await service.sql('SELECT * FROM "user" WHERE id = $1', [user.id]))[0];

describe('the own account', () => {
  it('is told whole', async () => {
    const person = await webPerson(service);
    const { status, json } = await service.send('GET', me, { user: person.user });
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: person.user.id, username: person.username, email: person.email, role: 'user' });
  });

  it('changes what is sent and keeps the rest, with before and after in the audit', async () => {
    const person = await webPerson(service);
    const { status, json } = await put(person, { nickname: ' 小满 ', full_name: null });
    expect(status).toBe(200);
    expect(json).toMatchObject({ nickname: '小满', username: person.username, email: person.email });
    const [row] = await auditOf(service, 'user.update-me', person.user.id);
    expect(row).toMatchObject({
      result: 'success',
      actor: 'user',
      operation: 'config_change',
      before: { nickname: null },
      after: { nickname: '***' },
    });
    expect(await auditOf(service, 'user.update-me', person.user.id)).toHaveLength(1);
  });

  it('empties a name that is sent empty', async () => {
    const person = await webPerson(service);
    await put(person, { full_name: '林小满' });
    expect((await put(person, { full_name: ' ' })).json.full_name).toBeNull();
  });

  it.each<object>([
    { role: 'admin' },
    { plan: 'vip' },
    { active: false, is_active: false },
    { id: '00000000-0000-4000-8000-000000000000', user_id: '00000000-0000-4000-8000-000000000000' },
    { createdAt: '2001-01-01T00:00:00Z', created_at: '2001-01-01T00:00:00Z' },
    { tokenVersion: 7, token_version: 7 },
    { deletedAt: '2001-01-01T00:00:00Z' },
    { user: { role: 'admin' }, profile: { role: 'admin' } },
    { 'role[]': 'admin', roles: ['admin'], role: ['admin', 'user'] },
    { is_superuser: true, is_vip: true, permissions: ['user:manage'] },
    { usernameKey: 'root', emailKey: 'root@example.org', username_key: 'root' },
    { constructor: { prototype: { role: 'admin' } } },
  ])('C3: %j changes nothing', async (body) => {
    const person = await webPerson(service);
    const before = await rowOf(person);
    expect((await put(person, body)).status).toBe(200);
    expect(await rowOf(person)).toEqual(before);
  });

  it.each([
    [{ nickname: ['a', 'b'] }],
    [{ nickname: { role: 'admin' } }],
    [[{ op: 'replace', path: '/role', value: 'admin' }]],
    [[]],
  ])('C3: %j is refused, and changes nothing', async (body) => {
    const person = await webPerson(service);
    const before = await rowOf(person);
    expect((await put(person, body)).status).toBe(400);
    expect(await rowOf(person)).toEqual(before);
  });

  it('changes the e-mail address only with the password', async () => {
    const person = await webPerson(service);
    const email = `new-${person.email}`;
    for (const current_password of [undefined, '', 'a wrong password']) {
      expect((await put(person, { email, current_password })).status).not.toBe(200);
    }
    expect((await rowOf(person))?.email).toBe(person.email);
    expect((await put(person, { email, current_password: person.password })).json.email).toBe(email);
    expect((await put(person, { email })).status).toBe(200);
  });

  it('makes reset links of the old address worthless', async () => {
    const person = await webPerson(service);
    await service.sql(
      `INSERT INTO password_reset (token_hash, user_id, created_at, expires_at)
       VALUES (sha256('t'), $1, now(), now() + interval '1 hour')`,
      [person.user.id],
    );
    await put(person, { email: `new-${person.email}`, current_password: person.password });
    expect(await service.sql('SELECT 1 FROM password_reset WHERE user_id = $1', [person.user.id])).toEqual([]);
  });

  it('refuses a name or address that another has, in any spelling, also of two who ask at once', async () => {
    const [one, other] = [await webPerson(service), await webPerson(service)];
    expect((await put(one, { username: other.username.toUpperCase() })).json.code).toBe('ACCOUNT_EXISTS');
    const email = other.email.toUpperCase();
    expect((await put(one, { email, current_password: one.password })).json.code).toBe('ACCOUNT_EXISTS');
    const username = `same-${one.username}`;
    const answers = await Promise.all([put(one, { username }), put(other, { username })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('keeps a name that is its own in another spelling', async () => {
    const person = await webPerson(service);
    const username = person.username.toUpperCase();
    expect((await put(person, { username })).json.username).toBe(username);
  });
});
