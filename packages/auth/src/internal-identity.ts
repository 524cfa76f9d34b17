import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import { InternalIdentity } from '@mojian/contracts/identity';
import { isCanonicalBase64Url } from './token-form.js';

/** Header that carries the signed identity from gateway and workers to a service. */
export const internalIdentityHeader = 'x-internal-identity';

const lifeSeconds = 30;
const leewaySeconds = 5;
const longestHeader = 8192;

export type IdentityAssertion = Omit<InternalIdentity, 'v' | 'exp'>;

export interface ExpectedIdentity {
  readonly key: string;
  /** This service's name. */
  readonly audience: string;
  readonly method: string;
  /** Path and query exactly as received. */
  readonly path: string;
  readonly now?: Date;
}

/** The header's value: `payload.signature`, both base64url, good for 30 s, one method and one path. */
export function signInternalIdentity(assertion: IdentityAssertion, key: string, now = new Date()): string {
  const claims: InternalIdentity = { v: 1, ...assertion, exp: Math.floor(now.getTime() / 1000) + lifeSeconds };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${payload}.${signatureOf(payload, key).toString('base64url')}`;
}

/** Throws IDENTITY_REFUSED unless the header was signed with the key, for this service, method and path, just now. */
export function verifyInternalIdentity(header: string | undefined, expected: ExpectedIdentity): InternalIdentity {
  if (!header || header.length > longestHeader) throw refused('absent or too long');
  const [payload, signature, rest] = header.split('.');
  if (!payload || !signature || rest !== undefined) throw refused('malformed');
  if (!isCanonicalBase64Url(payload) || !isCanonicalBase64Url(signature)) throw refused('not canonical');
  const given = Buffer.from(signature, 'base64url');
  const wanted = signatureOf(payload, expected.key);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw refused('wrong signature');
  const claims = InternalIdentity.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  if (!claims.success) throw refused('claims are malformed');
  assertMeantForUs(claims.data, expected);
  return claims.data;
}

function assertMeantForUs(claims: InternalIdentity, { audience, method, path, now = new Date() }: ExpectedIdentity) {
  const seconds = now.getTime() / 1000;
  if (claims.aud !== audience) throw refused('other audience');
  if (claims.method !== method || claims.path !== path) throw refused('other method or path');
  if (claims.exp < seconds - leewaySeconds) throw refused('expired');
  if (claims.exp > seconds + lifeSeconds + leewaySeconds) throw refused('lives too long');
}

const signatureOf = (payload: string, key: string): Buffer =>
  createHmac('sha256', key).update(`mojian/internal-identity/1\n${payload}`).digest();

const refused = (reason: string): AppError => new AppError('IDENTITY_REFUSED', `internal identity refused: ${reason}`);
