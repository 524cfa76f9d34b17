import { z } from 'zod';
import { type Author, CheckAnswer, type ContentChecker } from './content-checker.js';

/** All that is known of whether a card's content may be shown to others; plain data, to be kept beside the card. */
export const ContentCheck = z.object({
  answers: z.array(z.object({ part: z.enum(['words', 'picture']), checker: z.string(), answer: CheckAnswer })),
  /** When the checkers were asked. */
  asked_at: z.iso.datetime({ offset: true }),
  /** How often they have been asked for this card. */
  asked: z.int().positive(),
});
export type ContentCheck = z.output<typeof ContentCheck>;

/**
 * Where a card stands. Only a `passed` one leaves its owner. `unchecked` waits for a verdict, `overdue` has waited too
 * long (a verdict that comes after all still counts), `review` waits for a person, `refused` is the end.
 */
export type CheckState = 'unchecked' | 'overdue' | 'review' | 'passed' | 'refused';

export interface Content {
  readonly words: string;
  readonly pictureUrl: string | null;
  readonly author: Author;
}

/** WeChat promises its verdict on a picture within 30 minutes; beyond that and some grace nobody hopes. */
const patienceMs = 35 * 60_000;
/** Before asking again whom nobody could reach; doubled each time, up to the patience above. */
const firstPauseMs = 60_000;
/** With these pauses a checker may be away for the better part of a day. */
const mostAsked = 40;

/** Asks one checker after the other, the cheapest first, until one refuses. `earlier` is the check that this repeats. */
export async function checkContent(
  checkers: readonly ContentChecker[],
  content: Content,
  { now, earlier }: { readonly now: Date; readonly earlier?: ContentCheck },
): Promise<ContentCheck> {
  const answers: ContentCheck['answers'] = [];
  for (const checker of checkers) {
    const { words, pictureUrl, author } = content;
    answers.push({ part: 'words', checker: checker.name, answer: await checker.checkText(words, author) });
    if (pictureUrl !== null && !hasRefusal(answers)) {
      const answer = await checker.checkPicture(pictureUrl, author);
      answers.push({ part: 'picture', checker: checker.name, answer });
    }
    if (hasRefusal(answers)) break;
  }
  return { answers, asked_at: now.toISOString(), asked: (earlier?.asked ?? 0) + 1 };
}

const hasRefusal = (answers: ContentCheck['answers']): boolean =>
  answers.some(({ answer }) => answer.state === 'refused');

/**
 * The strictest answer decides. Who finds something out of scope has no say in it, so that where nobody else can look,
 * our own lists decide; without an answer from anybody nothing has passed.
 */
export function stateOf({ answers, asked_at }: ContentCheck, now: Date): CheckState {
  const states = new Set(answers.map(({ answer }) => answer.state));
  if (states.has('refused')) return 'refused';
  if (states.has('pending') || states.has('unchecked') || !(states.has('passed') || states.has('review'))) {
    return now.getTime() - Date.parse(asked_at) > patienceMs ? 'overdue' : 'unchecked';
  }
  return states.has('review') ? 'review' : 'passed';
}

/** The check with the verdict that was awaited under this trace. A trace that nobody awaits changes nothing. */
export const settleTrace = (check: ContentCheck, trace: string, verdict: CheckAnswer): ContentCheck => ({
  ...check,
  answers: check.answers.map((entry) =>
    entry.answer.state === 'pending' && entry.answer.trace === trace ? { ...entry, answer: verdict } : entry,
  ),
});

/**
 * When it is time to ask once more: somebody could not be asked a while ago, or a verdict never came. Null for what is
 * settled, and for what has been asked for often enough.
 */
export function dueAgainAt(check: ContentCheck): Date | null {
  const asked = Date.parse(check.asked_at);
  if (check.asked >= mostAsked || stateOf(check, new Date(asked)) !== 'unchecked') return null;
  const wasMissed = check.answers.some(({ answer }) => answer.state === 'unchecked');
  const pauseMs = wasMissed ? firstPauseMs * 2 ** (check.asked - 1) : patienceMs;
  return new Date(asked + Math.min(pauseMs, patienceMs));
}

/** What a person has found, who has looked at the card: it takes the place of all that the checkers said. */
export function decideCheck(check: ContentCheck, answer: CheckAnswer): ContentCheck {
  const parts = ['words', 'picture'] as const;
  return { ...check, answers: parts.map((part) => ({ part, checker: 'operator', answer })) };
}
