import { createHash } from 'node:crypto';

/** A strong entity tag: the same bytes have the same tag on every instance. */
export const entityTag = (body: string | Buffer): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
