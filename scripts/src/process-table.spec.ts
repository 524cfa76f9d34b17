import { describe, expect, it } from '@jest/globals';
import { processPorts, processTable } from './process-table.js';
import type { Environment, Project } from './project.js';
import { readSettings } from './read-settings.js';

const project = (environment: Environment): Project => ({
  root: '/mojian',
  data: '/data',
  logs: '/data/log',
  environment,
});

const tableFor = (environment: Environment) =>
  processTable({
    project: project(environment),
    settings: readSettings(project(environment)),
    secrets: {
      JWT_SECRET_KEY: 'jwt',
      JWT_SECRET_KEY_NEXT: 'next',
      JWT_SECRET_KEY_PREVIOUS: 'previous',
      INTERNAL_IDENTITY_KEY: 'internal',
      DATABASE_ADMIN_PASSWORD: 'a',
      DATABASE_OWNER_PASSWORD: 'b',
      DATABASE_SERVING_PASSWORD: 'c',
    },
    stores: { DATABASE_URL: 'postgres://serving', DATABASE_OWNER_URL: 'postgres://owner', REDIS_URL: 'redis://here' },
  });

describe('the table of processes', () => {
  it('tells nobody but the user service the signing key, and the gateway no database', () => {
    const knowing = tableFor({ JWT_SECRET_KEY: 'mine' }).filter(
      ({ environment }) => environment.JWT_SECRET_KEY !== undefined,
    );
    expect(knowing.map(({ name, environment }) => [name, environment.JWT_SECRET_KEY])).toEqual([['user', 'mine']]);
    const [user, ...others] = tableFor({});
    expect(user?.environment).toMatchObject({ JWT_SECRET_KEY_NEXT: 'next', JWT_SECRET_KEY_PREVIOUS: 'previous' });
    expect(JSON.stringify(others)).not.toContain('JWT_SECRET_KEY');
    const gateway = tableFor({}).find(({ name }) => name === 'gateway');
    expect(gateway?.environment).toMatchObject({ REDIS_URL: 'redis://here', INTERNAL_IDENTITY_KEY: 'internal' });
    expect(Object.keys(gateway?.environment ?? {}).filter((name) => name.startsWith('DATABASE'))).toEqual([]);
  });

  it('lets the caller override everything', () => {
    const [user] = tableFor({ USER_PORT: '18081', WECHAT_MOCK_LOGIN: 'false', STORAGE_DIR: '/elsewhere' });
    expect(user?.environment).toMatchObject({
      USER_PORT: '18081',
      USER_SERVICE_URL: 'http://127.0.0.1:18081',
      WECHAT_MOCK_LOGIN: 'false',
      STORAGE_DIR: '/elsewhere',
    });
    expect(user?.readyUrl).toBe('http://127.0.0.1:19081/ready');
  });

  it('has no development login in production', () => {
    for (const { environment } of tableFor({ NODE_ENV: 'production' }))
      expect(environment.WECHAT_MOCK_LOGIN).toBeUndefined();
  });

  it('names each port with the variable that changes it', () => {
    expect(processPorts(readSettings(project({})), ['gateway'])).toEqual([
      { variable: 'GATEWAY_PORT', port: 8083, what: 'gateway' },
      { variable: 'CARD_PORT', port: 8085, what: 'gateway' },
      { variable: 'GATEWAY_PORT', port: 9083, what: 'metrics of gateway' },
    ]);
  });
});
