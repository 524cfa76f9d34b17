import { describe, expect, it } from '@jest/globals';
import type { Brief } from '@mojian/contracts/brief';
import { Copy } from '@mojian/contracts/card/copy';
import { type Mood, moods } from '@mojian/contracts/mood';
import { type BriefWish, makeBrief } from '../brief.fixture.js';
import { planConcept } from '../plan/plan-concept.js';
import { readFacts } from '../plan/read-facts.js';
import { headlines } from './lines/headlines/list.js';
import { writeCopy } from './write-copy.js';

const write = (wish: BriefWish, mood?: Mood) => {
  const brief = makeBrief({ ...wish, ...(mood && { words: '嗯', mood }) });
  return writeCopy(brief, planConcept(brief));
};

describe('writeCopy', () => {
  it.each(moods)('leaves nothing empty for %s, in both languages', (mood) => {
    for (const language of ['zh', 'en'] as const) {
      for (const seed of ['a', 'b', 'c', 'd']) {
        const copy = write({ seed, language }, mood);
        expect(Copy.parse(copy)).toEqual(copy);
        expect(copy.verse).not.toBeNull();
        expect([copy.letter.opening.length, copy.letter.closing.length]).toEqual([1, 1]);
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

  it('repeats no line of the last cards while another fits', () => {
    const words = '想你';
    const linesOf = ({ headline, verse, letter }: Copy) => [
      headline.join('／'),
      verse?.text ?? '',
      ...letter.opening,
      ...letter.closing,
    ];
    const recent: Brief['recent'] = [];
    const seen: string[] = [];
    for (let card = 0; card < 10; card += 1) {
      const lines = linesOf(write({ words, seed: 'the same', recent: [...recent] }));
      seen.push(...lines);
      recent.unshift({ scene: 'lake-rain', template: 'envelope', lines });
    }
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('says a line again rather than nothing', () => {
    const lines = headlines.zh.map(({ text }) => text);
    const recent = [{ scene: 'lake-rain', template: 'envelope', lines }];
    expect(write({ words: '想你', recent }).headline).toHaveLength(3);
  });

  it('speaks to a mother as one does', () => {
    const wish = { words: '爱你', recipient: '妈妈' };
    const cards = Array.from({ length: 60 }, (_, index) => write({ ...wish, seed: String(index) }, undefined));
    expect(cards.filter(({ headline }) => headline.join('').includes('喜欢你'))).toEqual([]);
  });

  it('lets a festival have the word on its day', () => {
    const cards = Array.from({ length: 60 }, (_, index) =>
      write({ words: '想你', seed: String(index), almanac: { festival: '中秋节' } }),
    );
    const festive = cards.filter(({ headline }) => /中秋|月饼|团圆/.test(headline.join('')));
    expect(festive.length).toBeGreaterThan(25);
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

  it('names the day in the language of the card, or not at all', () => {
    const almanac = { solar_term: '春分', solar_term_today: true };
    expect(write({ language: 'en', words: 'hello', almanac }).postmark.term).toBe('Spring Equinox');
    expect(write({ language: 'en', words: 'hello', almanac: { festival: '浴佛节' } }).postmark.term).toBeNull();
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
