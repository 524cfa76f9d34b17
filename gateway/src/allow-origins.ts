import type { RequestHandler } from 'express';

const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-allow-headers':
    'authorization, content-type, x-access-token, x-refresh-token, x-api-key, x-request-id, x-client-version, idempotency-key, last-event-id',
  'access-control-max-age': '600',
};

const exposed = 'x-request-id, x-error-code, retry-after, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset';

/** CORS for exactly these origins, compared as whole strings; never with credentials, which nothing here reads. */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins);
  return (request, response, next) => {
    const { origin } = request.headers;
    if (allowed.size > 0) response.vary('Origin');
    if (origin === undefined || !allowed.has(origin)) return next();
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', exposed);
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (!isPreflight) return next();
    response.writeHead(204, preflightHeaders).end();
  };
}
