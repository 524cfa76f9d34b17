import { AppError } from '@mojian/contracts/app-error';
import { modelError, retryAfterMs } from '../model-error.js';
import { admit, type ModelLine } from './admit.js';
import { backOffMs } from './back-off.js';
import type { CallBudget } from './call-budget.js';
import { type Alarm, setAlarm } from './clock.js';
import { type Answer, exchange, type Failure, failureOf, isKeyRefused, type Send } from './exchange.js';
import type { ModelCall } from './model-call.js';
import type { Consumption } from './price.js';
import type { SharedLimits } from './shared-limits.js';

/** What is wanted of a model, and in what words and pictures differ. */
export interface Question<M, R, A, V> {
  readonly request: R;
  readonly send: Send<M, R, A>;
  /** Whatever it throws says that the answer is of no use, and why. */
  readonly parse: (reply: A) => V | Promise<V>;
  /** The request that asks for an answer to be mended; absent where that cannot be asked. */
  readonly repair?: (request: R, answer: Answer<A>, error: AppError) => R;
}

/** The part of a `ModelCall` that is known where the request is made. */
export interface RequestEnd extends Pick<ModelCall, 'outcome' | 'msToFirst' | 'ms' | 'retries'> {
  readonly consumption: Consumption | null;
}

export interface AskOptions {
  readonly limits: SharedLimits;
  readonly random: () => number;
  readonly budget: CallBudget;
  /** Whether another model may be asked after this one. */
  readonly hasNext: boolean;
  readonly onEnd: (end: RequestEnd) => void;
}

/** The value, or why this model is passed over. */
export type Asked<V> = { readonly value: V } | { readonly error: AppError };

/**
 * Asks one model: up to three retries when it is busy or away, with pauses; one more request to mend an answer that is
 * of no use; another key at once for one that is not taken.
 * @throws the reason of the one who asked, when that was aborted; what is no error of a model.
 */
export async function askModel<M, R, A, V>(
  line: ModelLine<M>,
  question: Question<M, R, A, V>,
  options: AskOptions,
): Promise<Asked<V>> {
  let { request } = question;
  let failures = 0;
  for (let retries = 0; ; retries += 1) {
    const end = await askOnce(line, { ...question, request }, { ...options, retries });
    options.budget.asked.throwIfAborted();
    if ('value' in end) return end;
    if ('answer' in end) {
      const isMended = request !== question.request;
      if (isMended || !question.repair) return end;
      request = question.repair(request, end.answer, end.error);
    } else if (!isKeyRefused(end.error) || line.keys.readyInMs() > 0) {
      const pause = pauseAfter(end, line, failures, options);
      if (pause === null || !(await pauseFor(pause, options.budget))) return end;
      failures += 1;
    }
  }
}

type Ended<A, V> = { readonly value: V } | { readonly answer: Answer<A>; readonly error: AppError } | Failure;

async function askOnce<M, R, A, V>(
  line: ModelLine<M>,
  question: Question<M, R, A, V>,
  options: AskOptions & { readonly retries: number },
): Promise<Ended<A, V>> {
  const { budget, onEnd, retries } = options;
  const { asked, clock } = budget;
  const patience = startPatience(line, options);
  const { signal } = patience;
  try {
    const admission = await admit(line, { ...options, signal });
    const timer = startTimer(clock.now);
    const onFirst = () => {
      timer.first();
      patience.clear();
    };
    const got = await exchange(question.send, question.request, { line, admission, onFirst, asked, signal });
    const times = timer.read();
    if (!('reply' in got)) {
      onEnd({ ...times, outcome: got.outcome, consumption: null, retries });
      return got;
    }
    const judged = await judge(question, got);
    const outcome = 'value' in judged ? 'ok' : 'invalid';
    onEnd({ ...times, outcome, consumption: got.consumption, retries });
    return judged;
  } catch (error) {
    return failureOf(error, { asked, signal });
  } finally {
    patience.clear();
  }
}

/** While others may be asked in its stead, a model has half of the time that is left to begin with its answer. */
function startPatience({ provider, model }: ModelLine<unknown>, { budget, hasNext }: AskOptions): Alarm {
  const ms = Math.round(hasNext ? budget.leftMs() / 2 : budget.leftMs());
  const late = modelError('MODEL_UNAVAILABLE', `did not begin within ${ms} ms`, { provider, model });
  const { signal, clear } = setAlarm(budget.clock, ms, late);
  return { signal: AbortSignal.any([budget.signal, signal]), clear };
}

function startTimer(now: () => number) {
  const startedAt = now();
  let msToFirst: number | null = null;
  return {
    first: () => {
      msToFirst ??= Math.round(now() - startedAt);
    },
    read: () => ({ msToFirst, ms: Math.round(now() - startedAt) }),
  };
}

async function judge<M, R, A, V>({ parse }: Question<M, R, A, V>, answer: Answer<A>): Promise<Ended<A, V>> {
  try {
    return { value: await parse(answer.reply) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { answer, error: new AppError('MODEL_REPLY_INVALID', message, { cause: error }) };
  }
}

/** Null where asking again would not help. */
function pauseAfter(
  { outcome, error }: Failure,
  line: ModelLine<unknown>,
  retries: number,
  { budget, random }: AskOptions,
): number | null {
  const mayPass = outcome === 'busy' || outcome === 'unavailable';
  if (!mayPass || line.breaker.refuses()) return null;
  // What a busy provider asks for is asked of the key: another may be ready.
  const atLeastMs = outcome === 'busy' ? line.keys.readyInMs() : (retryAfterMs(error) ?? 0);
  return backOffMs({ retries, atLeastMs, leftMs: budget.leftMs(), random });
}

async function pauseFor(ms: number, { clock, signal, asked }: CallBudget): Promise<boolean> {
  try {
    await clock.wait(ms, signal);
    return true;
  } catch (error) {
    asked.throwIfAborted();
    if (signal.aborted) return false;
    throw error;
  }
}
