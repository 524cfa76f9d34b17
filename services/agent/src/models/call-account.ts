import type { ModelCall } from '@mojian/ai-models/calling/model-call';
import type { StageModelsOptions } from './stage-models.js';

/** How the account names what the caller tells: the task's view, in which an answer that came too late was not wanted. */
const outcomes = {
  ok: 'answered',
  invalid: 'invalid',
  refused: 'refused',
  rejected: 'rejected',
  busy: 'busy',
  unavailable: 'unavailable',
  slow: 'cancelled',
  aborted: 'cancelled',
} as const;

interface CallAccount {
  /** Writes down one request to a model. */
  readonly note: (call: ModelCall) => void;
  /** The work's result, when all its requests are written down. */
  readonly settle: <T>(work: Promise<T>) => Promise<T>;
}

/** One row for each request that a question causes, whatever becomes of it. */
export function openAccount(
  { calls, observe }: Pick<StageModelsOptions, 'calls' | 'observe'>,
  { taskId, stage }: { readonly taskId: string; readonly stage: string },
): CallAccount {
  const rows: Promise<void>[] = [];
  const note = ({ outcome, promptVersion, cost, ...call }: ModelCall): void => {
    const noted = {
      ...call,
      taskId,
      stage,
      promptVersion: Number(promptVersion),
      outcome: outcomes[outcome],
      costMicros: cost,
    };
    observe(noted);
    const row = calls.record(noted);
    // It is waited for in `settle`; until then its failure is nobody's.
    row.catch(() => undefined);
    rows.push(row);
  };
  const settle = async <T>(work: Promise<T>): Promise<T> => {
    const [result] = await Promise.allSettled([work]);
    await Promise.all(rows);
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  };
  return { note, settle };
}
