import type { Clock } from './clock.js';

/** `alive`: it answered, be it with a refusal. `unknown`: the call was ended before anything could be said. */
export type CallSign = 'alive' | 'failed' | 'unknown';

export interface BreakerOptions {
  readonly clock: Clock;
  /** Failures without an answer in between that open it. */
  readonly failures?: number;
  /** Of these failures none is older. */
  readonly windowMs?: number;
  /** How long it stays open before one call may probe. */
  readonly restMs?: number;
  /** Told when it opens and closes. */
  readonly onChange?: (state: 'open' | 'closed') => void;
}

export interface Breaker {
  /** Whether `pass` would refuse now. */
  readonly refuses: () => boolean;
  /** Leave for one call, which must say once what became of it; null while the breaker is open. */
  readonly pass: () => ((sign: CallSign) => void) | null;
}

/**
 * Closed until `failures` calls in a row failed within the window: where three calls in ten fail by chance, 8 in a row
 * come once in 20,000 calls, while a provider that is down is found out by two tasks. Then open for `restMs`; after that,
 * one call at a time probes: an answer closes the breaker, a failure opens it anew.
 */
export function createBreaker(options: BreakerOptions): Breaker {
  const { clock, failures = 8, windowMs = 60_000, restMs = 30_000, onChange } = options;
  let failedAt: number[] = [];
  let openUntil: number | null = null;
  let isProbing = false;

  const open = (): void => {
    if (openUntil === null) onChange?.('open');
    openUntil = clock.now() + restMs;
    failedAt = [];
  };
  const close = (): void => {
    if (openUntil !== null) onChange?.('closed');
    openUntil = null;
    failedAt = [];
  };
  const countFailure = (): void => {
    const now = clock.now();
    failedAt = [...failedAt.filter((at) => at > now - windowMs), now];
    if (failedAt.length >= failures) open();
  };
  const settle = (sign: CallSign, isProbe: boolean): void => {
    if (isProbe) isProbing = false;
    if (sign === 'alive') close();
    else if (sign === 'failed' && isProbe) open();
    // Calls that began before it opened tell nothing new by failing.
    else if (sign === 'failed' && openUntil === null) countFailure();
  };
  const refuses = (): boolean => openUntil !== null && (isProbing || clock.now() < openUntil);

  return {
    refuses,
    pass: () => {
      if (refuses()) return null;
      const isProbe = openUntil !== null;
      isProbing = isProbe;
      return (sign) => settle(sign, isProbe);
    },
  };
}
