import type { SigningKey } from '@mojian/auth/signing-keys';
import type { RouteReply } from '@mojian/contracts/route';
import type { webLogin } from '@mojian/contracts/routes/account.routes';
import { type SessionTokenRequest, signSessionToken } from './sign-session-token.js';
import { type DescribedWebUser, describeWebUser } from './web-user.js';

export type WebTokens = RouteReply<typeof webLogin>;

export interface WebTokensRequest extends Omit<SessionTokenRequest, 'audience'> {
  readonly user: DescribedWebUser & SessionTokenRequest['user'];
}

/** What a login or a refresh of a web client is answered with. */
export async function webTokens(request: WebTokensRequest, key: SigningKey): Promise<WebTokens> {
  const { user, sessionId, refreshToken } = request;
  const { token, lifeSeconds } = await signSessionToken({ ...request, audience: 'web' }, key);
  return {
    access_token: token,
    refresh_token: refreshToken,
    token_type: 'bearer',
    expires_in: lifeSeconds,
    session_id: sessionId,
    user: describeWebUser(user),
  };
}
