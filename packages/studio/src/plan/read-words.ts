import type { Mood } from '@mojian/contracts/mood';
import { moods } from '@mojian/contracts/mood';
import { moodWords } from './mood-words.js';

interface Hit {
  readonly mood: Mood;
  readonly weight: number;
  /** As the person wrote it, with the negation when there is one. */
  readonly said: string;
}

const CONTRAST = /(?:只是|但是|可是|不过|其实|然而|但|\bbut\b|\bhowever\b|\bjust\b|\bstill\b)/i;
const NEGATION_ZH = /(?:不|没|别|无|未|莫)(?:有|是|要|会|再|太|很|那么|怎么|觉得|感到|算)*(?:有点|一点)?$/;
/** Two negations, and questions, deny nothing. */
const DOUBLE_ZH = /(?:有没有|是不是|会不会|没有什么不|没什么不|不能不|不得不|无法不|不是不|忍不)$/;
const NEGATION_EN =
  /(?:\b(?:not|never|no|without|hardly|don't|doesn't|didn't|isn't|aren't|wasn't|won't|can't)\b|n't)(?:\s+\w+){0,2}\s*$/i;
const DEGREE = /(?:太|好|真|超|特别|非常|最|很|so|very|really)\s*$/i;

const lexicon = moods
  .flatMap((mood) => [
    ...moodWords[mood].zh.split(' ').map((word) => ({ mood, word })),
    ...moodWords[mood].en.split('|').map((word) => ({ mood, word })),
  ])
  .map(({ mood, word }) => ({ mood, word: word.replace('~', ''), weight: word.endsWith('~') ? 0.5 : 1 }))
  .toSorted((a, b) => b.word.length - a.word.length)
  .map(({ mood, word, weight }) => ({
    mood,
    weight,
    pattern: new RegExp(/^[a-z]/.test(word) ? `\\b${word}\\b` : word, 'gi'),
  }));

/** What is left of a feeling that was denied: comfort for the dark ones, a shadow for the bright ones. */
const denied = (mood: Mood): Mood => (mood === 'joy' || mood === 'love' || mood === 'hope' ? 'sad' : 'calm');

function findHits(clause: string): Hit[] {
  const hits: Hit[] = [];
  let rest = clause;
  for (const { mood, weight, pattern } of lexicon) {
    rest = rest.replaceAll(pattern, (word, offset: number) => {
      const before = clause.slice(Math.max(0, offset - 24), offset);
      const negation = DOUBLE_ZH.test(before) ? null : (NEGATION_ZH.exec(before) ?? NEGATION_EN.exec(before));
      const strength = weight * (DEGREE.test(before) ? 1.5 : 1);
      hits.push(
        negation
          ? { mood: denied(mood), weight: strength * 0.6, said: `${negation[0]}${word}` }
          : { mood, weight: strength, said: word },
      );
      return '\u0000'.repeat(word.length);
    });
  }
  return hits;
}

/**
 * The mood that the person's own words tell, with the words that told it; null when they tell none. What follows a
 * 「只是」 outweighs what stands before it, and what is denied does not count as said.
 */
export function readWords(words: string): { mood: Mood; said: readonly string[] } | null {
  let hits: Hit[] = [];
  for (const [index, clause] of words.split(CONTRAST).entries()) {
    const earlier = index === 0 ? hits : hits.map((hit) => ({ ...hit, weight: hit.weight * 0.35 }));
    hits = [...earlier, ...findHits(clause)];
  }
  const scores = new Map<Mood, number>();
  for (const { mood, weight } of hits) scores.set(mood, (scores.get(mood) ?? 0) + weight);
  const [best] = [...scores].toSorted((a, b) => b[1] - a[1]);
  if (!best) return null;
  return { mood: best[0], said: [...new Set(hits.filter((hit) => hit.mood === best[0]).map((hit) => hit.said))] };
}
