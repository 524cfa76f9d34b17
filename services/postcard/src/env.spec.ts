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

  it('has no protection off in production, and permissions off nowhere but in tests', () => {
    expect(problemsOf({ NODE_ENV: 'production', SECURITY_CONCURRENT_QUOTA_ENABLED: 'false' })).toEqual([
      'SECURITY_CONCURRENT_QUOTA_ENABLED',
    ]);
    expect(problemsOf({ NODE_ENV: 'development', SECURITY_RBAC_ENABLED: 'false' })).toEqual(['SECURITY_RBAC_ENABLED']);
    expect(problemsOf({ NODE_ENV: 'test', SECURITY_RBAC_ENABLED: 'false' })).toEqual([]);
  });
});
