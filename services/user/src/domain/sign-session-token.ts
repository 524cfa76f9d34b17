import { createHash } from 'node:crypto';
import { signAccessToken } from '@mojian/auth/access-token';
import type { SigningKey } from '@mojian/auth/signing-keys';
import type { Audience } from '@mojian/contracts/identity';
import type { Role } from '@mojian/contracts/permissions';
import { tokenLives } from './token-lives.js';

export interface SessionTokenRequest {
  readonly user: { readonly id: string; readonly role: Role; readonly tokenVersion: number };
  readonly sessionId: string;
  readonly refreshToken: string;
  readonly audience: Audience;
  /** The same time gives the same access token: a repeated refresh is answered with the pair it was answered with before. */
  readonly issuedAt: Date;
  /** End of the session, where that may be nearer than the end of a whole life: no token outlives its session. */
  readonly sessionEndsAt?: Date | undefined;
}

export interface SignedToken {
  readonly token: string;
  /** Whole seconds, at least 1. */
  readonly lifeSeconds: number;
}

/** The access token that goes with a refresh token. */
export async function signSessionToken(request: SessionTokenRequest, key: SigningKey): Promise<SignedToken> {
  const { user, sessionId, refreshToken, audience, issuedAt } = request;
  const lifeSeconds = lifeOf(request);
  const token = await signAccessToken(
    {
      userId: user.id,
      sessionId,
      role: user.role,
      tokenVersion: user.tokenVersion,
      audience,
      lifeSeconds,
      tokenId: tokenIdOf(refreshToken),
      now: issuedAt,
    },
    key,
  );
  return { token, lifeSeconds };
}

function lifeOf({ audience, issuedAt, sessionEndsAt }: SessionTokenRequest): number {
  const { accessSeconds } = tokenLives[audience];
  if (!sessionEndsAt) return accessSeconds;
  const left = Math.floor((sessionEndsAt.getTime() - issuedAt.getTime()) / 1000);
  return Math.max(1, Math.min(accessSeconds, left));
}

/** Of the refresh token that it comes with, so that a repeated refresh gets the same access token again. */
const tokenIdOf = (refreshToken: string): string =>
  createHash('sha256').update(`jti ${refreshToken}`).digest('base64url').slice(0, 22);
