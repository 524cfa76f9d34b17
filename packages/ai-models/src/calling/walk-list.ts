import { AppError } from '@mojian/contracts/app-error';
import type { Logger } from '@mojian/telemetry/logger';
import type { ModelLine } from './admit.js';
import { askModel, type Question, type RequestEnd } from './ask-model.js';
import { startBudget } from './call-budget.js';
import type { Clock } from './clock.js';
import type { Called, CallOptions, ModelCall, Refusal } from './model-call.js';
import type { ModelChoice } from './model-list.js';
import { costOf, type PriceTable } from './price.js';
import type { SharedLimits } from './shared-limits.js';

/** What all calls of a process share. */
export interface CallKit {
  readonly limits: SharedLimits;
  readonly prices: PriceTable;
  readonly logger: Logger;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
}

export interface Walk<M, R, A, V> {
  readonly question: Question<M, R, A, V>;
  readonly lineOf: (choice: ModelChoice) => ModelLine<M>;
  readonly options: CallOptions;
}

/**
 * Asks the models of a list in their order until one gives a value; each that is passed over is logged with its reason.
 * @throws AppError of the last model, or of one that may answer another time, when no studio follows; the reason of the
 * one who asked, when that was aborted.
 */
export async function walkList<M, R, A, V>(walk: Walk<M, R, A, V>, kit: CallKit): Promise<Called<V>> {
  const { models, budgetMs, signal } = walk.options;
  const budget = startBudget(kit.clock, budgetMs, signal);
  const refusals: Refusal[] = [];
  try {
    for (const [i, choice] of models.entries()) {
      const degraded = i > 0;
      if (choice === 'studio') return { by: choice, degraded, refusals };
      const next = models[i + 1];
      const asked = await askModel(walk.lineOf(choice), walk.question, {
        ...kit,
        budget,
        hasNext: next !== undefined && next !== 'studio',
        onEnd: (end) => walk.options.onCall(toCall(choice, end, walk.options, kit.prices)),
      });
      if ('value' in asked) return { by: choice, value: asked.value, degraded, refusals };
      refusals.push({ ...choice, error: asked.error });
      logPassing(kit.logger, choice, asked.error, next);
    }
  } finally {
    budget.clear();
  }
  throw noneLeft(refusals);
}

function toCall(
  { provider, model }: ModelChoice,
  { consumption, ...end }: RequestEnd,
  { promptVersion }: CallOptions,
  prices: PriceTable,
): ModelCall {
  const tokens = consumption && 'tokens' in consumption ? consumption.tokens : null;
  const cost = consumption && costOf(prices, { provider, model }, consumption);
  return { provider, model, promptVersion, ...end, tokens, cost };
}

function logPassing(
  logger: Logger,
  { provider, model }: ModelChoice,
  error: AppError,
  next?: ModelChoice | 'studio',
): void {
  const successor = next === undefined || next === 'studio' ? (next ?? 'none') : `${next.provider}:${next.model}`;
  logger.warn('model.passed_over', { provider, model, reason: error.code, message: error.message, next: successor });
}

function noneLeft(refusals: readonly Refusal[]): AppError {
  const errors = refusals.map(({ error }) => error);
  return (
    errors.find(({ retryable }) => retryable) ??
    errors.at(-1) ??
    new AppError('INTERNAL', 'the list of models is empty')
  );
}
