import type { AccessClaims, TokenVerifier } from '@mojian/auth/access-token';
import { AppError } from '@mojian/contracts/app-error';
import type { IdentityUser } from '@mojian/contracts/identity';
import type { RouteSpec } from '@mojian/contracts/route';
import { extendContext } from '@mojian/telemetry/request-context';
import type { Request, RequestHandler } from 'express';
import { exchangeOf } from './exchange.js';
import type { SessionStates } from './session-states.js';
import type { SessionState } from './user-service.js';

export interface CheckAccessOptions {
  readonly verifier: TokenVerifier;
  readonly sessions: SessionStates;
  readonly clock: () => number;
}

/**
 * Six requests under way with the old token while a client refreshes must not log it out (docs/api.md, Identity): its
 * expired token is served for this long after the refresh.
 */
const servedAfterRefreshMs = 60_000;

/** Public routes ignore whatever token comes along; the others know who calls, by a token whose session is alive now. */
export function checkAccess(route: RouteSpec, { verifier, sessions, clock }: CheckAccessOptions): RequestHandler {
  if (route.access === 'public') return (_request, _response, next) => next();
  return async (request, response, next) => {
    const { claims, expired } = await verifier.verify(tokenOf(request), { allowExpired: true });
    const state = await sessions.get(claims.sessionId);
    assertAlive(claims, state);
    if (expired && !isServedWhenExpired(claims, state, clock())) {
      throw new AppError('TOKEN_EXPIRED', 'the access token has expired');
    }
    const user: IdentityUser = {
      id: claims.userId,
      sessionId: claims.sessionId,
      // As it is now, not as it was when the token was signed.
      role: state.role ?? claims.role,
      plan: state.plan ?? 'free',
      apiKey: null,
      audience: claims.audience,
    };
    exchangeOf(response).user = user;
    extendContext({ userId: user.id });
    next();
  };
}

function tokenOf({ headers }: Request): string {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (!bearer) throw new AppError('TOKEN_INVALID', 'the Authorization header holds no bearer token');
    return bearer;
  }
  const token = headers['x-access-token'];
  if (typeof token !== 'string' || token === '') throw new AppError('TOKEN_MISSING', 'there is no access token');
  return token;
}

function assertAlive(claims: AccessClaims, state: SessionState): void {
  if (state.user_id === claims.userId && !state.user_active) {
    throw new AppError('USER_DISABLED', 'the account is disabled');
  }
  if (!state.alive || state.user_id !== claims.userId || claims.tokenVersion < state.token_version) {
    throw new AppError('TOKEN_REVOKED', 'the session has ended');
  }
}

const isServedWhenExpired = (claims: AccessClaims, { refreshed_at }: SessionState, now: number): boolean =>
  claims.audience === 'mini' && refreshed_at !== null && now - Date.parse(refreshed_at) < servedAfterRefreshMs;
