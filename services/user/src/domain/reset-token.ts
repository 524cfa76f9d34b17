import { createHash, randomBytes } from 'node:crypto';

/** An hour, as the mail says. */
export const resetTokenSeconds = 3600;

/** Opaque: 256 bits, base64url. Only its SHA-256 is stored. */
export const newResetToken = (): string => randomBytes(32).toString('base64url');

export const resetTokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
