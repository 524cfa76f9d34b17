import type { Mood } from '@mojian/contracts/mood';
import { choose } from '../plan/choose.js';
import type { Fact } from '../plan/read-facts.js';
import type { Line } from './line.js';

/** What a line is chosen by. */
export interface LineWish {
  readonly mood: Mood;
  readonly facts: ReadonlySet<Fact>;
  readonly place: string | null;
  readonly seed: string;
  readonly purpose: string;
}

/** Longest column that a headline's zone holds in the size that reads well. */
const COLUMN_LIMIT = 7;
const PLACE = '{place}';
/** How much more often a line that speaks of here and now is taken than one that is always true. */
const FACT_WEIGHT = 3;

const withPlace = (line: Line, place: string | null): Line | null => {
  if (!line.text.includes(PLACE)) return line;
  if (place === null || !/^\p{Script=Han}{2,6}$/u.test(place)) return null;
  const text = line.text.replace(PLACE, place);
  return text.split('／').some((column) => column.length > COLUMN_LIMIT) ? null : { ...line, text };
};

/** The line for this mood that says only what is known; chosen by seed, lines about here and now first. */
export function chooseLine(lines: readonly Line[], wish: LineWish): Line {
  const fitting = lines.flatMap((line) => {
    const true_ = line.moods.includes(wish.mood) && line.needs.every((fact) => wish.facts.has(fact));
    const told = true_ ? withPlace(line, wish.place) : null;
    return told ? [told] : [];
  });
  return choose(fitting, {
    seed: wish.seed,
    purpose: wish.purpose,
    weight: (line) => 1 + line.needs.filter((fact) => fact !== 'place').length * FACT_WEIGHT,
  });
}
