import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { weaknessOf } from './weak-secret.js';

export interface SigningKey {
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** Ready for the published key set: with `kid`, `alg` and `use`. */
  readonly publicJwk: JWK;
}

/** RFC 8410: everything of a PKCS#8 Ed25519 key that comes before its 32 bytes. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key that belongs to a secret: the same secret gives the same key in every process. */
export async function deriveSigningKey(secret: string): Promise<SigningKey> {
  const weakness = weaknessOf(secret);
  if (weakness) throw new RangeError(`a signing secret ${weakness}`);
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'mojian/access-token/ed25519/1', 32));
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const point: JWK = { ...(kty && { kty }), ...(crv && { crv }), ...(x && { x }) };
  const kid = await calculateJwkThumbprint(point, 'sha256');
  return { kid, privateKey, publicJwk: { ...point, kid, alg: 'EdDSA', use: 'sig' } };
}
