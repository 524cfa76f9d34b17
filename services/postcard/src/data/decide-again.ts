import { AppError } from '@mojian/contracts/app-error';
import { violatedConstraint } from '@mojian/database/translate-error';
import type { CreateRefusal } from '../domain/quota.js';

/** Constraints that refuse what was granted to another create at the same time, and what that means. */
const refusals = new Map<string, CreateRefusal>([
  ['one_open_task', 'TASK_UNDER_WAY'],
  ['one_open_task_of_a_body', 'TASK_UNDER_WAY'],
  ['one_free_regeneration', 'TASK_UNDER_WAY'],
  ['one_live_slot', 'SLOT_TAKEN'],
  ['quota_not_exceeded', 'QUOTA_USED_UP'],
]);

const ATTEMPTS = 3;

/**
 * Runs a transaction that decides whether a card may be begun, and again when another one won the race: what that one
 * did can be seen by then, and is answered for what it is.
 */
export async function decideAgain<T>(decide: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await decide();
    } catch (error) {
      const refusal = refusals.get(violatedConstraint(error));
      if (!refusal) throw error;
      if (attempt === ATTEMPTS) throw new AppError(refusal, 'others were faster, again and again', { cause: error });
    }
  }
}
