import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { defineScript } from './run-script.js';

/** At most `count` requests of this key in any `seconds`. */
export interface Window {
  readonly key: string;
  readonly count: number;
  readonly seconds: number;
}

export interface WindowVerdict {
  readonly allowed: boolean;
  /** Of the window with the fewest requests left; so are `remaining` and `resetAt`. */
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds, rounded up: when the oldest counted request leaves the window. */
  readonly resetAt: number;
  /** Seconds, at least 1, until a refused request would be allowed; 0 for an allowed one. */
  readonly retryAfter: number;
  /** Keys of the windows that are full. */
  readonly blockedBy: readonly string[];
}

/**
 * KEYS: a sorted set per window, scored by microseconds of the server's clock. ARGV: a unique member, then count and
 * span (µs) of each window. The request is entered in all windows or in none. Answers `now`, then for each window what
 * was used before, when its oldest entry leaves, and when it has room again.
 */
const countInAll = defineScript(`
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local reply = { now }
local full = false
for i, key in ipairs(KEYS) do
  local count, span = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - span)
  local used = redis.call('ZCARD', key)
  local oldest = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2] or now
  local room = now
  if used >= count then
    full = true
    room = (redis.call('ZRANGE', key, used - count, used - count, 'WITHSCORES')[2] or now) + span
  end
  reply[#reply + 1] = used
  reply[#reply + 1] = oldest + span
  reply[#reply + 1] = room
end
if not full then
  for i, key in ipairs(KEYS) do
    redis.call('ZADD', key, now, ARGV[1])
    redis.call('PEXPIRE', key, math.ceil(ARGV[2 * i + 1] / 1000))
  end
end
return reply
`);

/** Members must differ, and be short: a window of all callers together holds 100,000 of them. */
const processId = randomBytes(6).toString('base64url');
let requests = 0;
const nextMember = (): string => `${processId}${(requests++).toString(36)}`;

/**
 * Counts a request in all windows at once, in one round trip, unless any of them is full: a refused request is counted
 * nowhere. Exact: no bucket edges. With 100,000 entries a window costs Redis 11 µs a request and 11 MB (measured with
 * Redis 7). Fails as the connection does when Redis is away.
 */
export async function hitWindows(redis: Redis, windows: readonly [Window, ...Window[]]): Promise<WindowVerdict> {
  const spans = windows.flatMap(({ count, seconds }) => [count, seconds * 1_000_000]);
  const keys = windows.map((window) => window.key);
  return toVerdict(windows, asNumbers(await countInAll(redis, keys, [nextMember(), ...spans])));
}

/** Takes the newest counted request out of a window again, as if it had not been made. */
export async function undoHit(redis: Redis, key: string): Promise<void> {
  await redis.zpopmax(key);
}

function asNumbers(reply: unknown): number[] {
  if (!Array.isArray(reply)) throw new TypeError('the sliding window script answered something else than a list');
  return reply.map(Number);
}

function toVerdict(windows: readonly [Window, ...Window[]], [now = 0, ...figures]: number[]): WindowVerdict {
  const states = windows.map((window, i) => {
    const [used = 0, resets = 0, room = 0] = figures.slice(3 * i, 3 * i + 3);
    return { ...window, full: used >= window.count, left: Math.max(0, window.count - used), resets, room };
  });
  const full = states.filter((state) => state.full);
  const allowed = full.length === 0;
  const tightest = states.reduce((least, state) => (state.left < least.left ? state : least));
  const wait = Math.max(0, ...full.map((state) => state.room - now));
  return {
    allowed,
    limit: tightest.count,
    remaining: allowed ? tightest.left - 1 : 0,
    resetAt: Math.ceil(tightest.resets / 1_000_000),
    retryAfter: allowed ? 0 : Math.max(1, Math.ceil(wait / 1_000_000)),
    blockedBy: full.map((state) => state.key),
  };
}
