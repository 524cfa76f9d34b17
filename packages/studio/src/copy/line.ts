import { Mood } from '@mojian/contracts/mood';
import type { Fact } from '../plan/read-facts.js';

/** A hand-written line and when it is true. */
export interface Line {
  /** `／` parts the columns of a headline. `{place}` stands for the place's name and asks for a known one. */
  readonly text: string;
  readonly moods: readonly Mood[];
  /** Facts that the line states: all of them must be known. */
  readonly needs: readonly Fact[];
}

/** Short form for the data modules: moods and facts separated by blanks. */
export const line = (text: string, moods: string, needs = ''): Line => ({
  text,
  moods: moods.split(' ').filter(isMood),
  needs: needs.split(' ').filter(isFact),
});

const isMood = (word: string): word is Mood => Mood.safeParse(word).success;
const isFact = (word: string): word is Fact => word !== '';
