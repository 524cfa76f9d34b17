import { beforeAll, describe, expect, it } from '@jest/globals';
import { signAccessToken } from './access-token.js';
import { deriveSigningKey, type SigningKey } from './signing-keys.js';
import { request, secret, start, verifierAt } from './token.fixture.js';

let key: SigningKey;
let other: SigningKey;
beforeAll(async () => {
  key = await deriveSigningKey(secret);
  other = await deriveSigningKey(`${secret}, and another one`);
});

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
    const verifier = verifierAt(key.publicJwk);
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

  it('A4: expire five seconds after their end, to the second, remembered or not, unless that is allowed', async () => {
    const token = await signAccessToken(request, key);
    const verifier = verifierAt(key.publicJwk);
    await verifier.verify(token);
    verifier.pass(904);
    expect((await verifier.verify(token)).expired).toBe(false);
    verifier.pass(1);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    expect(await verifier.verify(token, { allowExpired: true })).toMatchObject({
      expired: true,
      claims: { userId: 'user-1' },
    });
    const fresh = verifierAt(key.publicJwk);
    fresh.pass(100_000);
    expect((await fresh.verify(token, { allowExpired: true })).expired).toBe(true);
  });
});

describe('key rotation', () => {
  it('A9: fetches for an unknown key at most every 10 s, and forgets tokens of a dropped key', async () => {
    const verifier = verifierAt(key.publicJwk);
    const old = await signAccessToken({ ...request, lifeSeconds: 100_000 }, key);
    const renewed = await signAccessToken({ ...request, lifeSeconds: 100_000 }, other);
    await verifier.verify(old);
    verifier.publish(key.publicJwk, other.publicJwk);
    await expect(verifier.verify(renewed)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect(verifier.jwks).toHaveBeenCalledTimes(1);
    verifier.pass(10);
    await verifier.verify(renewed);
    await verifier.verify(old);
    expect(verifier.jwks).toHaveBeenCalledTimes(2);
    verifier.publish(other.publicJwk);
    verifier.pass(301);
    await verifier.verify(renewed);
    await expect(verifier.verify(old)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('A9: lets all who come with a new key at once wait for the one fetch', async () => {
    const verifier = verifierAt(key.publicJwk);
    await verifier.verify(await signAccessToken(request, key));
    verifier.publish(key.publicJwk, other.publicJwk);
    verifier.pass(10);
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, index) => signAccessToken({ ...request, tokenId: `t${index}` }, other)),
    );
    await Promise.all(tokens.map((token) => verifier.verify(token)));
    expect(verifier.jwks).toHaveBeenCalledTimes(2);
  });

  it('outlives an issuer that is away, but not without ever having met it', async () => {
    const verifier = verifierAt(key.publicJwk);
    const token = await signAccessToken({ ...request, lifeSeconds: 100_000 }, key);
    verifier.jwks.mockRejectedValueOnce(new Error('away'));
    await expect(verifier.verify(token)).rejects.toThrow('away');
    await verifier.verify(token);
    verifier.pass(400);
    verifier.jwks.mockRejectedValueOnce(new Error('away'));
    expect((await verifier.verify(token)).expired).toBe(false);
  });
});
