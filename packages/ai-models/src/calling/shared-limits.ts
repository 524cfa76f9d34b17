import { randomBytes } from 'node:crypto';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import type { Clock } from './clock.js';
import { keepLeases, type LeaseKeeper } from './keep-leases.js';
import { takeLease } from './limit-scripts.js';
import { createOwnLimits, type OwnLimits, type ProviderLimits } from './own-limits.js';
import { createWaitingLine, type WaitingLine } from './waiting-line.js';

/** Between two looks whether another process has given a lease back; one of this process is known at once. */
const lookAgainMs = 100;

export interface SharedLimitsOptions {
  /** A connection of role `request`: it fails at once while Redis is away. */
  readonly redis: Redis;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of a provider, by its name. */
  readonly limitsOf: (provider: string) => ProviderLimits;
  readonly prefix?: string;
  /** A lease ends so long after its process was last heard of. */
  readonly leaseMs?: number;
}

export interface Lease {
  /** Gives the place back; calling it again does nothing. */
  readonly release: () => void;
}

export interface SharedLimits {
  /** Waits for a place with a provider, first come first served within this process; rejects with the signal's reason. */
  readonly take: (provider: string, signal: AbortSignal) => Promise<Lease>;
}

interface ProviderState {
  readonly limits: ProviderLimits;
  readonly own: OwnLimits;
  readonly line: WaitingLine;
  readonly keys: readonly [leases: string, calls: string];
  /** Ends the pause of the one whose turn it is. */
  wake: () => void;
}

/**
 * Bounds the calls under way and the calls a minute of each provider over all processes, by leases in Redis: one round
 * trip for one, renewed while it is held, and ended by itself when its process dies. While Redis is away each process
 * keeps to a quarter of the limits, which is logged once.
 */
export function createSharedLimits(options: SharedLimitsOptions): SharedLimits {
  const { clock, limitsOf, prefix = 'model-limits', leaseMs = 15_000 } = options;
  const states = new Map<string, ProviderState>();
  const keeper = keepLeases({ ...options, leaseMs });
  const counting = createCounting(options.redis, options.logger, leaseMs);

  const stateOf = (provider: string): ProviderState => {
    const known = states.get(provider);
    if (known) return known;
    const limits = limitsOf(provider);
    const keys = [`${prefix}:${provider}:leases`, `${prefix}:${provider}:calls`] as const;
    const own = createOwnLimits(limits, clock);
    const state = { limits, keys, own, line: createWaitingLine(), wake: () => undefined };
    states.set(provider, state);
    return state;
  };

  return {
    take: async (provider, signal) => {
      const state = stateOf(provider);
      const leave = await state.line.enter(signal);
      try {
        for (;;) {
          const member = randomBytes(9).toString('base64url');
          const room = await counting.count(state, member);
          if (room === 0) return hold(state, member, keeper);
          await pause(state, clock, room < 0 ? lookAgainMs : room, signal);
        }
      } finally {
        leave();
      }
    },
  };
}

function hold(state: ProviderState, member: string, keeper: LeaseKeeper): Lease {
  let isHeld = true;
  state.own.began();
  keeper.keep(member, state.keys[0]);
  return {
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      state.own.ended();
      keeper
        .giveBack(member, state.keys[0])
        // Redis is away: the lease ends with its time.
        .catch(() => undefined)
        .finally(() => state.wake());
    },
  };
}

async function pause(state: ProviderState, clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const woken = new AbortController();
  state.wake = () => woken.abort();
  try {
    await clock.wait(ms, AbortSignal.any([signal, woken.signal]));
  } catch (error) {
    // Being woken is what it waited for.
    if (!woken.signal.aborted) throw error;
    signal.throwIfAborted();
  }
}

/** Counts in Redis, and by the process's own share while that is away: 0 when the lease was taken, as the script tells. */
function createCounting(redis: Redis, logger: Logger, leaseMs: number) {
  let isAlone = false;
  const tell = (alone: boolean, error?: unknown): void => {
    if (alone && !isAlone) logger.warn('model_limits.alone', { error });
    if (!alone && isAlone) logger.info('model_limits.shared');
    isAlone = alone;
  };
  return {
    count: async ({ keys, limits, own }: ProviderState, member: string): Promise<number> => {
      try {
        const args = [member, limits.concurrency, leaseMs * 1000, limits.perMinute];
        const room = Number(await takeLease(redis, keys, args));
        tell(false);
        return room;
      } catch (error) {
        // A limit must hold without Redis too, and a card must not fail for it.
        tell(true, error);
        return own.room();
      }
    },
  };
}
