import { type AppError, asAppError } from '@mojian/contracts/app-error';
import { Breaker } from './breaker.js';
import { faultOf, providerError } from './provider-error.js';

/** Somebody on the network who may know. */
export interface Provider<Question, Answer> {
  /** As it stands in `source`. */
  readonly name: string;
  /** Null: it was asked and knows nothing of this. @throws AppError UPSTREAM_TIMEOUT, UPSTREAM_UNREACHABLE */
  readonly ask: (question: Question) => Promise<Answer | null>;
}

/** How a provider took a question: `skipped` when it rests and was not asked. */
export interface ProviderEvent {
  readonly provider: string;
  readonly outcome: 'answered' | 'unknown' | 'failed' | 'skipped';
  readonly error?: AppError;
}

interface LadderOptions {
  readonly clock: () => Date;
  readonly observe: (event: ProviderEvent) => void;
}

/** Providers of one thing in the order in which they are asked. */
export interface Ladder<Question, Answer> {
  /** Nobody is configured: there is nothing to ask. */
  readonly empty: boolean;
  /** The first answer; null when all who answered know nothing. @throws AppError when nobody answered */
  readonly ask: (question: Question) => Promise<Answer | null>;
}

export function createLadder<Question, Answer>(
  providers: readonly Provider<Question, Answer>[],
  { clock, observe }: LadderOptions,
): Ladder<Question, Answer> {
  const steps = providers.map((provider) => ({ provider, breaker: new Breaker(clock) }));

  const askOne = async ({ provider, breaker }: (typeof steps)[number], question: Question) => {
    try {
      const answer = await provider.ask(question);
      breaker.succeeded();
      observe({ provider: provider.name, outcome: answer === null ? 'unknown' : 'answered' });
      return { answer };
    } catch (error) {
      breaker.failed(faultOf(error));
      observe({ provider: provider.name, outcome: 'failed', error: asAppError(error) });
      return { error };
    }
  };

  const ask = async (question: Question): Promise<Answer | null> => {
    let answered = false;
    let cause: unknown;
    for (const step of steps) {
      if (!step.breaker.admit()) {
        observe({ provider: step.provider.name, outcome: 'skipped' });
        continue;
      }
      const { answer, error } = await askOne(step, question);
      if (answer) return answer;
      answered ||= answer === null;
      cause = error ?? cause;
    }
    if (answered) return null;
    throw providerError('do not answer', {
      provider: steps.map(({ provider }) => provider.name).join(', '),
      fault: 'failed',
      cause,
    });
  };

  return { empty: steps.length === 0, ask };
}
