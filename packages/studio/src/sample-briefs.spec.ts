import { describe, expect, it } from '@jest/globals';
import { Copy } from '@mojian/contracts/card/copy';
import { moods } from '@mojian/contracts/mood';
import { placeKinds, skies } from '@mojian/contracts/sensed';
import { writeCopy } from './copy/write-copy.js';
import { planConcept } from './plan/plan-concept.js';
import { readMood } from './plan/read-mood.js';
import { expandBrief, sampleBriefs } from './sample-briefs.js';

const kindsOf = <T>(read: (brief: (typeof sampleBriefs)[number]) => T) => new Set(sampleBriefs.map(read));

describe('the sample briefs', () => {
  it('are 200, each with its own name and words', () => {
    expect(sampleBriefs).toHaveLength(200);
    expect(kindsOf(({ seed }) => seed).size).toBe(200);
    expect(kindsOf(({ words }) => words).size).toBe(200);
  });

  it('have every mood, season, part of the day, sky and kind of place', () => {
    expect([...kindsOf((brief) => readMood(brief).mood)].sort()).toEqual([...moods].sort());
    expect([...kindsOf(({ mood }) => mood)].filter((mood) => mood !== null).sort()).toEqual([...moods].sort());
    expect(kindsOf(({ sensed }) => sensed.almanac.season).size).toBe(4);
    expect(kindsOf(({ sensed }) => sensed.almanac.part_of_day).size).toBe(4);
    expect([...kindsOf(({ sensed }) => sensed.weather.sky)].sort()).toEqual([...skies, null].sort());
    expect([...kindsOf(({ sensed }) => sensed.place?.kind ?? null)].sort()).toEqual([...placeKinds, null].sort());
    expect(kindsOf(({ sensed }) => sensed.place?.country_code ?? null).size).toBeGreaterThanOrEqual(12);
  });

  it('have festivals and days on which a solar term begins', () => {
    expect(kindsOf(({ sensed }) => sensed.almanac.festival).size).toBeGreaterThanOrEqual(20);
    const terms = kindsOf(({ sensed: { almanac } }) => (almanac.solar_term_today ? almanac.solar_term : null));
    expect(terms.size).toBeGreaterThanOrEqual(20);
  });

  it('are short and long, of both languages, with drawings and without, named and not', () => {
    const lengths = sampleBriefs.map(({ words }) => words.length);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([1, 2000]);
    const count = (is: (brief: (typeof sampleBriefs)[number]) => boolean) => sampleBriefs.filter(is).length;
    expect(count(({ language }) => language === 'en')).toBeGreaterThanOrEqual(30);
    expect(count(({ ink }) => ink.length > 0)).toBeGreaterThanOrEqual(50);
    expect(count(({ recipient }) => recipient !== null)).toBeGreaterThanOrEqual(50);
    expect(count(({ sender }) => sender !== null)).toBeGreaterThanOrEqual(40);
    expect(count(({ words }) => /\p{Emoji_Presentation}/u.test(words))).toBeGreaterThanOrEqual(10);
  });

  it('are facts that do not contradict each other', () => {
    for (const { seed, sensed, written_at } of sampleBriefs) {
      const { almanac, weather } = sensed;
      expect([seed, almanac.moon.fraction >= 0 && almanac.moon.fraction <= 1]).toEqual([seed, true]);
      const day = Date.parse(almanac.date);
      expect([seed, Math.abs(Date.parse(written_at) - day) < 2 * 86_400_000]).toEqual([seed, true]);
      if (weather.sky === 'snow') expect([seed, (weather.temperature ?? 0) <= 3]).toEqual([seed, true]);
      if (weather.sky === 'rain') expect([seed, (weather.temperature ?? 1) > 0]).toEqual([seed, true]);
    }
  });

  it('keep a whole brief as it is and refuse what is none', () => {
    const [first] = sampleBriefs;
    expect(expandBrief(first)).toEqual(first);
    expect(() => expandBrief({ words: '嗯' })).toThrow();
    expect(() => expandBrief({ ...first, sensed: undefined, ink: 'a cat' })).toThrow();
  });
});

describe('the words of a card', () => {
  it('are whole for every sample: no empty slot, no line twice, no mark left unfilled', () => {
    for (const brief of sampleBriefs) {
      const concept = planConcept(brief);
      const copy = Copy.parse(writeCopy(brief, concept));
      const { opening, words, closing, salutation } = copy.letter;
      const own = [copy.title, ...copy.headline, ...opening, ...closing];
      expect([brief.seed, own.filter((text) => text.trim() === '' || /[{}]|undefined|null/.test(text))]).toEqual([
        brief.seed,
        [],
      ]);
      expect([brief.seed, words, copy.headline.length > 0, closing.length > 0]).toEqual([
        brief.seed,
        brief.words,
        true,
        true,
      ]);
      expect([brief.seed, new Set([...opening, ...closing]).size]).toEqual([
        brief.seed,
        opening.length + closing.length,
      ]);
      expect([brief.seed, brief.recipient === null || salutation?.includes(brief.recipient)]).toEqual([
        brief.seed,
        true,
      ]);
    }
  });
});
