import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import { testRedis } from '@mojian/testing/test-redis';
import type { CallerIdentity } from './caller.js';
import { key, startSpecService, user } from './spec-service.fixture.js';
import type { RunningService } from './start-service.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };

let store: Awaited<ReturnType<typeof testRedis>>;
let service: RunningService;
beforeAll(async () => {
  store = await testRedis();
  service = await startSpecService(store.url, logger);
});
afterAll(async () => {
  await service.close();
  await store.close();
});

interface Asking {
  readonly method?: string;
  readonly body?: string;
  readonly caller?: 'gateway' | 'agent';
  readonly user?: CallerIdentity | null;
  readonly signedPath?: string;
  readonly headers?: Record<string, string>;
}

const identityOf = ({ userId: id, ...rest }: CallerIdentity) => ({ id, ...rest });

function ask(
  path: string,
  { method = 'GET', body, caller = 'gateway', user: who = user, signedPath = path, headers = {} }: Asking = {},
) {
  const identity = signInternalIdentity(
    {
      aud: 'postcard',
      method,
      path: signedPath,
      caller,
      request_id: 'signed-1',
      ...(who && { user: identityOf(who) }),
    },
    key,
  );
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  return fetch(`http://127.0.0.1:${service.port}${path}`, {
    method,
    headers: { [internalIdentityHeader]: identity, ...json, ...headers },
    ...(body !== undefined && { body }),
  });
}

const path = '/api/v1/miniprogram/echo/7';
const post = (body: string, more: Asking = {}) => ask(path, { method: 'POST', body, ...more });

describe('a service', () => {
  it('answers mini in its envelope, with what the contract lists', async () => {
    const reply = await ask(`${path}?n=3&other=1`, { method: 'POST', body: '{"text":"hi","other":1}' });
    expect([reply.status, await reply.json()]).toEqual([
      200,
      { code: 0, message: 'success', data: { said: 'u1 7 hi', n: 3 } },
    ]);
    expect(reply.headers.get('x-request-id')).toBe('signed-1');
    expect(reply.headers.get('x-powered-by')).toBeNull();
  });

  it('answers failures in the dialect and language of the request', async () => {
    const reply = await post('{"text":"fail"}', { headers: { 'accept-language': 'en' } });
    expect([reply.status, await reply.json()]).toEqual([
      200,
      { code: -1, message: 'Today’s cards are used up', data: null },
    ]);
    expect(reply.headers.get('x-error-code')).toBe('QUOTA_USED_UP');
    const invalid = await post('{"text":"more than ten characters"}');
    expect([invalid.status, await invalid.json()]).toMatchObject([
      400,
      { code: 400, details: { errors: [{ path: 'text' }] } },
    ]);
  });

  it('refuses bodies that are broken, too large, or no JSON', async () => {
    const codeOf = async (reply: Promise<globalThis.Response>) => (await reply).headers.get('x-error-code');
    expect(await codeOf(post('{"text":'))).toBe('BODY_MALFORMED');
    expect(await codeOf(post(JSON.stringify({ text: 'x'.repeat(200) })))).toBe('BODY_TOO_LARGE');
    expect(await codeOf(post('text=hi', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }))).toBe(
      'MEDIA_TYPE_UNSUPPORTED',
    );
    expect(await codeOf(ask(path, { method: 'POST' }))).toBe('VALIDATION_FAILED');
    expect(await codeOf(ask('/api/v1/miniprogram/nothing'))).toBe('ROUTE_NOT_FOUND');
    expect(await codeOf(ask('/c/%E0%A4%A'))).toBe('PATH_NOT_CANONICAL');
  });

  it('B4: serves nobody without a fitting identity', async () => {
    const codeOf = async (reply: Promise<globalThis.Response>) => (await reply).headers.get('x-error-code');
    expect(await codeOf(fetch(`http://127.0.0.1:${service.port}/c/x`))).toBe('IDENTITY_REFUSED');
    expect(await codeOf(post('{"text":"hi"}', { signedPath: '/c/x' }))).toBe('IDENTITY_REFUSED');
    expect(await codeOf(post('{"text":"hi"}', { user: null }))).toBe('TOKEN_MISSING');
    expect(await codeOf(ask('/internal/settle', { method: 'POST', body: '{}' }))).toBe('IDENTITY_REFUSED');
    expect(
      await codeOf(ask('/internal/settle', { method: 'POST', body: '{}', caller: 'agent', user: null })),
    ).toBeNull();
  });

  it('answers pages as they are, and their failures as pages', async () => {
    const page = await ask('/c/hello');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<p>hello</p>',
    ]);
    const gone = await ask('/c/gone');
    expect([gone.status, await gone.text()]).toEqual([404, '<h1>SHARE_NOT_FOUND</h1>']);
  });

  it('tells its health, its dependencies and its requests on the internal port', async () => {
    const internal = `http://127.0.0.1:${service.metricsPort}`;
    const ready = await fetch(`${internal}/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, checks: { redis: 'up', postgres: 'away', disk: 'no answer' } },
    ]);
    await ask('/c/hello');
    const metrics = await (await fetch(`${internal}/metrics`)).text();
    expect(metrics).toMatch(/http_request_seconds_count\{.*route="spec.show".*\} \d/);
    expect(metrics).not.toContain('/c/hello');
  });
});
