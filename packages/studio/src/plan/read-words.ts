import type { Mood } from '@mojian/contracts/mood';
import { moods } from '@mojian/contracts/mood';
import { moodWordsEn } from './mood-words.en.js';
import { moodSigns } from './mood-words.js';
import { moodWordsZh } from './mood-words.zh.js';
import { findSpans, foldText, type Span } from './read-clauses.js';
import { readDenial } from './read-denial.js';

/** One word that tells a feeling. */
interface Hit {
  readonly mood: Mood;
  readonly weight: number;
  /** As the person wrote it, with the negation when there is one. */
  readonly said: string;
  readonly at: number;
}

/** How strongly the words tell a mood, one plain word being 1, and by which words, the loudest first. */
interface Told {
  readonly strength: number;
  readonly said: readonly string[];
}

const WEAK = 0.5;
const STRONG = 1.6;
/** A feeling that is denied tells less than one that is named. */
const DENIED = 0.6;
const DEGREE = /(?:太|好|真|超|超级|特别|非常|最|很|十分|格外|无比|so|very|really|too|truly|extremely)(?:的|地)?\s*$/i;
const DEGREE_AFTER = /^(?:死了|极了|坏了|疯了|到飞起|得要命|得不行|得不得了|透了|炸了)/;
const SLIGHT = /(?:有点|有些|一点|一点点|稍微|略|a bit|a little|slightly|kind of|sort of)(?:的|地|儿)?\s*$/i;

/** What is feared has not happened: the fear is the feeling. */
const FEARED = /(?:怕|担心|afraid|scared|worried|what if)[^，,]{0,16}$/i;

const strengthOf = (mark: string | undefined): number => (mark === '~' ? WEAK : mark === '+' ? STRONG : 1);

const lexicon = moods
  .flatMap((mood) =>
    [...moodWordsZh[mood].trim().split(/\s+/), ...moodWordsEn[mood].trim().split(/,\s+/)].map((entry) => ({
      mood,
      entry,
    })),
  )
  .map(({ mood, entry }) => ({ mood, word: entry.replace(/[~+]$/, ''), weight: strengthOf(/[~+]$/.exec(entry)?.[0]) }))
  .toSorted((a, b) => b.word.length - a.word.length)
  .map(({ mood, word, weight }) => ({
    mood,
    weight,
    /** What the text must hold before the pattern is tried; null for a word that is a pattern itself. */
    literal: /^[^()|?{}.\\[\]]+$/.test(word) ? word.toLowerCase() : null,
    pattern: new RegExp(/^(?:\(\?:)?[a-z]/.test(word) ? `\\b${word}(?![a-z])` : word, 'gi'),
  }));
const signs = moods.map((mood) => ({ mood, weight: WEAK, literal: null, pattern: moodSigns[mood] }));

/** What is left of a feeling that was denied: comfort for the dark ones, a shadow for the bright ones. */
const deniedMood = (mood: Mood): Mood => {
  if (mood === 'calm') return 'anxious';
  return mood === 'joy' || mood === 'love' || mood === 'hope' || mood === 'grateful' ? 'sad' : 'calm';
};

const degreeOf = (before: string, after: string): number => {
  if (DEGREE.test(before) || DEGREE_AFTER.test(after)) return 1.4;
  return SLIGHT.test(before) ? 0.7 : 1;
};

interface Found {
  readonly mood: Mood;
  readonly weight: number;
  readonly at: number;
  readonly length: number;
}

/** Every word of the lexicon in the text, the longest first, none over another. */
function findWords(folded: string): Found[] {
  const found: Found[] = [];
  const lower = folded.toLowerCase();
  let rest = folded;
  for (const { mood, weight, literal, pattern } of [...lexicon, ...signs]) {
    if (literal !== null && !lower.includes(literal)) continue;
    rest = rest.replaceAll(pattern, (word, ...details: unknown[]) => {
      const at = details.find((detail) => typeof detail === 'number') ?? 0;
      found.push({ mood, weight, at, length: word.length });
      return '\u0000'.repeat(word.length);
    });
  }
  return found;
}

function weigh(found: Found, span: Span, folded: string, words: string): Hit {
  const { mood, at, length } = found;
  const before = folded.slice(Math.max(span.start, at - 28), at);
  const { denied, said, asked, strength } = readDenial(before, folded.slice(at, at + length));
  const feared = mood !== 'anxious' && FEARED.test(before) ? DENIED : 1;
  const degree = degreeOf(before, folded.slice(at + length, span.end));
  const weight = found.weight * span.weight * strength * feared * degree;
  const told = { said: words.slice(at - said, at + length), at };
  if (denied) return { ...told, mood: deniedMood(mood), weight: weight * DENIED };
  return { ...told, mood, weight: asked ? weight * DENIED : weight };
}

/** A word said again adds less each time: a long letter is not decided by its refrain. */
function sumUp(hits: readonly Hit[]): Told {
  const times = new Map<string, number>();
  let strength = 0;
  for (const { weight, said } of hits) {
    const time = (times.get(said) ?? 0) + 1;
    times.set(said, time);
    strength += weight / time ** 2;
  }
  const loudest = hits.toSorted((a, b) => b.weight - a.weight).map(({ said }) => said.trim());
  return { strength, said: [...new Set(loudest)] };
}

/**
 * The moods that the person's own words tell, the strongest first and of two alike the one told last; none when they
 * tell none. What follows a 「但是」 outweighs what stands before it, a 「虽然」 outweighs nothing, what is denied does not
 * count as said, and what is asked counts less.
 */
export function readWords(words: string): (Told & { readonly mood: Mood })[] {
  const folded = foldText(words);
  const spans = findSpans(folded);
  const hits = findWords(folded)
    .toSorted((a, b) => a.at - b.at)
    .flatMap((found) => {
      const span = spans.find(({ end }) => found.at < end);
      return span ? [weigh(found, span, folded, words)] : [];
    });
  const lastFirst = [...new Set(hits.toReversed().map(({ mood }) => mood))];
  return lastFirst
    .map((mood) => ({ mood, ...sumUp(hits.filter((hit) => hit.mood === mood)) }))
    .toSorted((a, b) => b.strength - a.strength);
}
