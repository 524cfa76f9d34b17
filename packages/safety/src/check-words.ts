import { joinPulledApart, normaliseText } from './words/normalise-text.js';
import { harmlessWords, type WordCategory, wordGroups } from './words/word-list.data.js';
import { buildWordMatcher, type WordMatch } from './words/word-matcher.js';

export interface WordFinding {
  readonly category: WordCategory;
  /** As the list has it. For tests and operators: neither logged beside a person nor sent to anybody. */
  readonly word: string;
}

const categories: ReadonlyMap<string, WordCategory> = new Map(
  wordGroups.flatMap(({ category, words }) => words.map((word) => [word, category] as const)),
);
const findWords = buildWordMatcher([...categories.keys(), ...harmlessWords]);

/** The first word of the list that the text holds, also in disguise; null for what may be sent. */
export function checkWords(text: string): WordFinding | null {
  const plain = joinPulledApart(normaliseText(text));
  const matches = findWords(plain);
  const harmless = matches.filter(({ word }) => !categories.has(word));
  for (const match of matches) {
    const category = categories.get(match.word);
    if (!category || !standsAlone(plain, match) || harmless.some((other) => overlap(other, match))) continue;
    return { category, word: match.word };
  }
  return null;
}

const overlap = (one: WordMatch, other: WordMatch): boolean => one.start < other.end && other.start < one.end;

const latin = /[a-z0-9]/;

/** A Latin word is one only between other characters; Chinese has no such borders. */
function standsAlone(text: string, { start, end }: WordMatch): boolean {
  const joins = (left: string, right: string): boolean => latin.test(left) && latin.test(right);
  return !joins(text.charAt(start - 1), text.charAt(start)) && !joins(text.charAt(end - 1), text.charAt(end));
}
