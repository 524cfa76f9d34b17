import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import { createLogger } from '@mojian/telemetry/logger';
import { testRedis } from '@mojian/testing/test-redis';
import { key, startSpecService } from './spec-service.fixture.js';
import type { RunningService } from './start-service.js';

let redis: Awaited<ReturnType<typeof testRedis>>;
let service: RunningService;
beforeAll(async () => {
  redis = await testRedis();
  service = await startSpecService(redis.url, createLogger({ service: 'spec', level: 'error' }));
});
afterAll(async () => {
  await service.close();
  await redis.close();
});

const path = '/internal/settle';
const assertion = { aud: 'postcard', method: 'POST', path, caller: 'gateway', request_id: 'r1' } as const;

async function settle(headers: Record<string, string>, at = path) {
  const response = await fetch(`http://127.0.0.1:${service.port}${at}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{}',
  });
  return [response.status, response.headers.get('x-error-code')];
}

const signed = (changes: object = {}, by = key, now = new Date()): Record<string, string> => ({
  [internalIdentityHeader]: signInternalIdentity({ ...assertion, ...changes }, by, now),
});

describe('a service that is called past the gateway', () => {
  const agesAgo = new Date(Date.now() - 3_600_000);
  const later = new Date(Date.now() + 3_600_000);
  const [payload = '', signature = ''] = (signed()[internalIdentityHeader] ?? '').split('.');
  const forged = Buffer.from(JSON.stringify({ v: 1, ...assertion, exp: Math.floor(Date.now() / 1000) + 20 }));

  it('B4: serves who brings an identity that fits', async () => {
    expect(await settle(signed())).toEqual([201, null]);
  });

  it.each<[string, Record<string, string>]>([
    ['none', {}],
    ['an empty one', { [internalIdentityHeader]: '' }],
    ['plain headers', { 'x-user-id': 'admin', 'x-user-role': 'admin' }],
    ['a bearer token', { authorization: `Bearer ${payload}.${signature}` }],
    ['one signed by another key', signed({}, 'x'.repeat(32))],
    ['one that was not signed', { [internalIdentityHeader]: `${forged.toString('base64url')}.` }],
    ['one with another’s signature', { [internalIdentityHeader]: `${forged.toString('base64url')}.${signature}` }],
    ['one that has expired', signed({}, key, agesAgo)],
    ['one from the future', signed({}, key, later)],
    ['one for another service', signed({ aud: 'user' })],
    ['one for another method', signed({ method: 'GET' })],
    ['one for another path', signed({ path: '/internal/other' })],
    ['one for the path with a query', signed({ path: `${path}?x=1` })],
    ['two that fit', { [internalIdentityHeader]: `${payload}.${signature}, ${payload}.${signature}` }],
    ['one in another spelling', { [internalIdentityHeader]: `${payload}=.${signature}` }],
  ])('B4: refuses who brings %s', async (_, headers) => {
    expect(await settle(headers)).toEqual([401, 'IDENTITY_REFUSED']);
  });

  it('B4: listens on the loopback address that it was told, and on no other', async () => {
    for (const port of [service.port, service.metricsPort]) {
      const outcome = await new Promise<string>((resolve) => {
        const socket = connect(port, '127.0.0.2', () => resolve('connected'));
        socket.on('error', () => resolve('refused'));
        socket.once('connect', () => socket.destroy());
      });
      expect(outcome).toBe('refused');
    }
  });
});

describe('another spelling by case or a slash', () => {
  it.each(['/INTERNAL/settle', '/internal/Settle', '/internal/settle/', '//internal/settle', '/internal//settle'])(
    'B2: is another path for a service too, whatever its identity says: %s',
    async (spelling) => {
      expect((await settle(signed({ path: spelling }), spelling))[0]).toBe(404);
    },
  );
});
