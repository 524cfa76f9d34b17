import { createHash } from 'node:crypto';
import { signAccessToken } from '@mojian/auth/access-token';
import type { SigningKey } from '@mojian/auth/signing-keys';
import type { RouteReply } from '@mojian/contracts/route';
import type { login } from '@mojian/contracts/routes/auth.routes';
import { accessTokenSeconds } from './token-lives.js';
import { type DescribedUser, describeUser } from './user-info.js';

export type TokenPair = RouteReply<typeof login>;

export interface TokenPairRequest {
  readonly user: DescribedUser & { readonly tokenVersion: number };
  readonly sessionId: string;
  readonly refreshToken: string;
  /** The same time gives the same access token: a repeated refresh is answered with the pair it was answered with before. */
  readonly issuedAt: Date;
}

export async function tokenPair(
  { user, sessionId, refreshToken, issuedAt }: TokenPairRequest,
  key: SigningKey,
): Promise<TokenPair> {
  const { id: userId, role, tokenVersion } = user;
  const token = await signAccessToken(
    {
      userId,
      sessionId,
      role,
      tokenVersion,
      audience: 'mini',
      lifeSeconds: accessTokenSeconds,
      tokenId: tokenIdOf(refreshToken),
      now: issuedAt,
    },
    key,
  );
  return { token, refreshToken, expiresIn: accessTokenSeconds, sessionId, userInfo: describeUser(user, sessionId) };
}

/** Of the refresh token that it comes with, so that a repeated refresh gets the same access token again. */
const tokenIdOf = (refreshToken: string): string =>
  createHash('sha256').update(`jti ${refreshToken}`).digest('base64url').slice(0, 22);
