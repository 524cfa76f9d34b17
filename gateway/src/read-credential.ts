import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@mojian/contracts/app-error';
import type { IdentityUser } from '@mojian/contracts/identity';
import { Role } from '@mojian/contracts/permissions';
import { z } from 'zod';

export type Credential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'key'; readonly key: string };

const keySyntax = /^mj_[A-Za-z0-9_-]{16,128}$/;

/**
 * The one credential of a request: a bearer token, `X-Access-Token` or `X-API-Key`. A key beside a token is refused:
 * which of the two is meant would be a guess. Throws TOKEN_MISSING, TOKEN_INVALID or API_KEY_REFUSED.
 */
export function readCredential(headers: IncomingHttpHeaders): Credential {
  const { authorization } = headers;
  const [token, key] = [oneOf(headers['x-access-token']), oneOf(headers['x-api-key'])];
  if (key !== undefined) {
    if (authorization !== undefined || token !== undefined) {
      throw new AppError('TOKEN_INVALID', 'there are an access token and an API key');
    }
    if (!keySyntax.test(key)) throw new AppError('API_KEY_REFUSED', 'the API key is malformed');
    return { kind: 'key', key };
  }
  if (authorization !== undefined) {
    const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (!bearer) throw new AppError('TOKEN_INVALID', 'the Authorization header holds no bearer token');
    return { kind: 'token', token: bearer };
  }
  if (token === undefined) throw new AppError('TOKEN_MISSING', 'there is no access token');
  return { kind: 'token', token };
}

const oneOf = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' && header !== '' ? header : undefined;

const PlainUser = z.object({ id: z.uuid(), role: Role });

/** Whom the headers X-User-ID and X-User-Role name, unproved: for specs that are about something else than tokens. */
export function userInPlainHeaders(headers: IncomingHttpHeaders): IdentityUser {
  const id = oneOf(headers['x-user-id']);
  if (id === undefined) throw new AppError('TOKEN_MISSING', 'there is no X-User-ID');
  const user = PlainUser.safeParse({ id, role: oneOf(headers['x-user-role']) ?? 'user' });
  if (!user.success) throw new AppError('TOKEN_INVALID', 'X-User-ID or X-User-Role is malformed');
  return { ...user.data, plan: 'free', sessionId: null, apiKey: null, audience: 'web' };
}
