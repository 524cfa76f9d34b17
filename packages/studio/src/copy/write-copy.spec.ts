import { describe, expect, it } from '@jest/globals';
import { Copy } from '@mojian/contracts/card/copy';
import { type Mood, moods } from '@mojian/contracts/mood';
import { type BriefWish, makeBrief } from '../brief.fixture.js';
import { planConcept } from '../plan/plan-concept.js';
import { readFacts } from '../plan/read-facts.js';
import { closingsEn } from './lines/closings.en.js';
import { closingsZh } from './lines/closings.zh.js';
import { headlinesEn } from './lines/headlines.en.js';
import { headlinesZh } from './lines/headlines.zh.js';
import { titlesEn } from './lines/titles.en.js';
import { titlesZh } from './lines/titles.zh.js';
import { versesZh } from './lines/verses.js';
import { writeCopy } from './write-copy.js';

const write = (wish: BriefWish, mood?: Mood) => {
  const brief = makeBrief({ ...wish, ...(mood && { words: '嗯', mood }) });
  return writeCopy(brief, planConcept(brief));
};

describe('the lines', () => {
  it('are many', () => {
    expect(headlinesZh.length).toBeGreaterThanOrEqual(60);
    expect(closingsZh.length).toBeGreaterThanOrEqual(40);
    expect(headlinesEn.length).toBeGreaterThanOrEqual(20);
    expect(closingsEn.length).toBeGreaterThanOrEqual(20);
  });

  it('have columns of three to seven characters', () => {
    for (const { text } of headlinesZh) {
      const columns = text.replace('{place}', '西湖').split('／');
      expect(columns).toHaveLength(3);
      for (const column of columns) expect([text, column.length >= 3 && column.length <= 7]).toEqual([text, true]);
    }
  });

  it('are tagged with a mood each, and for every mood some line is always true', () => {
    for (const lines of [headlinesZh, headlinesEn, closingsZh, closingsEn, titlesZh, titlesEn, versesZh]) {
      for (const { text, moods: tags } of lines) expect([text, tags.length]).not.toEqual([text, 0]);
      for (const mood of moods) {
        expect([mood, lines.some((line) => line.needs.length === 0 && line.moods.includes(mood))]).toEqual([
          mood,
          true,
        ]);
      }
    }
  });

  it('name rain, snow or the moon only where that is known', () => {
    for (const { text, needs } of [...headlinesZh, ...closingsZh, ...titlesZh]) {
      if (/雨/.test(text)) expect([text, needs]).toEqual([text, expect.arrayContaining(['sky:rain'])]);
      if (/雪/.test(text)) expect([text, needs]).toEqual([text, expect.arrayContaining(['sky:snow'])]);
      if (/月亮|月光/.test(text)) expect([text, needs.some((fact) => fact.endsWith('moon'))]).toEqual([text, true]);
    }
  });
});

describe('writeCopy', () => {
  it.each(moods)('leaves nothing empty for %s, in both languages', (mood) => {
    for (const language of ['zh', 'en'] as const) {
      for (const seed of ['a', 'b', 'c', 'd']) {
        const copy = write({ seed, language }, mood);
        expect(Copy.parse(copy)).toEqual(copy);
        expect(copy.verse).not.toBeNull();
        expect(copy.letter.closing).toHaveLength(1);
        expect(copy.letter.salutation).not.toBe('');
      }
    }
  });

  it('keeps the words verbatim', () => {
    const words = '  第一行\n\n<b>第二行</b> 🌅  ';
    expect(write({ words }).letter.words).toBe(words);
  });

  it('is the same for the same seed and changes with it', () => {
    expect(write({ seed: 'a' }, 'love')).toEqual(write({ seed: 'a' }, 'love'));
    const headlines = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => write({ seed }, 'love').headline.join());
    expect(new Set(headlines).size).toBeGreaterThan(2);
  });

  it('speaks of the place and the rain when it knows them, in columns that fit', () => {
    const seeds = Array.from({ length: 40 }, (_, index) => String(index));
    const told = seeds.map((seed) =>
      write({ seed, words: '想你', place: { name: '西湖', kind: 'lake' }, weather: { sky: 'rain' } }),
    );
    expect(told.some(({ headline }) => headline[0] === '西湖的雨')).toBe(true);
    const far = seeds.map((seed) => write({ seed, words: '想你', place: { name: '黔东南苗族侗族自治州' } }));
    for (const { headline } of far) for (const column of headline) expect(column.length).toBeLessThanOrEqual(7);
  });

  it('prints on the postmark only what was sensed or told', () => {
    expect(write({}).postmark).toEqual({ place: null, date: '2026.03.20', term: null, weather: null });
    const known = write({
      place: { city: '杭州', name: '西湖' },
      weather: { weather_text: '小雨', temperature: 13.6 },
      almanac: { solar_term_today: true },
    });
    expect(known.postmark).toEqual({ place: '西湖', date: '2026.03.20', term: '春分', weather: '小雨 14℃' });
  });

  it('hides the moon behind rain', () => {
    const moon = { fraction: 1, waxing: true, name: '满月', altitude: 40 };
    const night = { part_of_day: 'night' as const, moon };
    expect(readFacts(makeBrief({ almanac: night })).has('full-moon')).toBe(true);
    expect(readFacts(makeBrief({ almanac: night, weather: { sky: 'rain' } })).has('moon')).toBe(false);
  });
});
