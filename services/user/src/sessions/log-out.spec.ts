import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IdentityUser } from '@mojian/contracts/identity';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { mini, miniUser, startFixture, type UserServiceFixture } from '../user-service.fixture.js';

let service: UserServiceFixture;
let subscriber: Redis;
const events: string[] = [];

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
  subscriber = new Redis(service.redisUrl);
  subscriber.on('message', (_channel, message) => events.push(message));
  await subscriber.subscribe('session.revoked');
}, 60_000);
afterAll(async () => {
  subscriber.disconnect();
  await service.close();
});

const logIn = async () => {
  const reply = await service.post(`${mini}/auth/login`, { code: `test_${randomUUID()}` });
  return { user: miniUser(reply), refreshToken: reply.body.data.refreshToken };
};

const stateOf = async ({ sessionId }: IdentityUser): Promise<unknown> =>
  (await service.send('GET', `/internal/sessions/${sessionId}`)).body;

describe('logout', () => {
  it('ends the session with both tokens and tells everybody', async () => {
    const { user, refreshToken } = await logIn();
    expect(await stateOf(user)).toEqual({
      alive: true,
      user_id: user.id,
      user_active: true,
      role: 'user',
      plan: 'free',
      token_version: 0,
      refreshed_at: null,
    });
    const { body } = await service.post(`${mini}/auth/logout`, {}, user);
    expect(body).toMatchObject({ code: 0, data: { user_id: user.id } });
    expect(await stateOf(user)).toMatchObject({ alive: false });
    expect((await service.post(`${mini}/auth/refresh`, { refreshToken })).body.code).toBe(-401);
    await waitFor(() => events.some((event) => event.includes(user.sessionId ?? 'none')), {
      what: 'the event of the logout',
    });
  });

  it('may be repeated', async () => {
    const { user } = await logIn();
    await service.post(`${mini}/auth/logout`, {}, user);
    expect((await service.post(`${mini}/auth/logout`, {}, user)).body.code).toBe(0);
  });

  it('ends no other session of the user', async () => {
    const code = `test_${randomUUID()}`;
    const logInAgain = async () => miniUser(await service.post(`${mini}/auth/login`, { code }));
    const [user, other] = [await logInAgain(), await logInAgain()];
    await service.post(`${mini}/auth/logout`, {}, user);
    expect(await stateOf(user)).toMatchObject({ alive: false });
    expect(await stateOf(other)).toMatchObject({ alive: true });
  });
});

describe('state of a session', () => {
  it('tells when it was refreshed', async () => {
    const { user, refreshToken } = await logIn();
    await service.post(`${mini}/auth/refresh`, { refreshToken });
    expect(await stateOf(user)).toMatchObject({ refreshed_at: expect.stringMatching(/^\d{4}-.*Z$/) });
  });

  it('is not alive where there is no such session', async () => {
    const { user } = await logIn();
    expect(await stateOf({ ...user, sessionId: randomUUID() })).toMatchObject({ alive: false, user_id: null });
  });

  it('is for our own processes, not for a person', async () => {
    const { user } = await logIn();
    expect((await service.send('GET', `/internal/sessions/${user.sessionId}`, { user })).status).toBe(401);
  });
});

describe('user info', () => {
  it('shows and changes the caller’s own profile', async () => {
    const { user } = await logIn();
    const changed = await service.send('PUT', `${mini}/auth/userinfo`, {
      body: { nickname: ' 小满 ', avatar: null, role: 'admin' },
      user,
    });
    expect(changed.body).toMatchObject({ code: 0, data: { nickname: '小满', avatar: '', role: 'user' } });
    const shown = await service.send('GET', `${mini}/auth/userinfo`, { user });
    expect(shown.body.data).toEqual(changed.body.data);
    expect(shown.body.data.session_id).toBe(user.sessionId);
  });

  it('keeps what a change leaves out', async () => {
    const { user } = await logIn();
    await service.send('PUT', `${mini}/auth/userinfo`, {
      body: { nickname: '阿禾', avatar: 'https://img.example/a.png' },
      user,
    });
    const { body } = await service.send('PUT', `${mini}/auth/userinfo`, { body: { nickname: '' }, user });
    expect(body.data).toMatchObject({ nickname: '阿禾', avatar: 'https://img.example/a.png' });
  });
});
