import { AppError } from '@mojian/contracts/app-error';
import type { RouteSpec } from '@mojian/contracts/route';
import type { Request, RequestHandler } from 'express';
import { hasBody } from './cut-slow-bodies.js';

const defaultLimit = 1024 * 1024;

export const bodyLimitOf = (route: RouteSpec): number => route.bodyLimit ?? defaultLimit;

const json = /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i;
/** The form of a page that works without a script. */
const form = /^application\/x-www-form-urlencoded(?:\s*;\s*charset="?utf-8"?)?\s*$/i;

/**
 * Refuses a declared length above the route's limit, and a body that is not what the route reads. The bytes of a body
 * without a length are counted where they are sent on.
 */
export function checkBody(route: RouteSpec): RequestHandler {
  const limit = bodyLimitOf(route);
  return (request, _response, next) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) throw bodyTooLarge(limit);
    if (hasBody(request)) assertReadable(request, route);
    next();
  };
}

export const bodyTooLarge = (limit: number): AppError =>
  new AppError('BODY_TOO_LARGE', `the body exceeds ${limit} bytes`);

function assertReadable({ headers }: Request, route: RouteSpec): void {
  const type = headers['content-type'] ?? '';
  const readable = route.rawBody || json.test(type) || (route.dialect === 'page' && form.test(type));
  const encoding = headers['content-encoding'] ?? 'identity';
  if (!readable || encoding !== 'identity') {
    throw new AppError('MEDIA_TYPE_UNSUPPORTED', `a body of ${type || 'no type'} in ${encoding}`);
  }
}
