import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IdentityUser } from '@mojian/contracts/identity';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { startFixture, type UserServiceFixture } from '../user-service.fixture.js';
import { webAccount, webSession } from './web-session.fixture.js';

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

const path = '/api/v1/users/me/sessions';
const heardOf = (sessionId: string) =>
  waitFor(() => events.some((event) => event.includes(sessionId)), { what: `the event of session ${sessionId}` });
const aliveOf = async (sessionId: string) => (await service.send('GET', `/internal/sessions/${sessionId}`)).json.alive;

describe('sessions of one’s own', () => {
  it('are listed, newest first, with where they came from, and without those that ended', async () => {
    const userId = await webAccount(service);
    const first = await webSession(service, userId);
    service.advance(1);
    const second = await webSession(service, userId);
    await webSession(service);
    const { json } = await service.send('GET', path, { user: first.user });
    expect(json.items).toMatchObject([
      { id: second.user.sessionId, current: false, audience: 'web', address: '203.0.113.7', agent: 'specs' },
      { id: first.user.sessionId, current: true, refreshed_at: null },
    ]);
    service.advance(7 * 24 * 3600);
    const later = await webSession(service, userId);
    const remaining = await service.send('GET', path, { user: later.user });
    expect(remaining.json.items).toMatchObject([{ id: later.user.sessionId }]);
  });

  it('keep the address and the program that they were opened from', async () => {
    const reply = await service.send('POST', '/api/v1/miniprogram/auth/login', {
      body: { code: 'test_from_where' },
      address: '198.51.100.4',
      headers: { 'user-agent': 'MicroMessenger/8.0' },
    });
    const kept = await service.sql('SELECT address, agent FROM session WHERE id = $1', [reply.body.data.sessionId]);
    expect(kept).toEqual([{ address: '198.51.100.4', agent: 'MicroMessenger/8.0' }]);
  });

  it('A8: end one by one, with an event and a row of the audit, and no other', async () => {
    const userId = await webAccount(service);
    const [own, lost] = [await webSession(service, userId), await webSession(service, userId)];
    const end = () => service.send('DELETE', `${path}/${lost.user.sessionId}`, { user: own.user });
    expect((await end()).json).toEqual({ revoked: 1 });
    await heardOf(lost.user.sessionId);
    expect([await aliveOf(lost.user.sessionId), await aliveOf(own.user.sessionId)]).toEqual([false, true]);
    expect((await end()).headers.get('x-error-code')).toBe('SESSION_NOT_FOUND');
    const rows = await service.sql('SELECT action, result, after FROM audit.entry WHERE resource_id = $1', [
      lost.user.sessionId,
    ]);
    expect(rows).toEqual([{ action: 'user.revoke-session', result: 'success', after: { revoked: 'revoked' } }]);
  });

  it('of somebody else are none', async () => {
    const [own, foreign] = [await webSession(service), await webSession(service)];
    for (const id of [foreign.user.sessionId, randomUUID()]) {
      const { status, headers } = await service.send('DELETE', `${path}/${id}`, { user: own.user });
      expect([status, headers.get('x-error-code')]).toEqual([404, 'SESSION_NOT_FOUND']);
    }
    expect(await aliveOf(foreign.user.sessionId)).toBe(true);
  });

  it('A8: all end but the one that asks', async () => {
    const userId = await webAccount(service);
    const { user } = await webSession(service, userId);
    const lost = [await webSession(service, userId), await webSession(service, userId)];
    expect((await service.send('DELETE', path, { user })).json).toEqual({ revoked: 2 });
    await Promise.all(lost.map((session) => heardOf(session.user.sessionId)));
    expect(await aliveOf(user.sessionId)).toBe(true);
    expect((await service.send('DELETE', path, { user })).json).toEqual({ revoked: 0 });
  });

  it('are no business of a program with an API key', async () => {
    const { user } = await webSession(service);
    const program: IdentityUser = {
      ...user,
      sessionId: null,
      apiKey: { id: randomUUID(), scopes: ['user:read', 'user:update'] },
    };
    for (const method of ['GET', 'DELETE']) {
      const { status, headers } = await service.send(method, path, { user: program });
      expect([status, headers.get('x-error-code')]).toEqual([403, 'SESSION_NEEDED']);
    }
  });
});

describe('logout on the web', () => {
  it('A8: ends the session everywhere, and may be repeated', async () => {
    const { user } = await webSession(service);
    for (const _ of [1, 2]) {
      expect((await service.send('POST', '/api/v1/auth/logout', { user })).status).toBe(200);
    }
    await heardOf(user.sessionId);
    expect(await aliveOf(user.sessionId)).toBe(false);
  });

  it('says so in the language of the client', async () => {
    const { user } = await webSession(service);
    const say = async (language?: string) => {
      const headers: Record<string, string> = language === undefined ? {} : { 'accept-language': language };
      return (await service.send('POST', '/api/v1/auth/logout', { user, headers })).json;
    };
    expect(await say()).toEqual({ message: '已退出登录' });
    expect(await say('en-GB, zh;q=0.5')).toEqual({ message: 'You are logged out' });
  });
});

describe('ended sessions', () => {
  it('are told of many ids at once: sessions and keys that are over, unknown, or of a disabled user', async () => {
    const [alive, ended, disabled] = [await webSession(service), await webSession(service), await webSession(service)];
    await service.send('POST', '/api/v1/auth/logout', { user: ended.user });
    await service.sql('WITH u AS (UPDATE "user" SET active = false WHERE id = $1 RETURNING 1) SELECT 1', [
      disabled.user.id,
    ]);
    const made = await service.send('POST', '/api/v1/api-keys', {
      body: { name: 'one', scopes: ['user:read'], expires_in_days: 1 },
      user: alive.user,
    });
    const unknown = randomUUID();
    const ask = async () => {
      const ids = [alive, ended, disabled].map(({ user }) => user.sessionId);
      const query = [...ids, made.json.id, unknown].join(',');
      const { json } = await service.send('GET', `/internal/ended-sessions?ids=${query}`);
      return new Set(z.array(z.string()).parse(json.ended));
    };
    const gone = [ended.user.sessionId, disabled.user.sessionId, unknown];
    expect(await ask()).toEqual(new Set(gone));
    service.advance(24 * 3600 + 1);
    expect(await ask()).toEqual(new Set([...gone, made.json.id]));
  });
});
