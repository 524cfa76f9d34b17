import type { Brief } from '@mojian/contracts/brief';
import type { Mood } from '@mojian/contracts/mood';
import { choose } from '../plan/choose.js';
import { type Fact, readFacts, readPlace } from '../plan/read-facts.js';
import { isMet, type Line } from './line.js';

/** What a line is chosen by. */
export interface LineWish {
  readonly mood: Mood;
  readonly facts: ReadonlySet<Fact>;
  readonly place: string | null;
  readonly seed: string;
  readonly purpose: string;
  /** Lines of the person's last cards. */
  readonly recent: ReadonlySet<string>;
}

/** Longest columns that a headline's zone holds in the size that reads well. */
const HAN_LIMIT = 7;
const LATIN_LIMIT = 24;
const PLACE = '{place}';
const HAN = /\p{Script=Han}/u;
const PRINTABLE_PLACE = /^(?:\p{Script=Han}{2,6}|[\p{Script=Latin}][\p{Script=Latin} .'’-]{1,18})$/u;

/** How much more often a line is taken for a fact of this kind that it speaks of; the rarer the fact, the more. */
const WEIGHTS: readonly (readonly [start: string, weight: number])[] = [
  ['festival:', 60],
  ['term:', 40],
  ['relation:', 6],
  ['full-moon', 10],
  ['moon', 8],
  ['sky:', 8],
  ['kind:', 6],
  ['season:', 3],
  ['part:', 3],
];

const weightOf = (fact: Fact): number => WEIGHTS.find(([start]) => fact.startsWith(start))?.[1] ?? 0;

const withPlace = (line: Line, place: string | null): Line | null => {
  if (!line.text.includes(PLACE)) return line;
  if (place === null || !PRINTABLE_PLACE.test(place) || HAN.test(place) !== HAN.test(line.text)) return null;
  const text = line.text.replace(PLACE, place);
  const tooLong = (column: string): boolean => column.length > (HAN.test(column) ? HAN_LIMIT : LATIN_LIMIT);
  return text.includes('／') && text.split('／').some(tooLong) ? null : { ...line, text };
};

/** What the lines of a card are chosen by, but for the purpose. */
export const lineWish = (brief: Brief, { mood, seed }: Pick<LineWish, 'mood' | 'seed'>): Omit<LineWish, 'purpose'> => ({
  mood,
  seed,
  facts: readFacts(brief),
  place: readPlace(brief),
  recent: new Set(brief.recent.flatMap(({ lines }) => lines)),
});

/** All lines for this mood that say only what is known, with the place's name filled in. */
export const fittingLines = (
  lines: readonly Line[],
  { mood, facts, place }: Pick<LineWish, 'mood' | 'facts' | 'place'>,
): Line[] =>
  lines.flatMap((line) => {
    const true_ = line.moods.includes(mood) && line.needs.every((need) => isMet(need, facts));
    const told = true_ ? withPlace(line, place) : null;
    return told ? [told] : [];
  });

/**
 * The line for this mood that says only what is known; chosen by seed, lines about here and now first. One that stood
 * on a recent card comes again only when nothing else fits.
 */
export function chooseLine(lines: readonly Line[], wish: LineWish): Line {
  const fitting = fittingLines(lines, wish);
  const fresh = fitting.filter(({ text }) => !wish.recent.has(text));
  const spoken = ({ needs }: Line): Fact[] =>
    needs.flatMap(({ facts }) => facts.filter((fact) => wish.facts.has(fact)).slice(0, 1));
  return choose(fresh.length > 0 ? fresh : fitting, {
    seed: wish.seed,
    purpose: wish.purpose,
    weight: (line) => spoken(line).reduce((sum, fact) => sum + weightOf(fact), 1),
  });
}
