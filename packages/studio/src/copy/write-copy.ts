import type { Brief } from '@mojian/contracts/brief';
import type { Concept } from '@mojian/contracts/card/concept';
import type { Copy } from '@mojian/contracts/card/copy';
import { choose } from '../plan/choose.js';
import { readFacts, readPlace } from '../plan/read-facts.js';
import { chooseLine, type LineWish } from './choose-line.js';
import { closingsEn } from './lines/closings.en.js';
import { closingsZh } from './lines/closings.zh.js';
import { headlinesEn } from './lines/headlines.en.js';
import { headlinesZh } from './lines/headlines.zh.js';
import { seals } from './lines/seals.js';
import { type Verse, versesEn, versesZh } from './lines/verses.js';

const languages = {
  zh: {
    headlines: headlinesZh,
    closings: closingsZh,
    verses: versesZh,
    salute: (name: string | null) => (name === null ? '见字如面' : `${name}：`),
  },
  en: {
    headlines: headlinesEn,
    closings: closingsEn,
    verses: versesEn,
    salute: (name: string | null) => (name === null ? 'Hello,' : `Dear ${name},`),
  },
} as const;

function chooseVerse(verses: readonly Verse[], wish: LineWish): Copy['verse'] {
  const line = chooseLine(verses, wish);
  const verse = verses.find(({ text }) => text === line.text);
  return verse ? { text: verse.text, author: verse.author, work: verse.work } : null;
}

function writePostmark(brief: Brief): Copy['postmark'] {
  const { almanac, weather } = brief.sensed;
  const sky = weather.weather_text ?? brief.told.weather;
  const degrees = weather.temperature === null ? null : `${Math.round(weather.temperature)}℃`;
  return {
    place: readPlace(brief),
    date: almanac.date.replaceAll('-', '.'),
    term: almanac.festival ?? (almanac.solar_term_today ? almanac.solar_term : null),
    weather: [sky, degrees].filter((part) => part !== null).join(' ') || null,
  };
}

/**
 * The words of a card: hand-written lines by mood, facts and seed around the person's own, which stay verbatim. States
 * nothing that was not sensed or told. Pure.
 */
export function writeCopy(brief: Brief, concept: Concept): Copy {
  const own = languages[brief.language];
  const wish = {
    mood: concept.mood,
    facts: readFacts(brief),
    place: readPlace(brief),
    seed: concept.seed,
  };
  return {
    title: concept.title,
    headline: chooseLine(own.headlines, { ...wish, purpose: 'headline' }).text.split('／'),
    verse: chooseVerse(own.verses, { ...wish, purpose: 'verse' }),
    letter: {
      salutation: own.salute(brief.recipient),
      words: brief.words,
      closing: [chooseLine(own.closings, { ...wish, purpose: 'closing' }).text],
      signature: brief.sender,
    },
    postmark: writePostmark(brief),
    seal: choose(seals[concept.mood], { seed: concept.seed, purpose: 'seal' }),
    language: brief.language,
  };
}
