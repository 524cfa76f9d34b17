import { AppError } from '@mojian/contracts/app-error';
import type { Request, RequestHandler } from 'express';
import { type AllowedHosts, isAllowedHost } from './check-host.js';
import { exchangeOf } from './exchange.js';

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);
const withoutBody = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Headers that say one thing: with two of them, two readers could read two things. */
const singleValued = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'content-type',
  'content-encoding',
  'authorization',
  'x-access-token',
  'x-api-key',
  'x-refresh-token',
  'x-request-id',
  'idempotency-key',
  'last-event-id',
  'origin',
  'range',
]);

const hostSyntax = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

const refused = (reason: string): AppError => new AppError('HEADER_REFUSED', reason);

/**
 * Refuses methods that nothing here has, requests on whose framing or addressee two readers could differ, and hosts
 * that are not ours: links are made of the host, and what is stored under a forged one would reach others.
 */
export function checkHeaders(allowedHosts: AllowedHosts): RequestHandler {
  return (request, response, next) => {
    assertSingleValued(request.rawHeaders);
    assertFraming(request);
    if (!knownMethods.has(request.method)) {
      throw new AppError('METHOD_NOT_ALLOWED', `no route has the method ${request.method}`);
    }
    const { host } = exchangeOf(response).client;
    if (request.headers.host === undefined || !hostSyntax.test(host)) throw refused('the host is malformed');
    if (!isAllowedHost(host, allowedHosts, request.socket.localAddress))
      throw refused('the host is not one of ours (ALLOWED_HOSTS)');
    next();
  };
}

function assertSingleValued(rawHeaders: readonly string[]): void {
  const seen = new Set<string>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? '';
    if (!singleValued.has(name)) continue;
    if (seen.has(name)) throw refused(`there are two ${name} headers`);
    seen.add(name);
  }
}

function assertFraming({ headers, method, httpVersionMajor, httpVersionMinor }: Request): void {
  if (httpVersionMajor !== 1) throw refused('another version than HTTP/1.x');
  const encoding = headers['transfer-encoding'];
  const length = headers['content-length'];
  if (encoding !== undefined) {
    if (length !== undefined) throw refused('both a length and a transfer encoding');
    if (encoding.toLowerCase() !== 'chunked') throw refused('a transfer encoding other than chunked');
    // Only these are framed by Node without a length when they are sent on.
    if ((method !== 'POST' && method !== 'PUT') || httpVersionMinor === 0)
      throw refused('a transfer encoding out of place');
  }
  if (length !== undefined && !/^\d{1,15}$/.test(length)) throw refused('the length is malformed');
  if (withoutBody.has(method) && length !== undefined && Number(length) > 0) throw refused(`${method} with a body`);
}
