import { describe, expect, it } from '@jest/globals';
import { buildWordMatcher, type WordMatch } from './word-matcher.js';

/** What the automaton promises, the slow way. */
function searchEach(words: readonly string[], text: string): WordMatch[] {
  const matches: WordMatch[] = [];
  for (const word of new Set(words)) {
    for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + 1)) {
      matches.push({ word, start, end: start + word.length });
    }
  }
  return matches;
}

const ordered = (matches: readonly WordMatch[]): string[] =>
  matches.map(({ word, start, end }) => `${start} ${end} ${word}`).toSorted((one, other) => one.localeCompare(other));

describe('search for words', () => {
  it('finds words within words and words that overlap, each with its place', () => {
    const find = buildWordMatcher(['he', 'she', 'hers', 'his', 'e']);
    expect(ordered(find('ushers'))).toEqual(['1 4 she', '2 4 he', '2 6 hers', '3 4 e']);
    expect(find('')).toEqual([]);
    expect(buildWordMatcher(['', '墨'])('研墨')).toEqual([{ word: '墨', start: 1, end: 2 }]);
  });

  it('finds what a plain search finds, in every text of three letters up to seven long', () => {
    const words = ['a', 'ab', 'bab', 'bc', 'bca', 'c', 'caa', 'abcab', 'aa'];
    const find = buildWordMatcher(words);
    const texts = Array.from({ length: 3 ** 7 }, (_, number) =>
      number
        .toString(3)
        .padStart(7, '0')
        .replace(/\d/g, (digit) => 'abc'.charAt(Number(digit))),
    );
    const wrong = texts.filter((text) => ordered(find(text)).join() !== ordered(searchEach(words, text)).join());
    expect(wrong).toEqual([]);
  });
});
