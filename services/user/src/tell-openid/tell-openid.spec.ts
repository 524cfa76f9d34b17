import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mini, miniUser, startFixture, type UserServiceFixture } from '../user-service.fixture.js';
import { startWechatServer, type WechatServer } from '../wechat/wechat-server.fixture.js';

let service: UserServiceFixture;
let wechat: WechatServer;
beforeAll(async () => {
  wechat = await startWechatServer();
  const app = { WECHAT_APP_ID: 'wx-app', WECHAT_APP_SECRET: 'hush', WECHAT_API_BASE_URL: wechat.url };
  service = await startFixture({ ...app, WECHAT_MOCK_LOGIN: 'true' });
}, 60_000);
afterAll(async () => {
  await service.close();
  await wechat.close();
});

const logIn = async (code: string) => miniUser(await service.post(`${mini}/auth/login`, { code })).id;
const tell = (userId: string, caller: 'postcard' | 'gateway' | 'agent') =>
  service.send('GET', `/internal/users/${userId}/openid`, { caller });

describe('the openid of an author', () => {
  it('is told to the postcard service, and to nobody else', async () => {
    const userId = await logIn(`c${randomUUID().slice(0, 8)}`);
    const [identity] = await service.sql(`SELECT subject FROM identity WHERE user_id = $1`, [userId]);
    expect((await tell(userId, 'postcard')).json).toEqual({ openid: identity?.subject });
    for (const caller of ['gateway', 'agent'] as const) {
      const { status, headers, json } = await tell(userId, caller);
      expect([status, headers.get('x-error-code')]).toEqual([401, 'IDENTITY_REFUSED']);
      expect(JSON.stringify(json)).not.toContain(String(identity?.subject));
    }
  });

  it('is null for who has not come by WeChat, and for who is nobody', async () => {
    for (const userId of [await logIn('test_somebody'), randomUUID()]) {
      expect((await tell(userId, 'postcard')).json).toEqual({ openid: null });
    }
  });
});
