import { describe, expect, it } from '@jest/globals';
import { goldenPlaces } from './golden-places.fixture.js';
import { createPlaceIndex } from './reverse-place.js';
import { readDivisions, readLandmarks } from './tables.js';

const places = createPlaceIndex();
const moment = { at: new Date('2026-11-07T12:00:00Z'), timezone: 'Asia/Shanghai' };
const { divisions } = readDivisions();
const known = divisions.filter((division) => division !== null);
const landmarks = readLandmarks();

describe('golden places', () => {
  it.each(goldenPlaces)('$about', ({ at: [latitude, longitude], is }) => {
    expect(places.reverse({ latitude, longitude }, moment)).toMatchObject(is);
  });

  it('are at least eighty', () => {
    expect(goldenPlaces.length).toBeGreaterThanOrEqual(80);
  });
});

describe('the tables', () => {
  it('know every prefecture of the standard: 333, four municipalities, two regions, and what stands beside them', () => {
    const prefectures = new Set(known.map(({ prefecture }) => prefecture));
    const kind = (end: RegExp, level: RegExp) =>
      [...prefectures].filter((one) => end.test(one.official) && level.test(one.province));
    const mainland = /^(?!台湾|香港|澳门)/;
    expect(kind(/(地区|自治州|盟)$/, mainland)).toHaveLength(7 + 30 + 3);
    expect(prefectures.size).toBeGreaterThanOrEqual(333 + 4 + 2 + 20);
  });

  it('know at least 2,000 counties', () => {
    expect(
      new Set(
        known.filter(({ county }) => county).map(({ prefecture, county }) => `${prefecture.official}/${county?.zh}`),
      ).size,
    ).toBeGreaterThan(2_800);
  });

  it('know at least 250 landmarks, 60 of them abroad, each by one name in two languages', () => {
    expect(landmarks.length).toBeGreaterThanOrEqual(250);
    expect(
      landmarks.filter(({ country }) => !['CN', 'HK', 'MO', 'TW'].includes(country)).length,
    ).toBeGreaterThanOrEqual(60);
    expect(new Set(landmarks.map(({ zh }) => zh)).size).toBe(landmarks.length);
    for (const { en } of landmarks) expect(en).toMatch(/^[\p{Script=Latin}\p{M}\d .,'’()-]+$/u);
  });

  it('place every landmark of China in the prefecture that its row names', () => {
    for (const { zh, latitude, longitude, city } of landmarks.filter(({ country }) => country === 'CN')) {
      const found = places.reverse({ latitude, longitude }, moment);
      if (city !== null) expect([zh, found.city]).toEqual([zh, city]);
    }
  });
});
