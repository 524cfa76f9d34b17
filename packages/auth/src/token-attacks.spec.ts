import { createHmac, createPublicKey, randomBytes, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signAccessToken } from './access-token.js';
import { deriveSigningKey, type SigningKey } from './signing-keys.js';
import { claims, encode, headerOf, request, secret, signed, start, verifierAt } from './token.fixture.js';

let key: SigningKey;
let other: SigningKey;
let collector: Server;
let collected = 0;
let collectorUrl: string;

beforeAll(async () => {
  key = await deriveSigningKey(secret);
  other = await deriveSigningKey(`${secret}, and another one`);
  collector = createServer((_request, response) => {
    collected += 1;
    response.end(JSON.stringify({ keys: [other.publicJwk] }));
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const address = collector.address();
  collectorUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/keys`;
});
afterAll(() => new Promise((resolve) => collector.close(resolve)));

const expectRefused = async (tokens: readonly string[]): Promise<void> => {
  const { verify } = verifierAt(key.publicJwk);
  for (const token of tokens) await expect(verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
};

const nowSeconds = start.getTime() / 1000;

describe('forged access tokens', () => {
  it('A1: without a signature are refused, however "none" is spelt', async () => {
    const [header = '', payload = '', signature = ''] = (await signed(key)).split('.');
    const named = ['none', 'None', 'NONE', 'nOnE', '', null].map((alg) => encode({ ...headerOf(key), alg }));
    await expectRefused([
      ...named.flatMap((head) => [`${head}.${payload}.`, `${head}.${payload}`, `${head}.${payload}.${signature}`]),
      `${header}.${payload}.`,
      `${header}.${payload}.AA`,
      `${encode({ kid: key.kid, typ: 'at+jwt' })}.${payload}.`,
    ]);
  });

  it('A2: signed with the public key as a shared secret are refused, in whatever form the key is taken', async () => {
    const { publicJwk } = key;
    const publicKey = createPublicKey(key.privateKey);
    const pem = publicKey.export({ format: 'pem', type: 'spki' });
    const secrets = [
      pem,
      pem.toString().trimEnd(),
      publicKey.export({ format: 'der', type: 'spki' }),
      Buffer.from(publicJwk.x ?? '', 'base64url'),
      publicJwk.x ?? '',
      JSON.stringify(publicJwk),
      '',
    ];
    const forged = ['HS256', 'HS384', 'HS512'].flatMap((alg) =>
      secrets.flatMap((shared) =>
        [alg, 'EdDSA'].map((claimed) => {
          const text = `${encode({ ...headerOf(key), alg: claimed })}.${encode(claims)}`;
          const hash = `sha${alg.slice(2)}`;
          return `${text}.${createHmac(hash, shared).update(text).digest('base64url')}`;
        }),
      ),
    );
    await expectRefused(forged);
  });

  it('A3: that name a key of their own are refused, and nothing is fetched', async () => {
    const kids = ['../../dev/null', "' OR 1=1 --", 'unknown', 'x'.repeat(65_536), '', 7, { kid: 1 }, null, other.kid];
    const headers = [
      ...kids.map((kid) => ({ kid })),
      { jku: collectorUrl },
      { x5u: collectorUrl },
      { jwk: other.publicJwk },
      { x5c: ['MIIB'] },
      { x5t: 'AAAA' },
      { crit: ['exp'] },
      { crit: ['b64'], b64: false },
      { b64: false },
      { zip: 'DEF' },
      { cty: 'JWT' },
    ];
    const byThief = (header: object): string => {
      const text = `${encode({ ...headerOf(key), ...header })}.${encode(claims)}`;
      return `${text}.${sign(null, Buffer.from(text), other.privateKey).toString('base64url')}`;
    };
    const right = await Promise.all(
      headers.filter((header) => !('crit' in header) && !('b64' in header)).map((header) => signed(key, {}, header)),
    );
    const verifier = verifierAt(key.publicJwk);
    for (const token of [...right, ...headers.map(byThief)]) {
      await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    }
    expect(verifier.jwks).toHaveBeenCalledTimes(1);
    expect(collected).toBe(0);
  });

  it('A4: of another time, issuer, audience, type or environment are refused', async () => {
    const tokens = await Promise.all([
      signed(key, { iat: nowSeconds + 6 }),
      signed(key, { nbf: nowSeconds + 1 }),
      signed(key, { iss: 'elsewhere' }),
      signed(key, { iss: undefined }),
      signed(key, { aud: 'desktop' }),
      signed(key, { aud: ['mini', 'web'] }),
      signed(key, { aud: undefined }),
      signed(key, { exp: undefined }),
      signed(key, { exp: `${nowSeconds + 900}` }),
      signed(key, { iat: undefined }),
      signed(key, { sub: undefined }),
      signed(key, { sid: undefined }),
      signed(key, { jti: undefined }),
      signed(key, { tv: -1 }),
      signed(key, { role: 'root' }),
      signed(key, {}, { typ: 'JWT' }),
      signed(key, {}, { typ: 'rt+jwt' }),
      signed(key, {}, { typ: undefined }),
      signed(other, {}, { kid: key.kid }),
      signed(other),
    ]);
    // A refresh token is opaque: it has not even the form.
    await expectRefused([...tokens, randomBytes(32).toString('base64url')]);
  });

  it('A4: a clock of ours that is up to five seconds behind is borne, and no more', async () => {
    const { verify } = verifierAt(key.publicJwk);
    await expect(verify(await signed(key, { iat: nowSeconds + 5 }))).resolves.toMatchObject({ expired: false });
    await expect(verify(await signed(key, { iat: nowSeconds + 6 }))).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    await expect(verify(await signed(key, { exp: nowSeconds - 4 }))).resolves.toMatchObject({ expired: false });
    await expect(verify(await signed(key, { exp: nowSeconds - 5 }))).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  it('A6: have one spelling: none of the others that decode to the same bytes is taken', async () => {
    const token = await signAccessToken(request, key);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const respell = (text: string, step: number): string =>
      text.slice(0, -1) + (alphabet[(alphabet.indexOf(text.at(-1) ?? '') + step) % 64] ?? '');
    const [header = '', payload = '', signature = ''] = token.split('.');
    const standard = signature.replaceAll('-', '+').replaceAll('_', '/');
    const variants = [
      ...[1, 2, 3].map((step) => respell(token, step)),
      ...['=', '==', ' ', '\n', '\t', '\r\n', '\u0000', '%20', '.', '.x'].map((tail) => token + tail),
      ...[' ', 'Bearer ', '\uFEFF'].map((head) => head + token),
      `${header}=.${payload}.${signature}`,
      `${header}. ${payload}.${signature}`,
      `${header}.${payload}.${signature.slice(0, 40)}\n${signature.slice(40)}`,
      ...(standard === signature ? [] : [`${header}.${payload}.${standard}`]),
      `${token},${token}`,
      `${token} ${token}`,
      token.toUpperCase(),
      JSON.stringify({ payload, protected: header, signature }),
      '',
    ];
    await expectRefused(variants);
  });
});
