import type { AppError } from '@mojian/contracts/app-error';
import type { TextUsage } from '../text-model.js';
import type { ModelChoice, ModelList } from './model-list.js';

/**
 * What became of one request to a provider. `invalid`: it answered, and the answer was of no use. `slow`: it was ended
 * because its share of the budget was. `aborted`: it was ended because nobody wants the answer any more.
 */
export type CallOutcome = 'ok' | 'invalid' | 'refused' | 'rejected' | 'busy' | 'unavailable' | 'slow' | 'aborted';

/** The account of one request to a provider. */
export interface ModelCall extends ModelChoice {
  readonly promptVersion: string;
  readonly outcome: CallOutcome;
  /** Null for pictures, and where the provider did not tell, as of calls that broke off. */
  readonly tokens: TextUsage | null;
  /** Millionths of the price table's currency; null when it is not known, which is not 0. */
  readonly cost: number | null;
  /** To the first piece of the answer; null when none came. */
  readonly msToFirst: number | null;
  readonly ms: number;
  /** How many requests to this model went before it in the same call, the one for a repair included. */
  readonly retries: number;
}

/** Why a model of the list was passed over. */
export interface Refusal extends ModelChoice {
  readonly error: AppError;
}

export interface CallOptions {
  readonly models: ModelList;
  readonly promptVersion: string;
  /** For the whole of it: all models, pauses and waiting for a place. */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  /** Told of each request once, when it has ended. */
  readonly onCall: (call: ModelCall) => void;
}

/**
 * What came of a list of models: the value and whose it is, or that only the studio is left to make it. `degraded` says
 * that it is not the first choice, and `refusals` why.
 */
export type Called<V> = {
  readonly degraded: boolean;
  readonly refusals: readonly Refusal[];
} & ({ readonly by: ModelChoice; readonly value: V } | { readonly by: 'studio' });
