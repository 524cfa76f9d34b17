import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { type PostcardServer, startPostcardServer } from '../postcard-server.fixture.js';
import { identityKey, mini, miniUser, startFixture, type UserServiceFixture } from '../user-service.fixture.js';
import { type WebPerson, webPerson } from '../web-person.fixture.js';

const me = '/api/v1/users/me';
let service: UserServiceFixture;
let postcard: PostcardServer;
let subscriber: Redis;
const events: string[] = [];

beforeAll(async () => {
  postcard = await startPostcardServer({ identityKey });
  service = await startFixture({ POSTCARD_SERVICE_URL: postcard.url, WECHAT_MOCK_LOGIN: 'true' });
  subscriber = new Redis(service.redisUrl);
  subscriber.on('message', (channel, message) => events.push(`${channel} ${message}`));
  await subscriber.subscribe('session.revoked', 'user.changed', 'api-key.revoked');
}, 60_000);
afterAll(async () => {
  subscriber.disconnect();
  await service.close();
  await postcard.close();
});
beforeEach(() => {
  postcard.mood = () => 'well';
});

const remove = ({ user }: Pick<WebPerson, 'user'>, body: object) => service.send('DELETE', me, { user, body });
const erasureOf = async (userId: string) =>
  (await service.sql('SELECT * FROM erasure WHERE user_id = $1', [userId]))[0];
const erased = (userId: string) =>
  waitFor(async () => (await erasureOf(userId))?.done_at, { what: 'the erasure', timeoutMs: 15_000 });

describe('the deletion of an account', () => {
  it('needs its password', async () => {
    const person = await webPerson(service);
    expect((await remove(person, { password: 'not mine' })).json.code).toBe('PASSWORD_WRONG');
    expect((await remove(person, {})).json.code).toBe('PASSWORD_WRONG');
    expect((await remove(person, { code: 'test_anybody' })).json.code).toBe('PASSWORD_WRONG');
    expect((await service.send('GET', me, { user: person.user })).status).toBe(200);
  });

  it('needs a fresh code of its own where there is no password', async () => {
    const [code, stranger] = [`test_${randomUUID()}`, `test_${randomUUID()}`];
    const user = miniUser(await service.post(`${mini}/auth/login`, { code }));
    await service.post(`${mini}/auth/login`, { code: stranger });
    expect((await remove({ user }, {})).json.code).toBe('WECHAT_CODE_REFUSED');
    expect((await remove({ user }, { password: 'anything' })).json.code).toBe('WECHAT_CODE_REFUSED');
    expect((await remove({ user }, { code: stranger })).json.code).toBe('IDENTITY_TAKEN');
    expect((await remove({ user }, { code: `test_${randomUUID()}` })).json.code).toBe('WECHAT_CODE_REFUSED');
    expect((await remove({ user }, { code })).status).toBe(200);
    const again = miniUser(await service.post(`${mini}/auth/login`, { code }));
    expect(again.id).not.toBe(user.id);
  });

  it('leaves a number and nothing that says who it was', async () => {
    const person = await webPerson(service);
    const { id } = person.user;
    await service.send('PUT', me, { user: person.user, body: { nickname: '小满', full_name: '林小满' } });
    await service.post('/api/v1/api-keys', { name: 'script', scopes: ['postcard:read'] }, person.user);
    await service.post('/api/v1/auth/forgot-password', { email: person.email });
    await service.send('GET', me, { user: person.user, address: '203.0.113.9', headers: { 'user-agent': 'spec/1' } });
    expect((await remove(person, { password: person.password })).status).toBe(200);
    const [row] = await service.sql('SELECT * FROM "user" WHERE id = $1', [id]);
    expect(row).toMatchObject({ username: null, email: null, nickname: null, full_name: null, avatar: null });
    expect(row).toMatchObject({ active: false, role: 'user', last_login_at: null, deleted_at: expect.any(Date) });
    for (const table of ['identity', 'password', 'password_reset', 'api_key']) {
      expect(await service.sql(`SELECT 1 FROM ${table} WHERE user_id = $1`, [id])).toEqual([]);
    }
    expect(await service.sql('SELECT 1 FROM mail WHERE email = $1', [person.email])).toEqual([]);
    const sessions = await service.sql('SELECT address, agent, revoked_reason FROM session WHERE user_id = $1', [id]);
    expect(sessions).toEqual([{ address: null, agent: null, revoked_reason: 'account_deleted' }]);
    const all = JSON.stringify(await service.sql('SELECT * FROM audit.entry'));
    for (const secret of [person.username, person.email, '小满']) expect(all).not.toContain(secret);
  });

  it('keeps the audit, and in it a pseudonym that nobody can resolve', async () => {
    const person = await webPerson(service);
    const [{ pseudonym } = {}] = await service.sql('SELECT pseudonym FROM audit.subject WHERE user_id = $1', [
      person.user.id,
    ]);
    await remove(person, { password: person.password });
    const rows = await service.sql('SELECT * FROM audit.entry WHERE subject = $1 ORDER BY id', [pseudonym]);
    expect(rows.at(-1)).toMatchObject({ action: 'user.delete-me', result: 'success', after: { deleted: true } });
    expect(await service.sql('SELECT 1 FROM audit.subject WHERE pseudonym = $1', [pseudonym])).toEqual([]);
    expect(
      await service.sql('SELECT 1 FROM audit.origin o JOIN audit.entry e ON e.id = o.entry_id WHERE e.subject = $1', [
        pseudonym,
      ]),
    ).toEqual([]);
  });

  it('A8: ends sessions and keys at once, and tells everybody', async () => {
    const person = await webPerson(service);
    const { id, sessionId } = person.user;
    const key = await service.post('/api/v1/api-keys', { name: 'script', scopes: ['postcard:read'] }, person.user);
    await remove(person, { password: person.password });
    expect((await service.send('GET', `/internal/sessions/${sessionId}`)).json).toMatchObject({
      alive: false,
      user_active: false,
      token_version: 1,
    });
    const told = (...parts: string[]) => events.some((event) => parts.every((part) => event.includes(part)));
    await waitFor(() => told('session.revoked', id, '"session_id":null'), { what: 'the event of the sessions' });
    await waitFor(() => told('user.changed', id), { what: 'the event of the user' });
    await waitFor(() => told('api-key.revoked', String(key.json.id)), { what: 'the event of the key' });
  });

  it('lets the same name and address register anew, as somebody else', async () => {
    const person = await webPerson(service);
    await remove(person, { password: person.password });
    expect((await service.post('/api/v1/auth/login', person)).json.code).toBe('CREDENTIALS_REFUSED');
    const { status, json } = await service.post('/api/v1/auth/register', person);
    expect(status).toBe(201);
    expect(json.id).not.toBe(person.user.id);
  });

  it('happens once, however often it is asked for at once', async () => {
    const person = await webPerson(service);
    const asked = Array.from({ length: 6 }, () => remove(person, { password: person.password }));
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  it('is not undone by a login or a change of the profile at the same moment', async () => {
    for (let round = 0; round < 8; round += 1) {
      const code = `test_${randomUUID()}`;
      const login = () => service.post(`${mini}/auth/login`, { code, userInfo: { nickName: '小满', avatarUrl: '' } });
      const user = miniUser(await login());
      const profile = () => service.send('PUT', `${mini}/auth/userinfo`, { user, body: { nickname: '阿禾' } });
      const answers = await Promise.all([remove({ user }, { code }), login(), profile(), login()]);
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      const [row] = await service.sql('SELECT nickname, deleted_at FROM "user" WHERE id = $1', [user.id]);
      expect(row).toEqual({ nickname: null, deleted_at: expect.any(Date) });
      expect(await service.sql('SELECT 1 FROM session WHERE user_id = $1 AND revoked_at IS NULL', [user.id])).toEqual(
        [],
      );
    }
  });

  it('shows the deleted to no admin', async () => {
    const person = await webPerson(service);
    const admin = { ...(await webPerson(service)).user, role: 'admin' as const };
    await remove(person, { password: person.password });
    const get = (path: string) => service.send('GET', `/api/v1/users${path}`, { user: admin });
    expect((await get(`/${person.user.id}`)).json.code).toBe('USER_NOT_FOUND');
    expect((await get(`?q=${person.user.id}`)).json.total).toBe(0);
  });
});

describe('the erasure of what other services have', () => {
  it('is asked for after the deletion, until it is done', async () => {
    const person = await webPerson(service);
    const { id } = person.user;
    postcard.cards.set(id, ['one', 'two']);
    let refused = 0;
    postcard.mood = (question) => {
      if (question !== `DELETE ${id}` || refused >= 2) return 'well';
      refused += 1;
      return refused === 1 ? 'failing' : 'gone';
    };
    await remove(person, { password: person.password });
    await waitFor(() => refused === 1, { what: 'the first try' });
    await waitFor(async () => Number((await erasureOf(id))?.attempts) >= 1, { what: 'the count of it' });
    expect(postcard.cards.has(id)).toBe(true);
    await erased(id);
    expect(postcard.cards.has(id)).toBe(false);
    expect((await erasureOf(id))?.attempts).toBe(3);
  }, 30_000);

  it('waits longer after each failure', async () => {
    const person = await webPerson(service);
    const { id } = person.user;
    postcard.mood = (question) => (question === `DELETE ${id}` ? 'gone' : 'well');
    await remove(person, { password: person.password });
    for (const [attempt, seconds] of [1, 2, 4].entries()) {
      const row = await waitFor(
        async () => {
          const found = await erasureOf(id);
          const pause = Number(found?.next_attempt_at) - service.now().getTime();
          // While it is being tried, the lease is what stands there.
          return found?.attempts === attempt + 1 && pause < 20_000 ? { ...found, pause } : undefined;
        },
        { what: `attempt ${attempt + 1}`, timeoutMs: 10_000 },
      );
      expect(row.pause).toBeLessThanOrEqual(seconds * 1000);
      expect(row.pause).toBeGreaterThan(seconds * 1000 - 1500);
      service.advance(seconds);
    }
    service.advance(600);
    postcard.mood = () => 'well';
    await erased(id);
  }, 40_000);

  it('is done once by however many processes', async () => {
    const others = await Promise.all([service.another(), service.another()]);
    try {
      const people = await Promise.all(Array.from({ length: 6 }, () => webPerson(service)));
      await Promise.all(people.map((person) => remove(person, { password: person.password })));
      for (const { user } of people) {
        await erased(user.id);
        expect(postcard.asked.filter((question) => question === `DELETE ${user.id}`)).toHaveLength(1);
      }
    } finally {
      await Promise.all(others.map(({ close }) => close()));
    }
  }, 30_000);
});
