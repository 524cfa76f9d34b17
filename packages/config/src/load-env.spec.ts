import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { renderEnvExample } from './env-example.js';
import { commonEnv, databaseEnv, internalEnv, ports, redisEnv, serviceUrls, storageEnv } from './fragments.js';
import { loadEnv } from './load-env.js';

const schema = z.object({
  NAME: z.string().describe('Who it is'),
  COUNT: z.coerce.number().int().default(3).describe('How many'),
  FAST: z.stringbool().default(false).describe('true makes haste'),
});

describe('loadEnv', () => {
  it('takes blank as absent, parses and freezes', () => {
    const env = loadEnv(schema, { NAME: 'a', COUNT: '  ', FAST: 'false' });
    expect(env).toEqual({ NAME: 'a', COUNT: 3, FAST: false });
    expect(Object.isFrozen(env)).toBe(true);
  });

  it('lists every problem with its variable and purpose, and no value', () => {
    const load = () => loadEnv(schema, { COUNT: 'hunter2', FAST: 'perhaps' });
    expect(load).toThrow(/NAME: is required \(Who it is\)\n {2}COUNT: .*\(How many\)\n {2}FAST: /);
    expect(load).not.toThrow(/hunter2/);
  });

  it('fills in all defaults of the fragments', () => {
    const all = z.object({
      ...commonEnv,
      ...databaseEnv,
      ...redisEnv,
      ...internalEnv,
      ...storageEnv,
      ...ports,
      ...serviceUrls,
    });
    const given = {
      DATABASE_URL: 'postgres://serve:x@127.0.0.1:15432/mojian',
      REDIS_URL: 'redis://127.0.0.1:16379',
      INTERNAL_IDENTITY_KEY: 'k'.repeat(32),
    };
    expect(loadEnv(all, given)).toEqual({
      ...given,
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      APP_TIMEZONE: 'Asia/Shanghai',
      HOST: '127.0.0.1',
      STORAGE_DIR: '.local/storage',
      STORAGE_S3_REGION: 'us-east-1',
      STORAGE_S3_FORCE_PATH_STYLE: false,
      GATEWAY_PORT: 8083,
      CARD_PORT: 8085,
      USER_PORT: 8081,
      POSTCARD_PORT: 8082,
      AGENT_PORT: 8080,
      USER_SERVICE_URL: 'http://127.0.0.1:8081',
      POSTCARD_SERVICE_URL: 'http://127.0.0.1:8082',
      AGENT_SERVICE_URL: 'http://127.0.0.1:8080',
    });
    expect(() => loadEnv(all, { ...given, APP_TIMEZONE: 'Mars/Base' })).toThrow(
      /APP_TIMEZONE: is not an IANA time zone/,
    );
    expect(() => loadEnv(all, { ...given, DATABASE_URL: 'mysql://x' })).toThrow(/DATABASE_URL/);
  });
});

describe('renderEnvExample', () => {
  it('names each variable once, with description, need and default', () => {
    const text = renderEnvExample([
      { title: 'First', schema },
      { title: 'Second', schema: schema.pick({ NAME: true }) },
    ]);
    expect(text).toBe(
      '# == First ==\n\n# Who it is (required)\nNAME=\n\n# How many\nCOUNT=3\n\n# true makes haste\nFAST=false\n',
    );
  });

  it('refuses a variable that nobody described', () => {
    expect(() => renderEnvExample([{ title: 'x', schema: z.object({ MUTE: z.string() }) }])).toThrow(/MUTE/);
  });
});
