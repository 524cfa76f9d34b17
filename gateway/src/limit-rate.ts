import { isIPv6 } from 'node:net';
import { AppError } from '@mojian/contracts/app-error';
import { type Limit, type LimitBucket, limits } from '@mojian/contracts/limits';
import type { Dialect, RouteSpec } from '@mojian/contracts/route';
import type { Window, WindowVerdict } from '@mojian/redis/sliding-window';
import type { RequestHandler, Response } from 'express';
import { exchangeOf } from './exchange.js';

/** Replaces both columns of a bucket. */
export type LimitOverrides = Readonly<Partial<Record<LimitBucket, Limit>>>;

export type HitWindows = (windows: readonly [Window, ...Window[]]) => Promise<WindowVerdict>;

export interface LimitRateOptions {
  readonly overrides: LimitOverrides;
  readonly hit: HitWindows;
}

const generalBucket = {
  mini: 'everything_mini',
  web: 'everything_web',
  page: 'everything_page',
} as const satisfies Record<Dialect, LimitBucket>;

/** Counts the request in the general bucket of its dialect and in its route's own, by user and by address. */
export function limitRate(route: RouteSpec, { overrides, hit }: LimitRateOptions): RequestHandler {
  if (route.limit === 'none') return (_request, _response, next) => next();
  const buckets = [generalBucket[route.dialect], ...(route.limit ? [route.limit] : [])];
  return async (request, response, next) => {
    const caller = { userId: exchangeOf(response).user?.id, address: addressGroup(request.ip ?? '') };
    const [first, ...rest] = buckets.flatMap((bucket) => windowsOf(bucket, overrides[bucket], caller));
    if (!first) return next();
    const verdict = await hit([first, ...rest]);
    tell(response, verdict);
    if (!verdict.allowed) throw tooMany(response, verdict);
    next();
  };
}

interface Caller {
  readonly userId: string | undefined;
  readonly address: string;
}

function windowsOf(bucket: LimitBucket, override: Limit | undefined, { userId, address }: Caller): Window[] {
  const rule: { readonly perUser?: Limit; readonly perAddress?: Limit } = limits[bucket];
  const windows: Window[] = [];
  if (rule.perUser && userId) windows.push({ key: `limit:${bucket}:user:${userId}`, ...(override ?? rule.perUser) });
  if (rule.perAddress) windows.push({ key: `limit:${bucket}:address:${address}`, ...(override ?? rule.perAddress) });
  return windows;
}

/** One household or host owns a whole /64 of IPv6, so that is what counts as one address. */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = [...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}

function tell(response: Response, { limit, remaining, resetAt }: WindowVerdict): void {
  response.setHeader('x-ratelimit-limit', limit);
  response.setHeader('x-ratelimit-remaining', remaining);
  response.setHeader('x-ratelimit-reset', resetAt);
}

function tooMany(response: Response, { retryAfter, blockedBy }: WindowVerdict): AppError {
  response.setHeader('retry-after', retryAfter);
  // `limit:quota:user:…` is for Redis; callers are told bucket and column.
  const blocked = blockedBy.map((key) => key.split(':').slice(1, 3).join(':'));
  const details = { retry_after: retryAfter, blocked_by: blocked };
  return new AppError('RATE_LIMITED', `over the limit of ${blocked.join()}`, { details });
}
