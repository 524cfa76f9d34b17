import { type AppError, asAppError } from '@mojian/contracts/app-error';
import { retryAfterMs } from '../model-error.js';
import type { Admission, ModelLine } from './admit.js';
import type { CallSign } from './breaker.js';
import type { KeySign } from './key-pool.js';
import type { CallOutcome } from './model-call.js';
import type { Consumption } from './price.js';

/** What a model answered, and what that took. */
export interface Answer<A> {
  readonly reply: A;
  readonly finish: 'stop' | 'length';
  /** Null where the provider did not tell. */
  readonly consumption: Consumption | null;
}

/** Sends one request; `onFirst` is told when the answer begins. */
export type Send<M, R, A> = (
  model: M,
  request: R,
  options: { readonly signal: AbortSignal; readonly onFirst: () => void },
) => Promise<Answer<A>>;

export type FailureOutcome = Exclude<CallOutcome, 'ok' | 'invalid'>;

export interface Failure {
  readonly outcome: FailureOutcome;
  readonly error: AppError;
}

/** Whose end ended the request: of the one who asked, or of the time that it was given. */
export interface Ends {
  readonly asked: AbortSignal;
  /** Aborted with `asked`, too. */
  readonly signal: AbortSignal;
}

const outcomes = new Map<string, FailureOutcome>([
  ['MODEL_BUSY', 'busy'],
  ['MODEL_UNAVAILABLE', 'unavailable'],
  ['MODEL_REFUSED', 'refused'],
  ['MODEL_REJECTED', 'rejected'],
]);

const signs: Readonly<Record<FailureOutcome, CallSign>> = {
  // It is there; that it wants to be asked less is a matter of its keys.
  busy: 'unknown',
  unavailable: 'failed',
  slow: 'failed',
  refused: 'alive',
  rejected: 'alive',
  aborted: 'unknown',
};

/** What an error of a model, or of waiting for one, means; what is neither is thrown again. */
export function failureOf(error: unknown, { asked, signal }: Ends): Failure {
  if (asked.aborted) return { outcome: 'aborted', error: asAppError(asked.reason) };
  if (signal.aborted) return { outcome: 'slow', error: asAppError(signal.reason) };
  const failure = asAppError(error);
  const outcome = outcomes.get(failure.code);
  if (!outcome) throw error;
  return { outcome, error: failure };
}

export interface ExchangeOptions<M> extends Ends {
  readonly line: ModelLine<M>;
  readonly admission: Admission;
  readonly onFirst: () => void;
}

/** One request to one provider; its place is given back, and what it tells of the model and the key is noted. */
export async function exchange<M, R, A>(
  send: Send<M, R, A>,
  request: R,
  { line, admission, onFirst, ...ends }: ExchangeOptions<M>,
): Promise<Answer<A> | Failure> {
  let sign: CallSign = 'unknown';
  let keySign: KeySign = 'unknown';
  try {
    const answer = await send(line.open(admission.key), request, {
      signal: ends.signal,
      onFirst: () => {
        [sign, keySign] = ['alive', 'worked'];
        onFirst();
      },
    });
    [sign, keySign] = ['alive', 'worked'];
    return answer;
  } catch (error) {
    const failure = failureOf(error, ends);
    // One that wrote until its time was over is there.
    if (failure.outcome !== 'slow' || sign !== 'alive') [sign, keySign] = [signs[failure.outcome], keySignOf(failure)];
    return failure;
  } finally {
    line.keys.tell(admission.key, keySign);
    admission.leave(sign);
  }
}

function keySignOf({ outcome, error }: Failure): KeySign {
  if (outcome === 'busy') return { busy: true, retryAfterMs: retryAfterMs(error) };
  if (isKeyRefused(error)) return 'refused';
  return outcome === 'refused' || outcome === 'rejected' ? 'worked' : 'unknown';
}

/** Whether another key may be taken where this one was not. */
export function isKeyRefused({ code, options }: AppError): boolean {
  return code === 'MODEL_REJECTED' && (options.details?.status === 401 || options.details?.status === 403);
}
