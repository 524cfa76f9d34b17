import { describe, expect, it } from '@jest/globals';
import { loadFace } from '@mojian/card/type/faces';
import { type Mood, moods } from '@mojian/contracts/mood';
import { placeKinds, skies } from '@mojian/contracts/sensed';
import type { Fact } from '../plan/read-facts.js';
import { relations } from '../plan/read-relation.js';
import { fittingLines } from './choose-line.js';
import type { Line } from './line.js';
import { closings } from './lines/closings/list.js';
import { headlines } from './lines/headlines/list.js';
import { openings } from './lines/openings/list.js';
import { seals } from './lines/seals.js';
import { titlesEn } from './lines/titles.en.js';
import { titlesZh } from './lines/titles.zh.js';
import { verses } from './lines/verses/list.js';
import { forbidden, statements } from './stated-facts.fixture.js';

const languages = ['zh', 'en'] as const;
const titles = { zh: titlesZh, en: titlesEn };
const ours: readonly Line[] = [headlines, openings, closings, titles].flatMap(({ zh, en }) => [...zh, ...en]);
const all: readonly Line[] = [...ours, ...verses.zh, ...verses.en];
const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}]/gu, '');

/** Every festival that the almanac names and every solar term. */
const days =
  '春节 元宵节 龙头节 上巳节 清明节 端午节 七夕节 中元节 中秋节 重阳节 冬至节 腊八节 除夕 元旦 情人节 妇女节 植树节 劳动节 青年节 儿童节 教师节 国庆节 平安夜 圣诞节 母亲节 父亲节'.split(
    ' ',
  );
const terms =
  '冬至 小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪'.split(
    ' ',
  );
const known = new Set<string>([
  ...skies.map((name) => `sky:${name}`),
  ...placeKinds.map((name) => `kind:${name}`),
  ...relations.map((name) => `relation:${name}`),
  ...['spring', 'summer', 'autumn', 'winter'].map((name) => `season:${name}`),
  ...['dawn', 'day', 'dusk', 'night'].map((name) => `part:${name}`),
  ...days.map((name) => `festival:${name}`),
  ...terms.map((name) => `term:${name}`),
  ...['moon', 'full-moon', 'place'],
]);

/** Cuts a text into its pairs of characters, to see how much two lines share. */
const pairsOf = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));

const likeness = (one: Set<string>, other: Set<string>): number =>
  [...one].filter((pair) => other.has(pair)).length / Math.min(one.size, other.size);

describe('the lines', () => {
  it('are many', () => {
    expect(headlines.zh.length).toBeGreaterThanOrEqual(250);
    expect(openings.zh.length).toBeGreaterThanOrEqual(120);
    expect(closings.zh.length).toBeGreaterThanOrEqual(120);
    expect(headlines.en.length).toBeGreaterThanOrEqual(120);
    expect(openings.en.length).toBeGreaterThanOrEqual(60);
    expect(closings.en.length).toBeGreaterThanOrEqual(60);
  });

  it('fit their places', () => {
    for (const { text } of headlines.zh) {
      const columns = text.replace('{place}', '西湖').split('／');
      expect([text, columns.length, columns.every((column) => /^.{3,7}$/u.test(column))]).toEqual([text, 3, true]);
    }
    for (const { text } of headlines.en) {
      const rows = text.split('／');
      expect([text, rows.length, rows.every((row) => row.length <= 24)]).toEqual([text, 3, true]);
    }
    for (const { text } of [...openings.zh, ...closings.zh]) expect([text, text.length <= 32]).toEqual([text, true]);
    for (const { text } of [...openings.en, ...closings.en]) expect([text, text.length <= 90]).toEqual([text, true]);
    for (const { text } of [...titlesZh, ...titlesEn]) expect([text, text.length <= 24]).toEqual([text, true]);
  });

  it('are tagged with moods and with facts that exist', () => {
    for (const { text, moods: tags, needs } of all) {
      expect([text, tags.length > 0]).toEqual([text, true]);
      expect([text, needs.flatMap(({ facts }) => facts).filter((fact) => !known.has(fact))]).toEqual([text, []]);
    }
  });

  it('state nothing without asking for it', () => {
    const wrong = ours.flatMap(({ text, needs }) =>
      statements.flatMap(({ words, facts }) => {
        const borne = needs.some((need) => need.known && need.facts.every((fact) => facts.includes(fact)));
        return words.test(text) && !borne ? [`${text} (${words})`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('keep off what no card should speak of', () => {
    expect(ours.filter(({ text }) => forbidden.test(text)).map(({ text }) => text)).toEqual([]);
  });

  it('ask for a place where they name it', () => {
    for (const { text, needs } of ours) {
      const asked = needs.some(({ facts }) => facts.includes('place'));
      expect([text, asked]).toEqual([text, text.includes('{place}')]);
    }
  });

  it('do not repeat each other', () => {
    const bares = ours.map(({ text }) => bare(text));
    expect(bares.filter((text, index) => bares.indexOf(text) !== index)).toEqual([]);
    for (const lines of [headlines.zh, openings.zh, closings.zh]) {
      const sets = lines.map(({ text }) => ({ text, pairs: pairsOf(bare(text)) }));
      const alike = sets.flatMap((one, index) =>
        sets
          .slice(index + 1)
          .filter((other) => likeness(one.pairs, other.pairs) > 0.6)
          .map((other) => `${one.text} ~ ${other.text}`),
      );
      // The rain of a named place is the same line with the name in it.
      expect(alike.filter((pair) => !pair.includes('{place}的雨'))).toEqual([]);
    }
  });

  it('are drawn by our fonts', async () => {
    const { covers } = await loadFace('lxgw-wenkai');
    const texts = [
      ...all.map(({ text }) => text),
      ...[...verses.zh, ...verses.en].map(({ author, work }) => `${author}${work}`),
      ...Object.values(seals).flat(),
    ];
    const blank = [...new Set(texts.join(''))].filter((character) => !covers(character.codePointAt(0) ?? 0));
    expect(blank).toEqual([]);
  });
});

describe('the choice', () => {
  const hours = ['part:dawn', 'part:day', 'part:dusk', 'part:night'] as const;
  const seasons = ['season:spring', 'season:summer', 'season:autumn', 'season:winter'] as const;
  const factSets = [null, ...relations].flatMap((relation) =>
    [null, ...skies].flatMap((sky) =>
      hours.flatMap((hour) =>
        seasons.map((season): ReadonlySet<Fact> => {
          const facts = new Set<Fact>([hour, season]);
          if (sky) facts.add(`sky:${sky}`);
          if (relation) facts.add(`relation:${relation}`);
          return facts;
        }),
      ),
    ),
  );
  const fewest = (lines: readonly Line[], mood: Mood): number => {
    const felt = lines.filter((line) => line.moods.includes(mood));
    return Math.min(...factSets.map((facts) => fittingLines(felt, { mood, facts, place: null }).length));
  };

  it.each(languages)('is never among fewer than six headlines in %s, whatever is known', (language) => {
    const counts = moods.map((mood) => [mood, fewest(headlines[language], mood)] as const);
    expect(counts.filter(([, count]) => count < 6)).toEqual([]);
  });

  it.each(languages)('has openings, closings, titles and a verse for everything in %s', (language) => {
    const counts = moods.map(
      (mood) =>
        [
          mood,
          fewest(openings[language], mood),
          fewest(closings[language], mood),
          fewest(titles[language], mood),
        ] as const,
    );
    expect(counts.filter(([, opening, closing, title]) => opening < 3 || closing < 3 || title < 1)).toEqual([]);
    expect(moods.filter((mood) => fewest(verses[language], mood) < (language === 'zh' ? 6 : 1))).toEqual([]);
  });
});
