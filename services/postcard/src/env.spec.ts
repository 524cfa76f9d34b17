import { describe, expect, it } from '@jest/globals';
import { envSchema } from './env.js';

const given = {
  DATABASE_URL: 'postgres://serving:x@127.0.0.1/mojian',
  REDIS_URL: 'redis://127.0.0.1',
  INTERNAL_IDENTITY_KEY: 'k'.repeat(32),
  STORAGE_DIR: '/tmp/files',
};
const problemsOf = (variables: Record<string, string>) =>
  envSchema.safeParse({ ...given, ...variables }).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('the environment', () => {
  it('gives two cards a day, ten on the plan vip', () => {
    expect(envSchema.parse({ ...given, NODE_ENV: 'test' })).toMatchObject({
      POSTCARD_DAILY_LIMIT: 2,
      POSTCARD_VIP_DAILY_LIMIT: 10,
    });
  });

  it('has no ceiling of spending that would refuse every card', () => {
    expect(problemsOf({ SPEND_CEILING_USER: '0.4', SPEND_CEILING_GLOBAL: '0.5' })).toEqual(['SPEND_CEILING_USER']);
    expect(problemsOf({ SPEND_CEILING_USER: '0', SPEND_CEILING_ADDRESS: '' })).toEqual([]);
    expect(problemsOf({ SPEND_RESERVE_CARD: '0' })).toEqual(['SPEND_RESERVE_CARD']);
  });

  it('has no protection off in production, and permissions off nowhere but in tests', () => {
    expect(problemsOf({ NODE_ENV: 'production', SECURITY_CONCURRENT_QUOTA_ENABLED: 'false' })).toEqual([
      'SECURITY_CONCURRENT_QUOTA_ENABLED',
    ]);
    expect(problemsOf({ NODE_ENV: 'development', SECURITY_RBAC_ENABLED: 'false' })).toEqual(['SECURITY_RBAC_ENABLED']);
    expect(problemsOf({ NODE_ENV: 'test', SECURITY_RBAC_ENABLED: 'false' })).toEqual([]);
  });
  it('takes a push of WeChat only with all that it needs', () => {
    const app = { NODE_ENV: 'test', WECHAT_APP_ID: 'wx1', WECHAT_APP_SECRET: 's' };
    const push = { WECHAT_PUSH_TOKEN: 'AToken' };
    expect(problemsOf(app)).toEqual([]);
    expect(problemsOf({ ...app, ...push, PUBLIC_ORIGIN: 'https://mojian.example' })).toEqual([]);
    expect(problemsOf({ ...app, ...push })).toEqual(['PUBLIC_ORIGIN']);
    expect(problemsOf({ NODE_ENV: 'test', ...push })).toEqual(['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'PUBLIC_ORIGIN']);
    expect(problemsOf({ ...app, WECHAT_PUSH_AES_KEY: 'k'.repeat(43) })).toEqual(['WECHAT_PUSH_TOKEN']);
  });
});
