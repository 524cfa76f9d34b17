import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mini, type Reply, startFixture, type UserServiceFixture } from '../user-service.fixture.js';
import { startWechatServer, type WechatServer } from '../wechat/wechat-server.fixture.js';

let wechat: WechatServer;
let service: UserServiceFixture;

beforeAll(async () => {
  wechat = await startWechatServer();
  service = await startFixture({
    WECHAT_APP_ID: 'wx-app',
    WECHAT_APP_SECRET: 'hush-hush',
    WECHAT_API_BASE_URL: wechat.url,
    WECHAT_MOCK_LOGIN: 'true',
  });
}, 60_000);
afterAll(async () => {
  await service.close();
  await wechat.close();
});

const logIn = (code: string, userInfo?: unknown) => service.post(`${mini}/auth/login`, { code, userInfo });
const nobody = { nickName: '微信用户', avatarUrl: '', _isQuickLogin: true };
const known = { nickName: '阿禾', avatarUrl: 'https://img.example/a.png', gender: 2 };

describe('login', () => {
  it('answers with tokens and the user, and keeps no session key', async () => {
    const { status, body } = await logIn('first', known);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      code: 0,
      data: {
        expiresIn: 604_800,
        userInfo: { nickname: '阿禾', avatar_url: 'https://img.example/a.png', gender: 2, role: 'user', plan: 'free' },
      },
    });
    expect(JSON.stringify(body)).not.toContain('openid-first');
    const tables = await service.sql(`SELECT * FROM identity WHERE subject = 'openid-first'`);
    expect(Object.keys(tables[0] ?? {}).sort()).toEqual(['created_at', 'provider', 'subject', 'user_id']);
  });

  it('A22: reads a profile that is wrapped once more, and ignores an identity that the body claims', async () => {
    const { body } = await service.post(`${mini}/auth/login`, {
      code: 'nested',
      openid: 'openid-first',
      user_id: (await logIn('first')).body.data.userInfo.id,
      unionid: 'u',
      userInfo: { userInfo: { ...known, openid: 'openid-first', role: 'admin' } },
    });
    expect(body.data.userInfo).toMatchObject({ nickname: '阿禾', role: 'user' });
    expect(body.data.userInfo.id).not.toBe((await logIn('first')).body.data.userInfo.id);
  });

  it('never overwrites a stored profile by a quick login', async () => {
    const before = await logIn('quick', known);
    for (const profile of [
      nobody,
      { nickName: '', avatarUrl: '' },
      { nickName: '微信用户', avatarUrl: 'https://grey' },
      { nickName: '阿禾', avatarUrl: 'javascript:alert(1)' },
      null,
      7,
    ]) {
      const { body } = await logIn('quick', profile);
      expect(body.data.userInfo).toMatchObject({ id: before.body.data.userInfo.id, nickname: '阿禾', gender: 2 });
      expect(body.data.userInfo.avatar).toBe('https://img.example/a.png');
    }
    const renamed = await logIn('quick', { nickName: '小满', avatarUrl: '' });
    expect(renamed.body.data.userInfo).toMatchObject({ nickname: '小满', avatar: 'https://img.example/a.png' });
  });

  it('calls somebody who told nothing what WeChat calls them', async () => {
    expect((await logIn('stranger', nobody)).body.data.userInfo).toMatchObject({ nickname: '微信用户', avatar: '' });
  });

  it('A21: makes one user of 100 first logins at once', async () => {
    // All wait for the one row; whoever is turned away for that (503) comes again, as clients do.
    const untilIn = async (): Promise<Reply> => {
      for (;;) {
        const reply = await logIn('crowd', nobody);
        if (reply.status !== 503) return reply;
      }
    };
    const replies = await Promise.all(Array.from({ length: 100 }, untilIn));
    expect(replies.every(({ body }) => body.code === 0)).toBe(true);
    expect(new Set(replies.map(({ body }) => body.data.userInfo.id)).size).toBe(1);
    const rows = await service.sql(
      `SELECT (SELECT count(*)::int FROM "user") - (SELECT count(*)::int FROM identity) AS strays`,
    );
    expect(rows).toEqual([{ strays: 0 }]);
  }, 60_000);

  it('is whole or not at all: without a session there is no user either', async () => {
    const [role] = await service.sql(`SELECT grantee FROM information_schema.role_table_grants
      WHERE table_name = 'session' AND privilege_type = 'INSERT' AND grantee LIKE '%serving'`);
    await service.sql(`DO $$ BEGIN REVOKE INSERT ON session FROM ${role?.grantee}; END $$`);
    expect((await logIn('halfway')).body.code).toBe(-500);
    await service.sql(`DO $$ BEGIN GRANT INSERT ON session TO ${role?.grantee}; END $$`);
    expect(await service.sql(`SELECT * FROM identity WHERE subject = 'openid-halfway'`)).toEqual([]);
    expect((await logIn('halfway')).body.code).toBe(0);
  });

  it('leaves one row of the audit, in the same transaction', async () => {
    const { body } = await logIn('audited');
    const rows = await service.sql(
      `SELECT action, operation, result, actor, resource_type FROM audit.entry WHERE resource_id = $1`,
      [body.data.sessionId],
    );
    expect(rows).toEqual([
      {
        action: 'auth.login',
        operation: 'user_login',
        result: 'success',
        actor: 'anonymous',
        resource_type: 'session',
      },
    ]);
  });

  it('A21: lets a code in once', async () => {
    expect((await logIn('once-only')).body.code).toBe(0);
    const replayed = await logIn('once-only');
    expect([replayed.status, replayed.body.code]).toEqual([200, -1]);
  });

  it.each([
    ['invalid', 200, -1, 'WECHAT_CODE_REFUSED'],
    ['used', 200, -1, 'WECHAT_CODE_REFUSED'],
    ['busy', 200, -1, 'WECHAT_BUSY'],
    ['blocked', 200, -1, 'WECHAT_USER_BLOCKED'],
    ['liar', 200, -1, 'WECHAT_CODE_REFUSED'],
    ['broken', 503, 503, 'WECHAT_UNAVAILABLE'],
    ['appid', 503, 503, 'WECHAT_UNAVAILABLE'],
    ['garbage', 503, 503, 'WECHAT_UNAVAILABLE'],
  ])('A21: answers a code that WeChat finds %s with HTTP %i, code %i', async (code, status, wire, name) => {
    const reply = await logIn(code);
    expect([reply.status, reply.body.code, reply.headers.get('x-error-code')]).toEqual([status, wire, name]);
  });

  it('refuses a login without a code as invalid', async () => {
    const { status, body } = await logIn('');
    expect([status, body.code]).toEqual([400, 400]);
  });

  it('refuses a disabled user', async () => {
    const { body } = await logIn('disabled');
    await service.sql('WITH u AS (UPDATE "user" SET active = false WHERE id = $1 RETURNING 1) SELECT 1', [
      body.data.userInfo.id,
    ]);
    expect((await logIn('disabled')).headers.get('x-error-code')).toBe('USER_DISABLED');
  });

  it('is not there for somebody who comes past the gateway', async () => {
    expect(await service.bare(`${mini}/auth/userinfo`)).toBe(401);
    expect(await service.bare('/.well-known/jwks.json')).toBe(401);
  });

  it('A23: writes neither code, nor openid, nor token into the log', async () => {
    const { body } = await logIn('canary-code');
    const text = JSON.stringify(service.log);
    for (const secret of ['canary-code', 'hush-hush', body.data.token, body.data.refreshToken]) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('development login', () => {
  it('makes and gets the user of a code, and asks nobody', async () => {
    const asked = wechat.asked.length;
    const [one, other, again] = [await logIn('test_a'), await logIn('test_b'), await logIn('test_a')];
    expect(one.body.data.userInfo.id).toBe(again.body.data.userInfo.id);
    expect(one.body.data.userInfo.id).not.toBe(other.body.data.userInfo.id);
    expect(wechat.asked.length).toBe(asked);
  });

  it('A20: is refused where it is off, without asking WeChat', async () => {
    await service.restart({ WECHAT_MOCK_LOGIN: 'false' });
    const asked = wechat.asked.length;
    const { status, body } = await logIn('test_a');
    expect([status, body.code]).toEqual([200, -1]);
    expect(wechat.asked.length).toBe(asked);
  });
});
