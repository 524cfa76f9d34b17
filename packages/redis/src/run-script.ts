import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script whose KEYS and ARGV are given at each run. */
export type Script = (redis: Redis, keys: readonly string[], args: readonly (string | number)[]) => Promise<unknown>;

/** Runs in one round trip: the script's text travels only when Redis does not know it. */
export function defineScript(text: string): Script {
  const hash = createHash('sha1').update(text).digest('hex');
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(hash, keys.length, ...keys, ...args);
    } catch (error) {
      // Redis forgets its scripts when it restarts; sending the text teaches it again.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(text, keys.length, ...keys, ...args);
    }
  };
}
