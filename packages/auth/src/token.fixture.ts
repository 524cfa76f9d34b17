import { jest } from '@jest/globals';
import { type JSONWebKeySet, type JWK, SignJWT } from 'jose';
import { type AccessTokenRequest, createTokenVerifier } from './access-token.js';
import type { SigningKey } from './signing-keys.js';

export const secret = 'a secret of at least thirty-two characters';
export const start = new Date('2026-11-21T12:00:00Z');
export const request: AccessTokenRequest = {
  userId: 'user-1',
  sessionId: 'session-1',
  audience: 'mini',
  tokenVersion: 2,
  role: 'user',
  lifeSeconds: 900,
  tokenId: 'token-1',
  now: start,
};
/** Payload of a token that is right in every way. */
export const claims = {
  iss: 'mojian',
  aud: 'mini',
  sub: 'user-1',
  sid: 'session-1',
  jti: 'token-1',
  tv: 2,
  role: 'user',
  iat: start.getTime() / 1000,
  exp: start.getTime() / 1000 + 900,
};

export const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
export const headerOf = ({ kid }: SigningKey) => ({ alg: 'EdDSA', kid, typ: 'at+jwt' });

/** Signed with the right key, whatever it says. */
export const signed = (key: SigningKey, changes: object = {}, header: Record<string, unknown> = {}): Promise<string> =>
  new SignJWT({ ...claims, ...changes }).setProtectedHeader({ ...headerOf(key), ...header }).sign(key.privateKey);

/** A verifier with a clock and a published key set of its own. */
export function verifierAt(...keys: readonly JWK[]) {
  let now = start;
  let published: JSONWebKeySet = { keys: [...keys] };
  const jwks: jest.Mock<() => Promise<JSONWebKeySet>> = jest.fn(async () => published);
  return {
    jwks,
    ...createTokenVerifier({ jwks, clock: () => now }),
    pass: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    publish: (...next: readonly JWK[]) => {
      published = { keys: [...next] };
    },
  };
}
