import { defineScript } from '@mojian/redis/run-script';

/**
 * KEYS: the leases of a provider, scored by their ends, and its calls of the last minute, scored by their beginnings,
 * both in microseconds of the server's clock. ARGV: a unique member, how many leases there may be, how long one lasts
 * (µs), how many calls a minute may have. Answers 0 when the lease was taken; else nothing was entered, and it answers
 * -1 where a lease must be given back first, or the milliseconds until the minute has room.
 */
export const takeLease = defineScript(`
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local concurrency, lasts, perMinute = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - 60000000)
if redis.call('ZCARD', KEYS[1]) >= concurrency then return -1 end
local calls = redis.call('ZCARD', KEYS[2])
if calls >= perMinute then
  local leaves = redis.call('ZRANGE', KEYS[2], calls - perMinute, calls - perMinute, 'WITHSCORES')[2]
  return math.max(1, math.ceil((leaves + 60000000 - now) / 1000))
end
redis.call('ZADD', KEYS[1], now + lasts, ARGV[1])
redis.call('PEXPIRE', KEYS[1], math.ceil(lasts / 1000))
redis.call('ZADD', KEYS[2], now, ARGV[1])
redis.call('PEXPIRE', KEYS[2], 60000)
return 0
`);

/**
 * KEYS: leases, one key for each member. ARGV: how long a lease lasts (µs), then the members. A lease that Redis forgot
 * is entered again: its call is still under way.
 */
export const renewLeases = defineScript(`
local time = redis.call('TIME')
local ends = time[1] * 1000000 + time[2] + ARGV[1]
for i, key in ipairs(KEYS) do
  redis.call('ZADD', key, ends, ARGV[i + 1])
  redis.call('PEXPIRE', key, math.ceil(ARGV[1] / 1000))
end
return #KEYS
`);
