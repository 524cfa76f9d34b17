import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import type { RouteSpec } from '@mojian/contracts/route';
import { webRefresh } from '@mojian/contracts/routes/account.routes';
import type { Request } from 'express';
import { exchangeOf } from './exchange.js';

/** All that a service is told of what a client said. No credential, no cookie, no word about who the client is. */
const allowed = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-length',
  'content-type',
  'idempotency-key',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'last-event-id',
  'range',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'user-agent',
  'x-client-version',
] as const;

/** The one credential that a service reads itself, on the one route that takes it. */
const refreshTokenHeader = 'x-refresh-token';

export interface UpstreamHeaderOptions {
  readonly identityKey: string;
  readonly basePath: string;
  /** Replaces what the Host header says, where the gateway stands behind a proxy that changes it. */
  readonly publicOrigin: URL | undefined;
}

/** The headers of the request to a service: the allowed ones of the client's, and ours. */
export function upstreamHeaders(
  { request, response, route }: { request: Request; response: object; route: RouteSpec },
  { identityKey, basePath, publicOrigin }: UpstreamHeaderOptions,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of allowed) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const refreshToken = request.headers[refreshTokenHeader];
  if (route.id === webRefresh.id && typeof refreshToken === 'string') headers[refreshTokenHeader] = refreshToken;
  const { requestId, user, client } = exchangeOf(response);
  headers['x-request-id'] = requestId;
  headers['x-forwarded-for'] = client.address;
  headers['x-forwarded-proto'] = publicOrigin?.protocol.slice(0, -1) ?? client.protocol;
  headers['x-forwarded-host'] = publicOrigin?.host ?? client.host;
  if (basePath !== '') headers['x-forwarded-prefix'] = basePath;
  headers[internalIdentityHeader] = signInternalIdentity(
    {
      aud: route.owner,
      method: request.method,
      path: request.url,
      caller: 'gateway',
      request_id: requestId,
      ...(user && { user }),
      ...(client.address !== '' && { address: client.address }),
    },
    identityKey,
  );
  return headers;
}
