import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyInternalIdentity } from '@mojian/auth/internal-identity';
import { apiKeyRevoked } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { parseAddressList } from './address-list.js';
import { type GatewayFixture, identityKey, mini, startFixture } from './gateway.fixture.js';

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
const codeOf = async (headers: Record<string, string>, at = path): Promise<unknown> => {
  const reply = await fixture.send({ path: at, headers });
  return reply.status === 200 ? 200 : [reply.status, reply.headers['x-error-code']];
};

describe('an API key', () => {
  it('says who calls, and what the program may do', async () => {
    const made = fixture.makeKey();
    expect(await codeOf({ 'x-api-key': made.key })).toBe(200);
    const seen = fixture.upstreams.user.received.findLast(({ url }) => url === path);
    expect(seen?.headers).not.toHaveProperty('x-api-key');
    const identity = String(seen?.headers['x-internal-identity']);
    const expected = { key: identityKey, audience: 'user', method: 'GET', path };
    expect(verifyInternalIdentity(identity, expected)).toMatchObject({
      address: '127.0.0.1',
      user: {
        id: made.userId,
        sessionId: null,
        apiKey: { id: made.keyId, scopes: ['quota:read'] },
        role: 'user',
        plan: 'vip',
        audience: 'web',
      },
    });
  });

  it('is refused where it is malformed, unknown, dead or its user disabled', async () => {
    const refused = [401, 'API_KEY_REFUSED'];
    expect(await codeOf({ 'x-api-key': 'mj_short' })).toEqual(refused);
    expect(await codeOf({ 'x-api-key': `sk_${'x'.repeat(40)}` })).toEqual(refused);
    const none = { alive: false, key_id: null, user_id: null, user_active: false, role: null, plan: null, scopes: [] };
    expect(await codeOf({ 'x-api-key': fixture.makeKey(none).key })).toEqual(refused);
    expect(await codeOf({ 'x-api-key': fixture.makeKey({ alive: false }).key })).toEqual(refused);
    expect(await codeOf({ 'x-api-key': fixture.makeKey({ user_active: false }).key })).toEqual([401, 'USER_DISABLED']);
  });

  it('never goes with a token, and is no bearer token', async () => {
    const { key } = fixture.makeKey();
    const me = await fixture.logIn();
    expect(await codeOf({ 'x-api-key': key, ...me.headers })).toEqual([401, 'TOKEN_INVALID']);
    expect(await codeOf({ 'x-api-key': key, 'x-access-token': me.token })).toEqual([401, 'TOKEN_INVALID']);
    expect(await codeOf({ authorization: `Bearer ${key}` })).toEqual([401, 'TOKEN_INVALID']);
  });

  it('is asked about once a second, whether it is good or bad', async () => {
    for (const made of [fixture.makeKey(), fixture.makeKey({ alive: false })]) {
      await Promise.all(Array.from({ length: 20 }, () => codeOf({ 'x-api-key': made.key })));
      expect(fixture.upstreams.user.received.filter(({ url }) => url === made.path)).toHaveLength(1);
    }
  });

  it('A8: is refused at once when it is revoked', async () => {
    const made = fixture.makeKey();
    expect(await codeOf({ 'x-api-key': made.key })).toBe(200);
    made.end();
    expect(await codeOf({ 'x-api-key': made.key })).toBe(200);
    await publishEvent(redis, apiKeyRevoked, { user_id: made.userId, key_id: made.keyId });
    const isRefused = async () => (await codeOf({ 'x-api-key': made.key })) !== 200;
    await waitFor(isRefused, { what: 'the refusal', timeoutMs: 500 });
  });

  it('A8: is refused within a second when nobody hears that it is revoked', async () => {
    const made = fixture.makeKey();
    expect(await codeOf({ 'x-api-key': made.key })).toBe(200);
    made.end();
    const isRefused = async () => (await codeOf({ 'x-api-key': made.key })) !== 200;
    await waitFor(isRefused, { what: 'the refusal', timeoutMs: 1200 });
  });
});

describe('the refresh token', () => {
  it('goes to the route that takes it, and nowhere else', async () => {
    const headers = { 'x-refresh-token': 'a-refresh-token', 'content-type': 'application/json' };
    const refresh = '/api/v1/auth/refresh';
    await fixture.send({ method: 'POST', path: refresh, body: '{}', headers });
    await fixture.send({ method: 'POST', path: `${mini}/auth/refresh`, body: '{}', headers });
    const [web, inMini] = fixture.upstreams.user.received.slice(-2);
    expect([web?.url, web?.headers['x-refresh-token']]).toEqual([refresh, 'a-refresh-token']);
    expect([inMini?.url, inMini?.headers['x-refresh-token']]).toEqual([`${mini}/auth/refresh`, undefined]);
  });
});

describe('the addresses of admins', () => {
  const admin = '/api/v1/admin/audit-logs';
  const from = async (adminAddresses: string) => {
    const listed = await startFixture({ adminAddresses: parseAddressList(adminAddresses), trustedProxies: 1 });
    const me = await listed.logIn({ state: { role: 'admin' } });
    const ask = async (address: string, at = admin) => {
      const reply = await listed.send({ path: at, headers: { ...me.headers, 'x-forwarded-for': address } });
      return [reply.status, reply.headers['x-error-code']];
    };
    return { ask, close: listed.close, anonymous: () => listed.send({ path: admin }) };
  };

  it('are the only ones that reach what is an admin’s, in either version of IP', async () => {
    const { ask, close, anonymous } = await from('10.1.0.0/16, 192.0.2.7, 2001:db8::/32');
    for (const address of ['10.1.255.255', '192.0.2.7', '::ffff:10.1.0.1', '2001:db8:1::5']) {
      expect(await ask(address)).toEqual([200, undefined]);
    }
    for (const address of ['10.2.0.0', '192.0.2.8', '2001:db9::1', '127.0.0.1']) {
      expect(await ask(address)).toEqual([403, 'ADDRESS_REFUSED']);
      expect(await ask(address, `${mini}/auth/userinfo`)).toEqual([200, undefined]);
    }
    expect((await anonymous()).status).toBe(401);
    await close();
  });
});

describe('without verification of tokens', () => {
  it('the headers say who calls, and must be well-formed', async () => {
    const protection = { verifyTokens: false, limitRates: true, auditRefusals: false, brakeRoutes: true };
    const open = await startFixture({ protection });
    const ask = async (headers: Record<string, string>) => {
      const { status, headers: got } = await open.send({ path, headers });
      return [status, got['x-error-code']];
    };
    const id = '7d9c1c1e-8a53-4f0e-9c0f-0d1f6f1f2a3b';
    expect(await ask({ 'x-user-id': id })).toEqual([200, undefined]);
    expect(await ask({ 'x-user-id': id, 'x-user-role': 'admin' })).toEqual([200, undefined]);
    const identity = String(open.upstreams.user.received.at(-1)?.headers['x-internal-identity']);
    const expected = { key: identityKey, audience: 'user', method: 'GET', path };
    expect(verifyInternalIdentity(identity, expected).user).toMatchObject({ id, role: 'admin', sessionId: null });
    expect(await ask({})).toEqual([401, 'TOKEN_MISSING']);
    expect(await ask({ 'x-user-id': 'admin' })).toEqual([401, 'TOKEN_INVALID']);
    expect(await ask({ 'x-user-id': id, 'x-user-role': 'root' })).toEqual([401, 'TOKEN_INVALID']);
    await open.close();
  });
});
