import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JSONWebKeySet } from 'jose';
import { SignJWT } from 'jose';
import { type AccessTokenRequest, createTokenVerifier, signAccessToken } from './access-token.js';
import { deriveSigningKey, type SigningKey } from './signing-keys.js';

const secret = 'a secret of at least thirty-two characters';
const start = new Date('2026-11-21T12:00:00Z');
const request: AccessTokenRequest = {
  userId: 'user-1',
  sessionId: 'session-1',
  audience: 'mini',
  tokenVersion: 2,
  role: 'user',
  lifeSeconds: 900,
  tokenId: 'token-1',
  now: start,
};
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

let key: SigningKey;
let other: SigningKey;
beforeAll(async () => {
  key = await deriveSigningKey(secret);
  other = await deriveSigningKey(`${secret}, and another one`);
});

function verifierAt(...keys: SigningKey[]) {
  let now = start;
  let published: JSONWebKeySet = { keys: keys.map((one) => one.publicJwk) };
  const jwks = jest.fn(async () => published);
  return {
    jwks,
    ...createTokenVerifier({ jwks, clock: () => now }),
    pass: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    publish: (...next: SigningKey[]) => {
      published = { keys: next.map((one) => one.publicJwk) };
    },
  };
}

describe('deriveSigningKey', () => {
  it('gives the same key for the same secret, and no short secret a key', async () => {
    expect((await deriveSigningKey(secret)).publicJwk).toEqual(key.publicJwk);
    expect(other.kid).not.toBe(key.kid);
    expect(key.publicJwk).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: expect.any(String),
      kid: key.kid,
      alg: 'EdDSA',
      use: 'sig',
    });
    await expect(deriveSigningKey('short')).rejects.toThrow(RangeError);
  });
});

describe('access tokens', () => {
  it('round trip, verified once per token', async () => {
    const verifier = verifierAt(key);
    const token = await signAccessToken(request, key);
    const wanted = {
      expired: false,
      claims: {
        userId: 'user-1',
        sessionId: 'session-1',
        audience: 'mini',
        tokenVersion: 2,
        role: 'user',
        issuedAt: start,
        expiresAt: new Date(start.getTime() + 900_000),
      },
    };
    expect(await verifier.verify(token)).toEqual(wanted);
    expect(await verifier.verify(token)).toEqual(wanted);
    expect(verifier.jwks).toHaveBeenCalledTimes(1);
  });

  it('expire, remembered or not, unless that is allowed', async () => {
    const token = await signAccessToken(request, key);
    const verifier = verifierAt(key);
    await verifier.verify(token);
    verifier.pass(904);
    expect((await verifier.verify(token)).expired).toBe(false);
    verifier.pass(1);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    expect(await verifier.verify(token, { allowExpired: true })).toMatchObject({
      expired: true,
      claims: { userId: 'user-1' },
    });
    const fresh = verifierAt(key);
    fresh.pass(100_000);
    expect((await fresh.verify(token, { allowExpired: true })).expired).toBe(true);
  });

  it('have one spelling', async () => {
    const { verify } = verifierAt(key);
    const token = await signAccessToken(request, key);
    const last = token.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const neighbours = [1, 2, 3].map((step) => token.slice(0, -1) + alphabet[(alphabet.indexOf(last) + step) % 64]);
    const variants = [
      ...neighbours,
      `${token}=`,
      `${token}==`,
      `${token} `,
      `${token}\n`,
      ` ${token}`,
      `${token}.x`,
      '',
    ];
    for (const variant of variants) await expect(verify(variant)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('refuses other algorithms, headers, types, issuers, audiences and sizes', async () => {
    const { verify, jwks } = verifierAt(key);
    const [header = '', payload = '', signature = ''] = (await signAccessToken(request, key)).split('.');
    const parsed: Record<string, unknown> = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const head = { alg: 'EdDSA', kid: key.kid, typ: 'at+jwt' };
    const sign = (claims: object, protectedHeader: { alg: string } & Record<string, unknown> = head) =>
      new SignJWT({ ...parsed, ...claims }).setProtectedHeader(protectedHeader).sign(key.privateKey);
    const hmacHeader = encode({ ...head, alg: 'HS256' });
    const hmac = createHmac('sha256', JSON.stringify(key.publicJwk))
      .update(`${hmacHeader}.${payload}`)
      .digest('base64url');
    const forged = [
      ...['none', 'None', 'nOnE'].map((alg) => `${encode({ ...head, alg })}.${payload}.`),
      `${encode({ ...head, alg: 'none' })}.${payload}.${signature}`,
      `${hmacHeader}.${payload}.${hmac}`,
      `${header}.${encode({ ...parsed, role: 'admin' })}.${signature}`,
      `${encode([])}.${payload}.${signature}`,
      `${header}.${payload}.${'A'.repeat(5000)}`,
      await sign({}, { ...head, typ: 'JWT' }),
      await sign({}, { ...head, jku: 'http://127.0.0.1/keys' }),
      await sign({}, { ...head, jwk: key.publicJwk }),
      await sign({}, { ...head, kid: '../../dev/null' }),
      await sign({}, { ...head, kid: other.kid }),
      await sign({ iss: 'elsewhere' }),
      await sign({ aud: 'desktop' }),
      await sign({ aud: ['mini', 'web'] }),
      await sign({ exp: undefined }),
      await sign({ iat: start.getTime() / 1000 + 60 }),
      await sign({ nbf: start.getTime() / 1000 + 60 }),
      await sign({ sid: undefined }),
    ];
    for (const token of forged) await expect(verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect(jwks).toHaveBeenCalledTimes(1);
  });
});

describe('key rotation', () => {
  it('fetches for an unknown key at most every 10 s, and forgets tokens of a dropped key', async () => {
    const verifier = verifierAt(key);
    const old = await signAccessToken({ ...request, lifeSeconds: 100_000 }, key);
    const renewed = await signAccessToken({ ...request, lifeSeconds: 100_000 }, other);
    await verifier.verify(old);
    verifier.publish(key, other);
    await expect(verifier.verify(renewed)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect(verifier.jwks).toHaveBeenCalledTimes(1);
    verifier.pass(10);
    await verifier.verify(renewed);
    await verifier.verify(old);
    expect(verifier.jwks).toHaveBeenCalledTimes(2);
    verifier.publish(other);
    verifier.pass(301);
    await verifier.verify(renewed);
    await expect(verifier.verify(old)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('outlives an issuer that is away, but not without ever having met it', async () => {
    const verifier = verifierAt(key);
    const token = await signAccessToken({ ...request, lifeSeconds: 100_000 }, key);
    verifier.jwks.mockRejectedValueOnce(new Error('away'));
    await expect(verifier.verify(token)).rejects.toThrow('away');
    await verifier.verify(token);
    verifier.pass(400);
    verifier.jwks.mockRejectedValueOnce(new Error('away'));
    expect((await verifier.verify(token)).expired).toBe(false);
  });
});
