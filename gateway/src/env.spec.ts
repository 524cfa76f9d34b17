import { describe, expect, it } from '@jest/globals';
import { loadEnv } from '@mojian/config/load-env';
import { isListed } from './address-list.js';
import { allowedHostsOf, envSchema, limitOverridesOf, readyUrlsOf } from './env.js';

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

  it('reads the addresses of our own proxies and of admins', () => {
    const env = loadEnv(envSchema, { ...least, TRUST_PROXY: '10.0.0.0/8, ::1', ADMIN_ALLOWED_ADDRESSES: '192.0.2.7' });
    expect(typeof env.TRUST_PROXY === 'object' && isListed(env.TRUST_PROXY, '10.9.9.9')).toBe(true);
    expect(env.ADMIN_ALLOWED_ADDRESSES && isListed(env.ADMIN_ALLOWED_ADDRESSES, '192.0.2.8')).toBe(false);
    expect(loadEnv(envSchema, { ...least, TRUST_PROXY: '2' }).TRUST_PROXY).toBe(2);
    expect(loadEnv(envSchema, least).ADMIN_ALLOWED_ADDRESSES).toBeUndefined();
  });

  it('knows its own hosts', () => {
    const env = { PUBLIC_ORIGIN: 'https://Mojian.example', CARD_ORIGIN: 'https://cards.example:8443' };
    const hosts = allowedHostsOf({ ...env, ALLOWED_HOSTS: 'A.example, b.example' }, ['laptop.local']);
    expect(hosts).toEqual(new Set(['a.example', 'b.example', 'mojian.example', 'cards.example', 'laptop.local']));
    expect(allowedHostsOf({ ALLOWED_HOSTS: '*' }, [])).toBe('any');
  });

  it('finds where services say whether they are ready', () => {
    expect(readyUrlsOf('http://10.0.0.1:8081, http://10.0.0.2:8081/', undefined)).toEqual([
      'http://10.0.0.1:9081/ready',
      'http://10.0.0.2:9081/ready',
    ]);
    expect(readyUrlsOf('http://10.0.0.1:8081', 'http://10.0.0.1:7000/readyz')).toEqual(['http://10.0.0.1:7000/readyz']);
  });

  it('refuses protection that is off in production, and tokens unverified outside of tests', () => {
    const limitsOff = { ...least, SECURITY_RATE_LIMITING_ENABLED: 'false' };
    expect(loadEnv(envSchema, limitsOff).SECURITY_RATE_LIMITING_ENABLED).toBe(false);
    expect(() => loadEnv(envSchema, { ...limitsOff, NODE_ENV: 'production' })).toThrow(/must not be off in production/);
    const tokensOff = { ...least, SECURITY_JWT_ENABLED: 'false' };
    expect(loadEnv(envSchema, { ...tokensOff, NODE_ENV: 'test' }).SECURITY_JWT_ENABLED).toBe(false);
    expect(() => loadEnv(envSchema, tokensOff)).toThrow('SECURITY_JWT_ENABLED');
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
    ['TRUST_PROXY', '10'],
    ['TRUST_PROXY', 'loopback'],
    ['ADMIN_ALLOWED_ADDRESSES', '10.0.0.0/40'],
    ['USER_SERVICE_URL', 'http://127.0.0.1:8081,nonsense'],
    ['USER_SERVICE_URL', 'ftp://127.0.0.1'],
    ['MAX_CONCURRENT_REQUESTS', '0'],
    ['INTERNAL_IDENTITY_KEY', 'short'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => loadEnv(envSchema, { ...least, [name]: value })).toThrow(name);
  });
});
