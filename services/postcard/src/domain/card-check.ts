import { AppError } from '@mojian/contracts/app-error';
import { type ContentCheck, dueAgainAt, stateOf } from '@mojian/safety/content-check';

/** Where a card stands, as it is stored. One that waits too long for a verdict is still `unchecked`. */
export type CheckStanding = 'unchecked' | 'review' | 'passed' | 'refused';

export interface CardCheck {
  readonly check: ContentCheck;
  readonly standing: CheckStanding;
  /** When the checkers are asked next; null where they are not. */
  readonly dueAt: Date | null;
}

export function cardCheckOf(check: ContentCheck, now: Date): CardCheck {
  const state = stateOf(check, now);
  return { check, standing: state === 'overdue' ? 'unchecked' : state, dueAt: dueAgainAt(check) };
}

/** What was found, and why somebody could not be asked: categories, labels and codes, never words. */
export const findingsOf = ({ answers }: ContentCheck): string[] =>
  answers.flatMap(({ answer }) => ('reason' in answer ? [answer.reason] : []));

/** Only what has passed leaves its owner: CARD_REFUSED, or CARD_UNDER_CHECK for what may pass later. */
export function assertShareable(standing: CheckStanding): void {
  if (standing === 'passed') return;
  throw new AppError(
    standing === 'refused' ? 'CARD_REFUSED' : 'CARD_UNDER_CHECK',
    `the check of the card: ${standing}`,
  );
}
