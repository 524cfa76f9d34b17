import { AppError } from '@mojian/contracts/app-error';
import { AccessTokenPayload, type Audience } from '@mojian/contracts/identity';
import type { Role } from '@mojian/contracts/permissions';
import { errors, type JSONWebKeySet, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { createKeySet, type KeySet } from './key-set.js';
import type { SigningKey } from './signing-keys.js';
import { assertCanonicalToken, readKeyId, tokenType } from './token-form.js';

const issuer = 'mojian';
/** Clocks of our own processes may differ by this much; also the edge that an expired token is measured at. */
const leewaySeconds = 5;
const rememberedTokens = 10_000;

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly audience: Audience;
  readonly tokenVersion: number;
  readonly role: Role;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

export interface AccessTokenRequest {
  readonly userId: string;
  readonly sessionId: string;
  readonly audience: Audience;
  readonly tokenVersion: number;
  readonly role: Role;
  readonly lifeSeconds: number;
  /** `jti`: with the same one and the same time, the token is the same. */
  readonly tokenId: string;
  readonly now?: Date;
}

export interface VerifiedToken {
  readonly claims: AccessClaims;
  /** Only with `allowExpired`; an expired token is otherwise refused. */
  readonly expired: boolean;
}

export interface TokenVerifier {
  /** Throws TOKEN_INVALID or TOKEN_EXPIRED. A fetch of the key set that fails throws what the fetch threw. */
  readonly verify: (token: string, options?: { readonly allowExpired?: boolean }) => Promise<VerifiedToken>;
}

/** A JWT signed with EdDSA: header `{alg, kid, typ: 'at+jwt'}`, times in seconds. */
export function signAccessToken(request: AccessTokenRequest, key: SigningKey): Promise<string> {
  const issuedAt = Math.floor((request.now ?? new Date()).getTime() / 1000);
  return new SignJWT({ sid: request.sessionId, tv: request.tokenVersion, role: request.role })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: tokenType })
    .setIssuer(issuer)
    .setAudience(request.audience)
    .setSubject(request.userId)
    .setJti(request.tokenId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + request.lifeSeconds)
    .sign(key.privateKey);
}

/**
 * Verifies access tokens against a key set that is fetched when first needed, every five minutes, and for an unknown
 * `kid` at most every 10 s. Tokens that verified once are remembered until the keys change, so that a client's many
 * requests cost one signature check.
 */
export function createTokenVerifier(options: {
  readonly jwks: () => Promise<JSONWebKeySet>;
  readonly clock?: () => Date;
}): TokenVerifier {
  const clock = options.clock ?? (() => new Date());
  const verified = new Map<string, AccessClaims>();
  const keys = createKeySet({ fetch: options.jwks, clock, onChange: () => verified.clear() });

  const claimsOf = async (token: string): Promise<AccessClaims> => {
    assertCanonicalToken(token);
    await keys.freshen();
    const known = verified.get(token);
    if (known) return known;
    const claims = toClaims(await verifySignature(token, keys, clock()));
    const oldest = verified.size >= rememberedTokens ? verified.keys().next().value : undefined;
    if (oldest !== undefined) verified.delete(oldest);
    verified.set(token, claims);
    return claims;
  };

  return {
    verify: async (token, { allowExpired = false } = {}) => {
      const claims = await claimsOf(token);
      const now = clock().getTime();
      if (claims.issuedAt.getTime() > now + leewaySeconds * 1000) throw invalid('issued in the future');
      const expired = claims.expiresAt.getTime() + leewaySeconds * 1000 <= now;
      if (expired && !allowExpired) throw new AppError('TOKEN_EXPIRED', 'the access token has expired');
      return { claims, expired };
    },
  };
}

async function verifySignature(token: string, keys: KeySet, currentDate: Date): Promise<JWTPayload> {
  const key = await keys.find(readKeyId(token));
  if (!key) throw invalid('unknown key');
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['EdDSA'], issuer, typ: tokenType, currentDate });
    return payload;
  } catch (error) {
    // jose looks at the expiry last: everything else about this token has been found right.
    if (error instanceof errors.JWTExpired) return error.payload;
    if (error instanceof errors.JOSEError) throw invalid(error.code);
    throw error;
  }
}

function toClaims(payload: JWTPayload): AccessClaims {
  const parsed = AccessTokenPayload.safeParse(payload);
  if (!parsed.success) throw invalid('claims are missing or malformed');
  const { sub, sid, aud, tv, role, iat, exp } = parsed.data;
  return {
    userId: sub,
    sessionId: sid,
    audience: aud,
    tokenVersion: tv,
    role,
    issuedAt: new Date(iat * 1000),
    expiresAt: new Date(exp * 1000),
  };
}

const invalid = (reason: string): AppError => new AppError('TOKEN_INVALID', `access token refused: ${reason}`);
