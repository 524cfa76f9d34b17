import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';

/** 144 bits: more than enough to be unguessable, short enough for a link. */
const signatureBytes = 18;

export interface UrlPartRequest {
  /** What the link opens (`media`, `document`, `ticket`): a signature for one is worth nothing for another. */
  readonly purpose: string;
  /** Whatever the link is bound to: a file name, a card id. */
  readonly subject: string;
  readonly expiresAt: Date;
  readonly key: string;
}

/** The two query parameters of a signed link: `e`, its end in Unix seconds, and `s`, the signature. */
export interface UrlPart {
  readonly e: string;
  readonly s: string;
}

export interface ReceivedUrlPart {
  readonly purpose: string;
  readonly subject: string;
  readonly key: string;
  /** As they came in the query: anything. */
  readonly e: unknown;
  readonly s: unknown;
  readonly now?: Date;
}

/** Ready for `new URLSearchParams(...)`. */
export function signUrlPart({ purpose, subject, expiresAt, key }: UrlPartRequest): UrlPart {
  const e = String(Math.floor(expiresAt.getTime() / 1000));
  return { e, s: signatureOf([purpose, subject, e], key).toString('base64url') };
}

/** Throws LINK_REFUSED unless the link is whole and its time is not over. */
export function verifyUrlPart({ purpose, subject, key, e, s, now = new Date() }: ReceivedUrlPart): void {
  if (typeof e !== 'string' || typeof s !== 'string' || !/^\d{1,12}$/.test(e)) throw refused('malformed');
  const wanted = Buffer.from(signatureOf([purpose, subject, e], key).toString('base64url'));
  const given = Buffer.from(s);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw refused('wrong signature');
  if (Number(e) * 1000 <= now.getTime()) throw refused('expired');
}

const signatureOf = (parts: readonly [purpose: string, subject: string, e: string], key: string): Buffer =>
  createHmac('sha256', key)
    .update(`mojian/signed-url/1\n${JSON.stringify(parts)}`)
    .digest()
    .subarray(0, signatureBytes);

const refused = (reason: string): AppError => new AppError('LINK_REFUSED', `signed link refused: ${reason}`);
