import { modelError } from '../model-error.js';
import { spread } from './back-off.js';
import type { Breaker, CallSign } from './breaker.js';
import type { CallBudget } from './call-budget.js';
import type { KeyPool } from './key-pool.js';
import type { ModelChoice } from './model-list.js';
import type { SharedLimits } from './shared-limits.js';

/** A model with what this process knows of it; `open` gives it with the key of one call. */
export interface ModelLine<M> extends ModelChoice {
  readonly keys: KeyPool;
  readonly breaker: Breaker;
  readonly open: (key: string) => M;
}

/** Leave for one request. */
export interface Admission {
  readonly key: string;
  /** To be called once, when the request has ended. */
  readonly leave: (sign: CallSign) => void;
}

export interface AdmitOptions {
  readonly limits: SharedLimits;
  readonly budget: CallBudget;
  /** Ends the waiting; `budget.signal` at the latest. */
  readonly signal: AbortSignal;
  readonly random: () => number;
}

/**
 * Waits until a key is ready and the provider has a place.
 * @throws AppError MODEL_UNAVAILABLE at once when the breaker is open, MODEL_BUSY when no key will be ready within the
 * budget; the signal's reason.
 */
export async function admit(line: ModelLine<unknown>, options: AdmitOptions): Promise<Admission> {
  options.signal.throwIfAborted();
  for (;;) {
    await untilKeyIsReady(line, options);
    const lease = await options.limits.take(line.provider, options.signal);
    // While it waited for the place, others may have found out that the model is down, or the key busy.
    const settle = line.breaker.pass();
    const key = settle ? line.keys.choose() : undefined;
    const leave = (sign: CallSign): void => {
      lease.release();
      settle?.(sign);
    };
    if (key !== undefined) return { key, leave };
    leave('unknown');
  }
}

async function untilKeyIsReady(line: ModelLine<unknown>, { budget, signal, random }: AdmitOptions): Promise<void> {
  for (;;) {
    const { provider, model } = line;
    if (line.breaker.refuses()) {
      throw modelError('MODEL_UNAVAILABLE', 'failed too often and is left alone for a while', { provider, model });
    }
    const ms = line.keys.readyInMs();
    if (ms === 0) return;
    if (ms >= budget.leftMs()) throw modelError('MODEL_BUSY', 'has no key that is ready in time', { provider, model });
    await budget.clock.wait(spread(ms, random), signal);
  }
}
