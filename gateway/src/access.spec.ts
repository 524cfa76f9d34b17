import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sessionRevoked } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { type GatewayFixture, type LoggedIn, mini, startFixture } from './gateway.fixture.js';

let fixture: GatewayFixture;
let redis: Redis;
beforeAll(async () => {
  fixture = await startFixture();
  redis = new Redis(fixture.redisUrl);
});
afterAll(async () => {
  redis.disconnect();
  await fixture.close();
});

const path = `${mini}/auth/userinfo`;
const ask = (headers: Record<string, string>) => fixture.send({ path, headers });
const codeOf = async (headers: Record<string, string>): Promise<unknown> => {
  const { status, headers: got, text } = await ask(headers);
  return status === 200 ? 200 : [status, JSON.parse(text).code, got['x-error-code']];
};
const questionsAbout = ({ sessionId }: LoggedIn): number =>
  fixture.upstreams.user.received.filter(({ url }) => url.endsWith(sessionId)).length;

describe('who may call', () => {
  it('is whoever holds a token, in either header', async () => {
    const me = await fixture.logIn();
    expect(await codeOf(me.headers)).toBe(200);
    expect(await codeOf({ 'x-access-token': me.token })).toBe(200);
    expect(await codeOf({ authorization: `bearer ${me.token}` })).toBe(200);
  });

  it('is nobody without one', async () => {
    expect(await codeOf({})).toEqual([401, -401, 'TOKEN_MISSING']);
  });

  it.each([
    'Bearer invalid.jwt.token',
    'Bearer',
    'Basic dTpw',
    'Bearer a b',
    'Bearer Bearer x.y.z',
    `Bearer ${'x'.repeat(5000)}`,
  ])('is nobody with "%s"', async (authorization) => {
    expect(await codeOf({ authorization })).toEqual([401, -401, 'TOKEN_INVALID']);
  });

  it('A6: is nobody with another spelling of a good token', async () => {
    const { token } = await fixture.logIn();
    const last = token.at(-1) ?? '';
    const near = String.fromCharCode(last.charCodeAt(0) + 1);
    for (const spelling of [`${token}=`, `${token}.`, `${token.slice(0, -1)}${near}`, token.slice(0, -1)]) {
      expect(await codeOf({ authorization: `Bearer ${spelling}` })).toEqual([401, -401, 'TOKEN_INVALID']);
    }
  });

  it('is the same for a public route with any token or none', async () => {
    const trending = `${mini}/trending`;
    for (const authorization of ['Bearer invalid.jwt.token', 'Basic x']) {
      expect((await fixture.send({ path: trending, headers: { authorization } })).status).toBe(200);
    }
  });

  it.each([
    [{ alive: false }, 'TOKEN_REVOKED'],
    [{ user_active: false }, 'USER_DISABLED'],
    [{ token_version: 1 }, 'TOKEN_REVOKED'],
    [{ user_id: '00000000-0000-4000-8000-000000000000' }, 'TOKEN_REVOKED'],
    [{ user_id: null, alive: false }, 'TOKEN_REVOKED'],
  ])('is nobody whose session is %j', async (state, code) => {
    expect(await codeOf((await fixture.logIn({ state })).headers)).toEqual([401, -401, code]);
  });
});

describe('a session that ends', () => {
  it('is asked about at most once a second, and once for all who ask together', async () => {
    const me = await fixture.logIn();
    await Promise.all(Array.from({ length: 20 }, () => ask(me.headers)));
    expect(questionsAbout(me)).toBe(1);
    fixture.setState(me, { alive: false });
    await waitFor(async () => (await ask(me.headers)).status === 401, {
      what: 'the end of the session',
      timeoutMs: 1200,
    });
    expect(questionsAbout(me)).toBe(2);
  });

  it('is refused at once when the event comes', async () => {
    const me = await fixture.logIn();
    const mate = await fixture.logIn();
    await Promise.all([ask(me.headers), ask(mate.headers)]);
    fixture.setState(me, { alive: false });
    fixture.setState(mate, { user_active: false });
    await publishEvent(redis, sessionRevoked, { user_id: me.userId, session_id: me.sessionId });
    await publishEvent(redis, sessionRevoked, { user_id: mate.userId, session_id: null });
    await waitFor(async () => (await ask(me.headers)).status === 401, { what: 'the refusal', timeoutMs: 500 });
    await waitFor(async () => (await ask(mate.headers)).status === 401, { what: 'the other refusal', timeoutMs: 500 });
  });

  it('is refused right after the logout that passed here', async () => {
    const me = await fixture.logIn();
    expect((await ask(me.headers)).status).toBe(200);
    fixture.setState(me, { alive: false });
    expect((await ask(me.headers)).status).toBe(200);
    const logout = { method: 'POST', path: `${mini}/auth/logout`, headers: { ...me.headers }, body: '{}' };
    expect((await fixture.send(logout)).status).toBe(200);
    expect((await ask(me.headers)).status).toBe(401);
  });
});

describe('an expired token', () => {
  it('is refused, and told from a wrong one', async () => {
    const me = await fixture.logIn({ lifeSeconds: 60 });
    fixture.advance(66);
    expect(await codeOf(me.headers)).toEqual([401, -401, 'TOKEN_EXPIRED']);
  });

  it('is served while its session was refreshed less than a minute ago', async () => {
    const me = await fixture.logIn({ lifeSeconds: 60 });
    fixture.advance(120);
    const now = await fixture.logIn();
    fixture.setState(me, { refreshed_at: new Date(Date.now() + 60_000).toISOString() });
    expect((await ask(now.headers)).status).toBe(200);
    // The fixture's clock is 186 s ahead of the real one; the refresh lies 126 s behind it.
    expect(await codeOf(me.headers)).toEqual([401, -401, 'TOKEN_EXPIRED']);
    fixture.advance(2);
    fixture.setState(me, { refreshed_at: new Date(Date.now() + 150_000).toISOString() });
    expect(await codeOf(me.headers)).toBe(200);
  });
});

describe('without the user service', () => {
  it('nobody is let in, and nobody waits', async () => {
    const lonely = await startFixture();
    const me = await lonely.logIn();
    await lonely.upstreams.user.stop();
    const asked = performance.now();
    const { status, text, headers } = await lonely.send({ path: `${mini}/postcards/user`, headers: { ...me.headers } });
    expect([status, JSON.parse(text).code, headers['x-error-code']]).toEqual([503, 503, 'DEPENDENCY_DOWN']);
    expect(performance.now() - asked).toBeLessThan(1500);
    await lonely.upstreams.user.start();
    expect((await lonely.send({ path: `${mini}/postcards/user`, headers: { ...me.headers } })).status).toBe(200);
    lonely.upstreams.user.answer(`/internal/sessions/${me.sessionId}`, () => undefined);
    lonely.advance(2);
    const slow = performance.now();
    expect((await lonely.send({ path: `${mini}/postcards/user`, headers: { ...me.headers } })).status).toBe(503);
    expect(performance.now() - slow).toBeLessThan(1500);
    await lonely.close();
  });
});
