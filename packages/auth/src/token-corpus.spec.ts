import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { JWK } from 'jose';
import { deriveSigningKey, type SigningKey } from './signing-keys.js';
import { claims, encode, secret, verifierAt } from './token.fixture.js';

/** Somebody who signs, and under which algorithms that gives a signature which a careless verifier would take. */
interface Signer {
  readonly name: string;
  readonly kid: string;
  readonly jwk: JWK;
  readonly algorithms: readonly string[];
  readonly sign: (text: Buffer, algorithm: string) => Buffer;
}

/** Order of the group of Ed25519 (RFC 8032, section 5.1). */
const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n;

let key: SigningKey;
let signers: Signer[];

beforeAll(async () => {
  key = await deriveSigningKey(secret);
  signers = [
    ...[key, await deriveSigningKey(`${secret}, and another one`)].map(edwards),
    ...rsa(),
    ...['P-256', 'P-384', 'P-521'].map(curve),
    shared('the published key as a secret', Buffer.from(JSON.stringify(key.publicJwk))),
    shared('a published secret', Buffer.alloc(64, 7)),
    { name: 'nobody', kid: 'nobody', jwk: { kty: 'oct', k: '' }, algorithms: ['none'], sign: () => Buffer.alloc(0) },
  ];
});

function edwards({ kid, publicJwk, privateKey }: SigningKey): Signer {
  return { name: kid, kid, jwk: publicJwk, algorithms: ['EdDSA'], sign: (text) => sign(null, text, privateKey) };
}

const publicJwkOf = (publicKey: KeyObject, kid: string): JWK => ({ ...publicKey.export({ format: 'jwk' }), kid });
const hashOf = (algorithm: string): string => `sha${algorithm.slice(2)}`;

function rsa(): Signer[] {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = publicJwkOf(publicKey, 'rsa');
  const common = { kid: 'rsa', jwk };
  return [
    {
      ...common,
      name: 'RSA',
      algorithms: ['RS256', 'RS384', 'RS512'],
      sign: (text, algorithm) => sign(hashOf(algorithm), text, privateKey),
    },
    {
      ...common,
      name: 'RSA-PSS',
      algorithms: ['PS256', 'PS384', 'PS512'],
      // 6 is RSA_PKCS1_PSS_PADDING.
      sign: (text, algorithm) => sign(hashOf(algorithm), text, { key: privateKey, padding: 6 }),
    },
  ];
}

function curve(name: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: name });
  return {
    name,
    kid: name,
    jwk: publicJwkOf(publicKey, name),
    algorithms: [{ 'P-256': 'ES256', 'P-384': 'ES384' }[name] ?? 'ES512'],
    sign: (text, algorithm) => sign(hashOf(algorithm), text, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

function shared(name: string, bytes: Buffer): Signer {
  return {
    name,
    kid: name,
    jwk: { kty: 'oct', k: bytes.toString('base64url'), kid: name },
    algorithms: ['HS256', 'HS384', 'HS512'],
    sign: (text, algorithm) => createHmac(hashOf(algorithm), bytes).update(text).digest(),
  };
}

/** Every spelling of the algorithm that a header may claim, whatever really signed. */
const claimed = [
  ...['EdDSA', 'Ed25519', 'eddsa', 'none', 'None', 'nOnE', '', 'HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512'],
  ...['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'ES256K', 'dir', 'A128KW', 'RSA-OAEP'],
];

interface Parts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

const flip = (text: string, at: number): string => {
  const bytes = Buffer.from(text, 'base64url');
  const index = at < 0 ? bytes.length + at : at;
  if (bytes[index] === undefined) return `${text}AA`;
  bytes[index] ^= 1;
  return bytes.toString('base64url');
};

/** What is done to a token after it was signed. */
const malleations: Readonly<Record<string, (parts: Parts) => string>> = {
  nothing: ({ header, payload, signature }) => `${header}.${payload}.${signature}`,
  'header changed': ({ header, payload, signature }) => `${flip(header, 3)}.${payload}.${signature}`,
  'payload changed': ({ header, payload, signature }) => `${header}.${flip(payload, 9)}.${signature}`,
  'first byte of the signature changed': (p) => `${p.header}.${p.payload}.${flip(p.signature, 0)}`,
  'last byte of the signature changed': (p) => `${p.header}.${p.payload}.${flip(p.signature, -1)}`,
  'signature cut': (p) => `${p.header}.${p.payload}.${p.signature.slice(0, -4)}`,
  'signature longer': (p) => `${p.header}.${p.payload}.${p.signature}AAAA`,
  'signature empty': ({ header, payload }) => `${header}.${payload}.`,
  'signature missing': ({ header, payload }) => `${header}.${payload}`,
  'signature zero': ({ header, payload }) => `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
  'signature plus the order of the group': (p) => `${p.header}.${p.payload}.${addOrder(p.signature)}`,
  'payload empty': ({ header, signature }) => `${header}..${signature}`,
  'a part more': ({ header, payload, signature }) => `${header}.${payload}.${signature}.`,
  'five parts': ({ header, payload, signature }) => `${header}.${payload}.${signature}.${payload}.${signature}`,
  padded: ({ header, payload, signature }) => `${header}.${payload}.${signature}=`,
  'as JSON': ({ header, ...rest }) => JSON.stringify({ protected: header, ...rest }),
  'header twice': ({ header, payload, signature }) => `${header}.${header}.${payload}.${signature}`,
};

/** The second half of a signature, S, stands for the same number when the order is added: it must not verify. */
function addOrder(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.length !== 64) return `${signature}AA`;
  const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + groupOrder;
  const raised = Buffer.from(s.toString(16).padStart(64, '0').slice(-64), 'hex').reverse();
  return Buffer.concat([bytes.subarray(0, 32), raised]).toString('base64url');
}

function* corpus(): Generator<{ readonly what: string; readonly token: string }> {
  const kids = [key.kid, undefined, 'unknown'];
  for (const signer of signers) {
    for (const algorithm of signer.algorithms) {
      for (const alg of claimed) {
        for (const kid of new Set([signer.kid, ...kids])) {
          const header = encode({ alg, typ: 'at+jwt', ...(kid !== undefined && { kid }) });
          const payload = encode(claims);
          const signature = signer.sign(Buffer.from(`${header}.${payload}`), algorithm).toString('base64url');
          for (const [malleation, change] of Object.entries(malleations)) {
            const what = `${signer.name} ${algorithm} as ${alg}, kid ${kid}, ${malleation}`;
            yield { what, token: change({ header, payload, signature }) };
          }
        }
      }
    }
  }
}

describe('a corpus of every signer under every claimed algorithm and key id, whole and changed', () => {
  it('A5: has the two genuine tokens accepted and nothing else, though all keys are published', async () => {
    const { verify } = verifierAt(...signers.map(({ jwk }) => jwk));
    const accepted: string[] = [];
    let tried = 0;
    for (const { what, token } of corpus()) {
      tried += 1;
      const outcome = await verify(token).then(
        () => 'accepted',
        (error: unknown) => error,
      );
      if (outcome === 'accepted') accepted.push(what);
      else expect(outcome).toMatchObject({ code: 'TOKEN_INVALID' });
    }
    expect(tried).toBeGreaterThan(20_000);
    expect(accepted).toEqual(signers.slice(0, 2).map(({ kid }) => `${kid} EdDSA as EdDSA, kid ${kid}, nothing`));
  }, 60_000);
});
