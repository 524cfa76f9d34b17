import type { Brief } from '@mojian/contracts/brief';
import type { Mood } from '@mojian/contracts/mood';
import { moodNames } from './mood-words.js';
import { readSky, type Sky } from './read-facts.js';
import { readInk } from './read-ink.js';
import { readWords } from './read-words.js';

const MOOD_OF_SKY: Readonly<Record<Sky, Mood>> = {
  clear: 'joy',
  cloudy: 'calm',
  rain: 'longing',
  snow: 'calm',
  fog: 'lonely',
  wind: 'hope',
  thunder: 'anxious',
};

/** The card's mood: by the words, else the person's pick, else the ink, else the weather; with the reason, for people. */
export function readMood(brief: Brief): { mood: Mood; reasons: string[] } {
  const english = brief.language === 'en';
  const words = readWords(brief.words);
  if (words) {
    const said = words.said.slice(0, 3);
    return {
      mood: words.mood,
      reasons: said.map((word) => (english ? `You wrote “${word}”` : `你写到了“${word}”`)),
    };
  }
  if (brief.mood) {
    const name = moodNames[brief.mood];
    return { mood: brief.mood, reasons: [english ? `You chose ${name.en}` : `你选了“${name.zh}”`] };
  }
  const ink = readInk(brief.ink);
  if (ink) {
    const name = moodNames[ink];
    return { mood: ink, reasons: [english ? `Your strokes move like ${name.en}` : `你的笔迹里有${name.zh}`] };
  }
  const sky = readSky(brief);
  if (sky) return { mood: MOOD_OF_SKY[sky], reasons: [english ? 'The weather where you are' : '此刻的天气'] };
  return { mood: 'calm', reasons: [] };
}
