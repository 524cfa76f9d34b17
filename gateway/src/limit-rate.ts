import { addressGroup } from '@mojian/contracts/address-group';
import { AppError } from '@mojian/contracts/app-error';
import { type Limit, type LimitBucket, type LimitRule, limits } from '@mojian/contracts/limits';
import type { Dialect, RouteSpec } from '@mojian/contracts/route';
import type { Window, WindowVerdict } from '@mojian/redis/sliding-window';

/** Replaces every column that a bucket has. */
export type LimitOverrides = Readonly<Partial<Record<LimitBucket, Limit>>>;

export type HitWindows = (windows: readonly [Window, ...Window[]]) => Promise<WindowVerdict>;

export interface LimitRateOptions {
  readonly overrides: LimitOverrides;
  readonly hit: HitWindows;
  /** False where SECURITY_RATE_LIMITING_ENABLED is: nothing is counted. */
  readonly enabled: boolean;
}

interface LimitedCaller {
  readonly userId: string | undefined;
  readonly address: string;
}

/** How a request stands to its limits. */
interface Counted {
  /** What the answer says of it, whether it was refused or not. */
  readonly headers: Readonly<Record<string, string>>;
  /** RATE_LIMITED, where a window was full; then it was counted in none. */
  readonly refusal: AppError | undefined;
}

export type CountRequest = (route: RouteSpec, caller: LimitedCaller) => Promise<Counted>;

const uncounted: Counted = { headers: {}, refusal: undefined };

const generalBucket = {
  mini: 'everything_mini',
  web: 'everything_web',
  page: 'everything_page',
} as const satisfies Record<Dialect, LimitBucket>;

/**
 * Counts a request in all its windows at once: of everybody, of its dialect's general bucket, of its route's own; by
 * user, address, route and altogether. Knows no HTTP server, so that an upgrade is counted like a plain request.
 */
export function createLimiter({ overrides, hit, enabled }: LimitRateOptions): CountRequest {
  return async (route, caller) => {
    if (!enabled || route.limit === 'none') return uncounted;
    const buckets = ['everybody', generalBucket[route.dialect], ...(route.limit ? [route.limit] : [])] as const;
    const names = { user: caller.userId, address: addressGroup(caller.address), endpoint: route.id };
    const [first, ...rest] = buckets.flatMap((bucket) => windowsOf(bucket, overrides[bucket], names));
    if (!first) return uncounted;
    const verdict = await hit([first, ...rest]);
    return { headers: headersOf(verdict), refusal: verdict.allowed ? undefined : tooMany(verdict) };
  };
}

interface Names {
  readonly user: string | undefined;
  readonly address: string;
  readonly endpoint: string;
}

function windowsOf(bucket: LimitBucket, override: Limit | undefined, names: Names): Window[] {
  const rule: LimitRule = limits[bucket];
  const windows: Window[] = [];
  const add = (limit: Limit | undefined, who: string): void => {
    if (limit) windows.push({ key: `limit:${bucket}:${who}`, ...(override ?? limit) });
  };
  if (names.user) add(rule.perUser, `user:${names.user}`);
  add(rule.perAddress, `address:${names.address}`);
  add(rule.perEndpoint, `endpoint:${names.endpoint}`);
  add(rule.global, 'global');
  return windows;
}

const headersOf = ({ limit, remaining, resetAt, allowed, retryAfter }: WindowVerdict): Record<string, string> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(resetAt),
  ...(!allowed && { 'retry-after': String(retryAfter) }),
});

function tooMany({ retryAfter, blockedBy }: WindowVerdict): AppError {
  // `limit:quota:user:…` is for Redis; callers are told bucket and column.
  const blocked = blockedBy.map((key) => key.split(':').slice(1, 3).join(':'));
  const details = { retry_after: retryAfter, blocked_by: blocked };
  return new AppError('RATE_LIMITED', `over the limit of ${blocked.join()}`, { details });
}
