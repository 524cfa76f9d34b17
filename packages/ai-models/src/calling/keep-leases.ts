import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import { renewLeases } from './limit-scripts.js';

export interface LeaseKeeperOptions {
  readonly redis: Redis;
  readonly logger: Logger;
  readonly leaseMs: number;
}

export interface LeaseKeeper {
  /** Renews the lease from now on. */
  readonly keep: (member: string, key: string) => void;
  /** Renews it no longer and takes it out; rejects as Redis does. */
  readonly giveBack: (member: string, key: string) => Promise<void>;
}

/**
 * Renews all leases of this process together, three times in the time that one lasts, as long as there are any. Keeps no
 * process alive.
 */
export function keepLeases({ redis, logger, leaseMs }: LeaseKeeperOptions): LeaseKeeper {
  const held = new Map<string, string>();
  let rounds: NodeJS.Timeout | undefined;

  const renew = (): void => {
    renewLeases(redis, [...held.values()], [leaseMs * 1000, ...held.keys()]).catch((error: unknown) =>
      // The next round renews them, or enters them again.
      logger.debug('model_limits.not_renewed', { error }),
    );
  };

  return {
    keep: (member, key) => {
      held.set(member, key);
      rounds ??= setInterval(renew, leaseMs / 3).unref();
    },
    giveBack: async (member, key) => {
      held.delete(member);
      if (held.size === 0) {
        clearInterval(rounds);
        rounds = undefined;
      }
      await redis.zrem(key, member);
    },
  };
}
