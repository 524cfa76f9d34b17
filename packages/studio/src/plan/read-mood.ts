import type { Brief } from '@mojian/contracts/brief';
import type { Mood } from '@mojian/contracts/mood';
import { moodNames } from './mood-words.js';
import { readSky, type Sky } from './read-facts.js';
import { readHand } from './read-ink.js';
import { readWords } from './read-words.js';

/** Something that speaks for a mood. */
interface Voice {
  readonly mood: Mood;
  readonly weight: number;
  /** For people. */
  readonly reasons: readonly string[];
}

/**
 * Plain words weigh more than the pick, the pick more than hand and weather together. A word that tells little weighs
 * less than the pick, and between two feelings that the words tell nearly alike the pick decides.
 */
const WEIGHTS = { words: 10, pick: 5.5, ink: 2.5, sky: 1 } as const;
const MOST_WORDS = 3;

const MOOD_OF_SKY: Readonly<Record<Sky, Mood>> = {
  clear: 'joy',
  cloudy: 'calm',
  rain: 'longing',
  snow: 'calm',
  fog: 'lonely',
  wind: 'hope',
  thunder: 'calm',
};

function voicesOfWords(brief: Brief, english: boolean): Voice[] {
  const told = readWords(brief.words);
  const loudest = told[0]?.strength ?? 0;
  const scale = WEIGHTS.words / Math.max(1, loudest);
  return told.map(({ mood, strength, said }) => ({
    mood,
    weight: strength * scale,
    reasons: said.slice(0, MOST_WORDS).map((word) => (english ? `You wrote “${word}”` : `你写到了“${word}”`)),
  }));
}

function voicesOfRest(brief: Brief, english: boolean): Voice[] {
  const hand = readHand(brief.ink);
  const sky = readSky(brief);
  const name = brief.mood && moodNames[brief.mood];
  const pick = brief.mood && {
    mood: brief.mood,
    weight: WEIGHTS.pick,
    reasons: [english ? `You chose ${name?.en}` : `你选了“${name?.zh}”`],
  };
  const ink = hand && {
    mood: hand.mood,
    weight: WEIGHTS.ink,
    reasons: [english ? `Your strokes ${hand.seen.en}` : `你的笔迹${hand.seen.zh}`],
  };
  const weather = sky && {
    mood: MOOD_OF_SKY[sky],
    weight: WEIGHTS.sky,
    reasons: [english ? 'The weather where you are' : '此刻的天气'],
  };
  return [pick, ink, weather].filter((voice) => voice !== null);
}

/**
 * The card's mood by the words, the person's pick, the ink and the weather, in that order of weight; with what spoke
 * for it, for people. Without any of them it is calm, for no reason.
 */
export function readMood(brief: Brief): { mood: Mood; reasons: string[] } {
  const english = brief.language === 'en';
  const voices = [...voicesOfWords(brief, english), ...voicesOfRest(brief, english)];
  const weights = new Map<Mood, number>();
  for (const { mood, weight } of voices) weights.set(mood, (weights.get(mood) ?? 0) + weight);
  const [best] = [...weights].toSorted((a, b) => b[1] - a[1]);
  if (!best) return { mood: 'calm', reasons: [] };
  return { mood: best[0], reasons: voices.filter(({ mood }) => mood === best[0]).flatMap(({ reasons }) => reasons) };
}
