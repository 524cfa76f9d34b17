import type { Brief } from '@mojian/contracts/brief';
import type { Concept } from '@mojian/contracts/card/concept';
import type { Copy } from '@mojian/contracts/card/copy';
import { choose } from '../plan/choose.js';
import { readPlace } from '../plan/read-facts.js';
import { chooseLine, fittingLines, type LineWish, lineWish } from './choose-line.js';
import { dayNameEn } from './day-names.en.js';
import { closings } from './lines/closings/list.js';
import { headlines } from './lines/headlines/list.js';
import { openings } from './lines/openings/list.js';
import { seals } from './lines/seals.js';
import { verses } from './lines/verses/list.js';
import type { Verse } from './verse.js';

const salutations = {
  zh: (name: string | null) => (name === null ? '见字如面' : `${name}：`),
  en: (name: string | null) => (name === null ? 'Hello,' : `Dear ${name},`),
} as const;

function chooseVerse(verses: readonly Verse[], wish: LineWish): Copy['verse'] {
  if (fittingLines(verses, wish).length === 0) return null;
  const line = chooseLine(verses, wish);
  const verse = verses.find(({ text }) => text === line.text);
  return verse ? { text: verse.text, author: verse.author, work: verse.work } : null;
}

function writePostmark(brief: Brief): Copy['postmark'] {
  const { almanac, weather } = brief.sensed;
  const sky = weather.weather_text ?? brief.told.weather;
  const day = almanac.festival ?? (almanac.solar_term_today ? almanac.solar_term : null);
  const degrees = weather.temperature === null ? null : `${Math.round(weather.temperature)}℃`;
  return {
    place: readPlace(brief),
    date: almanac.date.replaceAll('-', '.'),
    term: day !== null && brief.language === 'en' ? dayNameEn(day) : day,
    weather: [sky, degrees].filter((part) => part !== null).join(' ') || null,
  };
}

/**
 * The words of a card: hand-written lines by mood, facts and seed around the person's own, which stay verbatim. States
 * nothing that was not sensed or told, and repeats no line of the person's last cards while another fits. Pure.
 */
export function writeCopy(brief: Brief, concept: Concept): Copy {
  const { language } = brief;
  const wish = lineWish(brief, concept);
  const choosePart = (lines: Parameters<typeof chooseLine>[0], purpose: string): string =>
    chooseLine(lines, { ...wish, purpose }).text;
  return {
    title: concept.title,
    headline: choosePart(headlines[language], 'headline').split('／'),
    verse: chooseVerse(verses[language], { ...wish, purpose: 'verse' }),
    letter: {
      salutation: salutations[language](brief.recipient),
      opening: [choosePart(openings[language], 'opening')],
      words: brief.words,
      closing: [choosePart(closings[language], 'closing')],
      signature: brief.sender,
    },
    postmark: writePostmark(brief),
    seal: choose(seals[concept.mood], { seed: concept.seed, purpose: 'seal' }),
    language,
  };
}
