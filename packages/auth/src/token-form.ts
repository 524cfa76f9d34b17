import { AppError } from '@mojian/contracts/app-error';
import { decodeProtectedHeader } from 'jose';

/** `typ` of an access token (RFC 9068): a token of another kind is not one. */
export const tokenType = 'at+jwt';

const longestToken = 4096;
const knownHeaders = new Set(['alg', 'kid', 'typ']);

const refused = (reason: string): AppError => new AppError('TOKEN_INVALID', `access token refused: ${reason}`);

/**
 * Refuses every spelling but one: padding, spaces, the other alphabet and stray bits in the last character all decode
 * to the same bytes, so that a token would have many strings that verify.
 */
export function assertCanonicalToken(token: string): void {
  if (token.length > longestToken) throw refused('too long');
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonicalBase64Url)) throw refused('not canonical');
}

export const isCanonicalBase64Url = (text: string): boolean =>
  text !== '' && Buffer.from(text, 'base64url').toString('base64url') === text;

/** The `kid` of a token whose header has exactly our three fields: no `jku`, `jwk`, `x5u`, `crit` is ever looked at. */
export function readKeyId(token: string): string {
  const header = readHeader(token);
  if (Object.keys(header).some((name) => !knownHeaders.has(name))) throw refused('header has other fields');
  if (header.alg !== 'EdDSA' || header.typ !== tokenType) throw refused('other algorithm or type');
  if (typeof header.kid !== 'string' || header.kid.length > 128) throw refused('no key id');
  return header.kid;
}

function readHeader(token: string) {
  try {
    return decodeProtectedHeader(token);
  } catch {
    // jose tells only that the header is no JSON object, which is all there is to say.
    throw refused('malformed header');
  }
}
