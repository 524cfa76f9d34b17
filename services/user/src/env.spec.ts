import { describe, expect, it } from '@jest/globals';
import { loadEnv } from '@mojian/config/load-env';
import { envSchema } from './env.js';

const whole = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://app:x@127.0.0.1:15432/mojian',
  REDIS_URL: 'redis://127.0.0.1:16379',
  INTERNAL_IDENTITY_KEY: 'i'.repeat(32),
  JWT_SECRET_KEY: 'kq8Rm2vXz7Lw4Tn9Yc1Hb6Fd3Gs5Jp0A',
  WECHAT_APP_ID: 'wx1',
  WECHAT_APP_SECRET: 's1',
  SMTP_URL: 'smtps://mojian:hush@mail.example:465',
  MAIL_FROM: 'Mojian <no-reply@mojian.example>',
  PUBLIC_ORIGIN: 'https://mojian.example',
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
    ['A20: the development login in production', { WECHAT_MOCK_LOGIN: 'true' }, 'WECHAT_MOCK_LOGIN'],
    ['a login without an app id', { WECHAT_APP_ID: '' }, 'WECHAT_APP_ID'],
    ['a login without an app secret', { WECHAT_APP_SECRET: undefined }, 'WECHAT_APP_SECRET'],
    ['A7: a short secret', { JWT_SECRET_KEY: 'kq8Rm2vXz7Lw4Tn9Yc1Hb6Fd3Gs5Jp0' }, 'JWT_SECRET_KEY'],
    ['A7: no secret', { JWT_SECRET_KEY: undefined }, 'JWT_SECRET_KEY'],
    ['A7: a secret that is none', { JWT_SECRET_KEY: 'j'.repeat(64) }, 'JWT_SECRET_KEY'],
    ['A7: a sample', { JWT_SECRET_KEY: 'your-super-secret-jwt-key-change-in-production' }, 'JWT_SECRET_KEY'],
    [
      'A7: a sample as the next secret',
      { JWT_SECRET_KEY_NEXT: 'change-me-change-me-change-me-1234' },
      'JWT_SECRET_KEY_NEXT',
    ],
    ['the same secret as the next one', { JWT_SECRET_KEY_NEXT: whole.JWT_SECRET_KEY }, 'JWT_SECRET_KEY_NEXT'],
    ['no mail server in production', { SMTP_URL: undefined }, 'SMTP_URL'],
    ['a mail server that is none', { SMTP_URL: 'https://mail.example' }, 'SMTP_URL'],
    ['a mail server and no sender', { MAIL_FROM: undefined }, 'MAIL_FROM'],
    ['a sender of two lines', { MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, 'MAIL_FROM'],
    ['links that lead nowhere', { PUBLIC_ORIGIN: undefined }, 'PUBLIC_ORIGIN'],
    ['a short secret of before', { JWT_SECRET_KEY_PREVIOUS: 'short' }, 'JWT_SECRET_KEY_PREVIOUS'],
  ])('refuses to start with %s', (_, change, variable) => {
    expect(() => loadEnv(envSchema, { ...whole, ...change })).toThrow(variable);
  });
});
