import type { SigningKey } from '@mojian/auth/signing-keys';
import type { RouteReply } from '@mojian/contracts/route';
import type { login } from '@mojian/contracts/routes/auth.routes';
import { type SessionTokenRequest, signSessionToken } from './sign-session-token.js';
import { type DescribedUser, describeUser } from './user-info.js';

export type TokenPair = RouteReply<typeof login>;

export interface TokenPairRequest extends Omit<SessionTokenRequest, 'audience'> {
  readonly user: DescribedUser & SessionTokenRequest['user'];
}

/** What a login or a refresh of the mini-program is answered with. */
export async function tokenPair(request: TokenPairRequest, key: SigningKey): Promise<TokenPair> {
  const { user, sessionId, refreshToken } = request;
  const { token, lifeSeconds } = await signSessionToken({ ...request, audience: 'mini' }, key);
  return { token, refreshToken, expiresIn: lifeSeconds, sessionId, userInfo: describeUser(user, sessionId) };
}
