import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Opaque: 256 bits, base64url. Only its SHA-256 is stored. */
export const newRefreshToken = (): string => randomBytes(32).toString('base64url');

export const hashRefreshToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The key of `successorOf`, told apart from whatever else is derived from the same secret. */
export const rotationKey = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'mojian refresh rotation', 32));

/**
 * The token that follows `token`. Derived, not drawn, so that a rotation whose reply was lost can be answered again
 * without storing any token; without the key nobody can step forward.
 */
export const successorOf = (token: string, key: Buffer): string =>
  createHmac('sha256', key).update(token).digest('base64url');
