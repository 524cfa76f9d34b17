import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { BlockList } from 'node:net';
import type { AccessClaims, TokenVerifier } from '@mojian/auth/access-token';
import { AppError } from '@mojian/contracts/app-error';
import type { ErrorCode } from '@mojian/contracts/error-codes';
import type { IdentityUser } from '@mojian/contracts/identity';
import { isAdminPermission } from '@mojian/contracts/permissions';
import type { RouteSpec } from '@mojian/contracts/route';
import { isListed } from './address-list.js';
import type { FreshAnswers } from './fresh-answers.js';
import { readCredential, userInPlainHeaders } from './read-credential.js';
import type { ApiKeyState, SessionState } from './user-service.js';

export interface AccessOptions {
  readonly verifier: TokenVerifier;
  readonly sessions: FreshAnswers<SessionState>;
  readonly apiKeys: FreshAnswers<ApiKeyState>;
  readonly clock: () => number;
  /** Where admins may call from; everywhere when undefined. */
  readonly adminAddresses: BlockList | undefined;
  /** False only where SECURITY_JWT_ENABLED is: then the headers X-User-ID and X-User-Role say who calls. */
  readonly verifyTokens: boolean;
}

/** Who may pass. Knows headers and addresses only, so that plain requests and upgrades are judged by the same rules. */
export interface Access {
  /**
   * Who calls; undefined on public routes, which ignore whatever credential comes along. Throws the refusal, with the
   * user where the credential was theirs.
   */
  readonly identify: (route: RouteSpec, headers: IncomingHttpHeaders) => Promise<IdentityUser | undefined>;
  /** Throws ADDRESS_REFUSED where the route is an admin's and the address is not on the list. */
  readonly assertAddress: (route: RouteSpec, address: string) => void;
}

/** A refusal of somebody who has proved who they are. */
export class KnownCallerRefused extends AppError {
  constructor(
    code: ErrorCode,
    message: string,
    readonly userId: string,
  ) {
    super(code, message);
  }
}

/**
 * Six requests under way with the old token while a client refreshes must not log it out (docs/api.md, Identity): its
 * expired token is served for this long after the refresh.
 */
const servedAfterRefreshMs = 60_000;

export function createAccess(options: AccessOptions): Access {
  const { adminAddresses, verifyTokens, apiKeys } = options;
  return {
    identify: async (route, headers) => {
      if (route.access === 'public') return undefined;
      if (!verifyTokens) return userInPlainHeaders(headers);
      const credential = readCredential(headers);
      if (credential.kind === 'token') return userOfToken(credential.token, options);
      const hash = createHash('sha256').update(credential.key).digest('hex');
      return userOfKey(await apiKeys.get(hash));
    },
    assertAddress: ({ permission }, address) => {
      if (!adminAddresses || !isAdminPermission(permission) || isListed(adminAddresses, address)) return;
      throw new AppError('ADDRESS_REFUSED', 'admins may not call from this address');
    },
  };
}

async function userOfToken(token: string, { verifier, sessions, clock }: AccessOptions): Promise<IdentityUser> {
  const { claims, expired } = await verifier.verify(token, { allowExpired: true });
  const state = await sessions.get(claims.sessionId);
  assertAlive(claims, state);
  if (expired && !isServedWhenExpired(claims, state, clock())) {
    throw new KnownCallerRefused('TOKEN_EXPIRED', 'the access token has expired', claims.userId);
  }
  return {
    id: claims.userId,
    sessionId: claims.sessionId,
    // As they are now, not as they were when the token was signed.
    role: state.role ?? claims.role,
    plan: state.plan ?? 'free',
    apiKey: null,
    audience: claims.audience,
  };
}

function assertAlive(claims: AccessClaims, state: SessionState): void {
  const { userId } = claims;
  if (state.user_id === userId && !state.user_active) {
    throw new KnownCallerRefused('USER_DISABLED', 'the account is disabled', userId);
  }
  if (!state.alive || state.user_id !== userId || claims.tokenVersion < state.token_version) {
    throw new KnownCallerRefused('TOKEN_REVOKED', 'the session has ended', userId);
  }
}

const isServedWhenExpired = (claims: AccessClaims, { refreshed_at }: SessionState, now: number): boolean =>
  claims.audience === 'mini' && refreshed_at !== null && now - Date.parse(refreshed_at) < servedAfterRefreshMs;

function userOfKey({ alive, key_id, user_id, user_active, role, plan, scopes }: ApiKeyState): IdentityUser {
  if (user_id !== null && key_id !== null && !user_active) {
    throw new KnownCallerRefused('USER_DISABLED', 'the account is disabled', user_id);
  }
  if (!alive || user_id === null || key_id === null) throw new AppError('API_KEY_REFUSED', 'the API key is not alive');
  return {
    id: user_id,
    role: role ?? 'user',
    plan: plan ?? 'free',
    sessionId: null,
    apiKey: { id: key_id, scopes },
    audience: 'web',
  };
}
