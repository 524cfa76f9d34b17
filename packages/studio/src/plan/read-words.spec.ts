import { describe, expect, it } from '@jest/globals';
import { type Reading, readings } from './read-words.fixture.js';
import { readWords } from './read-words.js';
import { unseenReadings } from './read-words-unseen.fixture.js';

const moodOf = (words: string) => readWords(words)[0]?.mood ?? null;

const rightOf = (set: readonly Reading[]) => set.filter(([words, mood]) => moodOf(words) === mood).length;

describe('readWords', () => {
  it.each(readings)('hears %s as %s', (words, mood) => {
    expect(moodOf(words)).toBe(mood);
  });

  it('reads more than half of what it was not made for, and is seldom wrong where it speaks', () => {
    const spoken = unseenReadings.filter(([words]) => moodOf(words) !== null);
    expect(unseenReadings).toHaveLength(60);
    expect(rightOf(unseenReadings)).toBeGreaterThanOrEqual(38);
    expect(rightOf(spoken) / spoken.length).toBeGreaterThan(0.75);
  });

  it('tells which words told it, as they were written, the loudest first', () => {
    expect(readWords('我不难过，只是有点想你')[0]).toMatchObject({ mood: 'longing', said: ['想你'] });
    expect(readWords('已经不难过了')[0]).toMatchObject({ mood: 'calm', said: ['不难过'] });
    expect(readWords('謝謝妳')[0]?.said).toEqual(['謝謝']);
    expect(readWords('I’m not happy')[0]?.said).toEqual(['not happy']);
  });

  it('is not drowned by a refrain', () => {
    expect(moodOf(`${'谢谢。'.repeat(40)}妈妈去世了，我很难过，一直在哭，心碎了，睡不着。`)).toBe('sad');
  });

  it('reads two thousand characters of anything', () => {
    for (const words of ['不有', '虽然但是', 'not very ', '<b>', '\u{1F469}\u200D', 'a', '昨天今天']) {
      expect(() => readWords(words.repeat(2000 / words.length))).not.toThrow();
    }
  });
});
