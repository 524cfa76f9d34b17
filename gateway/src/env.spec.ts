import { describe, expect, it } from '@jest/globals';
import { loadEnv } from '@mojian/config/load-env';
import { envSchema, limitOverridesOf } from './env.js';

const least = { REDIS_URL: 'redis://127.0.0.1:16379', INTERNAL_IDENTITY_KEY: 'i'.repeat(32) };

describe('environment of the gateway', () => {
  it('needs little, and trusts nobody unless told', () => {
    expect(loadEnv(envSchema, least)).toMatchObject({
      GATEWAY_PORT: 8083,
      CARD_PORT: 8085,
      HOST: '127.0.0.1',
      TRUST_PROXY: 0,
      GATEWAY_CORS_ORIGINS: [],
    });
    expect(limitOverridesOf(loadEnv(envSchema, least))).toEqual({});
  });

  it('reads lists of origins and limits', () => {
    const env = loadEnv(envSchema, {
      ...least,
      GATEWAY_CORS_ORIGINS: 'https://a.example, http://localhost:5173',
      LIMIT_POSTCARD_CREATE: '1000/60',
    });
    expect(env.GATEWAY_CORS_ORIGINS).toEqual(['https://a.example', 'http://localhost:5173']);
    expect(limitOverridesOf(env)).toEqual({ postcard_create: { count: 1000, seconds: 60 } });
  });

  it.each([
    ['GATEWAY_BASE_PATH', '/trailing/'],
    ['GATEWAY_BASE_PATH', 'nothing-in-front'],
    ['GATEWAY_CORS_ORIGINS', '*'],
    ['GATEWAY_CORS_ORIGINS', 'https://a.example/path'],
    ['PUBLIC_ORIGIN', 'https://a.example/'],
    ['LIMIT_QUOTA', '0/60'],
    ['LIMIT_QUOTA', 'many'],
    ['TRUST_PROXY', '-1'],
    ['INTERNAL_IDENTITY_KEY', 'short'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => loadEnv(envSchema, { ...least, [name]: value })).toThrow(name);
  });
});
