import { AppError } from '@mojian/contracts/app-error';
import { type Clock, setAlarm } from './clock.js';

/** Time for a call with all that belongs to it. */
export interface CallBudget {
  readonly clock: Clock;
  /** Of the one who asked. */
  readonly asked: AbortSignal;
  /** Ends with the time, or as `asked` does. */
  readonly signal: AbortSignal;
  readonly leftMs: () => number;
  readonly clear: () => void;
}

export function startBudget(clock: Clock, ms: number, asked: AbortSignal): CallBudget {
  const endsAt = clock.now() + ms;
  const alarm = setAlarm(clock, ms, new AppError('MODEL_UNAVAILABLE', `the budget of ${ms} ms is used up`));
  return {
    clock,
    asked,
    signal: AbortSignal.any([asked, alarm.signal]),
    leftMs: () => endsAt - clock.now(),
    clear: alarm.clear,
  };
}
