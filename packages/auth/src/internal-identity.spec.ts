import { describe, expect, it } from '@jest/globals';
import { type IdentityAssertion, signInternalIdentity, verifyInternalIdentity } from './internal-identity.js';

const key = 'k'.repeat(32);
const now = new Date('2026-11-21T12:00:00Z');
const assertion: IdentityAssertion = {
  aud: 'postcard',
  method: 'GET',
  path: '/api/v1/miniprogram/postcards/user?page=1',
  caller: 'gateway',
  user: { id: 'u1', sessionId: 's1', apiKey: null, role: 'user', plan: 'free', audience: 'mini' },
  request_id: 'r1',
};
const expected = { key, audience: 'postcard', method: 'GET', path: assertion.path, now };
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('internal identity', () => {
  const header = signInternalIdentity(assertion, key, now);

  it('round trips', () => {
    expect(verifyInternalIdentity(header, expected)).toMatchObject({ ...assertion, v: 1 });
  });

  it.each([
    ['another key', { key: 'x'.repeat(32) }],
    ['another service', { audience: 'user' }],
    ['another method', { method: 'DELETE' }],
    ['another path', { path: '/api/v1/miniprogram/postcards/user?page=2' }],
    ['a later moment', { now: after(36) }],
    ['an earlier moment', { now: after(-6) }],
  ])('B4: is refused for %s', (_, change) => {
    expect(() => verifyInternalIdentity(header, { ...expected, ...change })).toThrow(
      expect.objectContaining({ code: 'IDENTITY_REFUSED' }),
    );
  });

  it('B4: is refused when absent, cut, changed, padded or huge', () => {
    const [payload = '', signature = ''] = header.split('.');
    const admin = Buffer.from(JSON.stringify({ ...assertion, v: 1, exp: 9e9, caller: 'agent' })).toString('base64url');
    const forged = [
      undefined,
      '',
      payload,
      `${payload}.`,
      `${admin}.${signature}`,
      `${header}=`,
      `${header}.x`,
      `${payload}.${signature.slice(0, -2)}`,
      'x'.repeat(9000),
    ];
    for (const one of forged) {
      expect(() => verifyInternalIdentity(one, expected)).toThrow(
        expect.objectContaining({ code: 'IDENTITY_REFUSED' }),
      );
    }
  });
});
