import { Mood } from '@mojian/contracts/mood';
import type { Fact } from '../plan/read-facts.js';

/** What a line asks of here and now: one of `facts`. */
interface Need {
  readonly facts: readonly Fact[];
  /** False: it is enough that nothing else of the kind is known, as of a line to a lover when nobody said to whom. */
  readonly known: boolean;
}

/** A hand-written line and when it is true. */
export interface Line {
  /** `／` parts the columns of a headline. `{place}` stands for the place's name and asks for a known one. */
  readonly text: string;
  readonly moods: readonly Mood[];
  /** All of them must be met. */
  readonly needs: readonly Need[];
}

/**
 * Short form for the data modules: moods and needs separated by blanks. A need is `sky:rain`, one of several
 * `festival:春节|除夕`, or with a question mark `relation:lover?`: this, or not known.
 */
export const line = (text: string, moods: string, needs = ''): Line => ({
  text,
  moods: moods.split(' ').filter(isMood),
  needs: needs.split(' ').filter(Boolean).map(readNeed),
});

const isMood = (word: string): word is Mood => Mood.safeParse(word).success;
const isFact = (word: string): word is Fact => word !== '';

function readNeed(word: string): Need {
  const [kind = '', ...values] = word.replace(/\?$/, '').split(':');
  const full = (value: string): string => (value.includes(':') ? value : `${kind}:${value}`);
  const facts = values.length === 0 ? [kind] : values.join(':').split('|').map(full);
  return { facts: facts.filter(isFact), known: !word.endsWith('?') };
}

const kindOf = (fact: Fact): string => fact.slice(0, fact.indexOf(':') + 1);

/** Whether a need is met by what is known. */
export function isMet({ facts, known }: Need, here: ReadonlySet<Fact>): boolean {
  if (facts.some((fact) => here.has(fact))) return true;
  return !known && facts.every((fact) => ![...here].some((other) => other.startsWith(kindOf(fact))));
}
