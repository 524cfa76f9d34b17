import { describe, expect, it } from '@jest/globals';
import { loadEnv } from '@mojian/config/load-env';
import { envSchema } from './env.js';

const whole = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://app:x@127.0.0.1:15432/mojian',
  REDIS_URL: 'redis://127.0.0.1:16379',
  INTERNAL_IDENTITY_KEY: 'i'.repeat(32),
  JWT_SECRET_KEY: 'j'.repeat(32),
  WECHAT_APP_ID: 'wx1',
  WECHAT_APP_SECRET: 's1',
};

describe('environment of the user service', () => {
  it('starts in production with the app of WeChat', () => {
    expect(loadEnv(envSchema, whole)).toMatchObject({
      USER_PORT: 8081,
      REFRESH_GRACE_SECONDS: 60,
      WECHAT_API_BASE_URL: 'https://api.weixin.qq.com',
      WECHAT_MOCK_LOGIN: false,
    });
  });

  it('starts without an app of WeChat where the development login is on', () => {
    const { WECHAT_APP_ID, WECHAT_APP_SECRET, ...rest } = whole;
    const env = loadEnv(envSchema, { ...rest, NODE_ENV: 'development', WECHAT_MOCK_LOGIN: 'true' });
    expect(env.WECHAT_MOCK_LOGIN).toBe(true);
  });

  it.each([
    ['the development login in production', { WECHAT_MOCK_LOGIN: 'true' }, 'WECHAT_MOCK_LOGIN'],
    ['a login without an app id', { WECHAT_APP_ID: '' }, 'WECHAT_APP_ID'],
    ['a login without an app secret', { WECHAT_APP_SECRET: undefined }, 'WECHAT_APP_SECRET'],
    ['a short secret', { JWT_SECRET_KEY: 'j'.repeat(31) }, 'JWT_SECRET_KEY'],
    ['a short secret of before', { JWT_SECRET_KEY_PREVIOUS: 'short' }, 'JWT_SECRET_KEY_PREVIOUS'],
  ])('refuses to start with %s', (_, change, variable) => {
    expect(() => loadEnv(envSchema, { ...whole, ...change })).toThrow(variable);
  });
});
