import { describe, expect, it } from '@jest/globals';
import { SensedPlace } from '@mojian/contracts/sensed';
import { divisionsOf, type PlaceReport } from './place-report.js';
import { createPlaceIndex } from './reverse-place.js';
import { mayBeAsked, settlePlace } from './settle-place.js';

const places = createPlaceIndex();
const moment = { at: new Date('2026-11-22T08:00:00Z'), timezone: 'Asia/Shanghai' };
const cityName = (official: string) => places.cityName(official);
const reportOf = (fields: Partial<PlaceReport>): PlaceReport => ({
  source: 'amap',
  observed_at: '2026-11-22T15:00:00+08:00',
  province: '浙江省',
  prefecture: '杭州市',
  county: '西湖区',
  landmarks: [],
  ...fields,
});
const exactly = (latitude: number, longitude: number) => places.reverse({ latitude, longitude }, moment);
/** As the tables answer where nothing but the country is certain. */
const vague: SensedPlace = {
  ...exactly(30.27, 120.13),
  city: null,
  name: null,
  landmark: null,
  admin1: null,
  admin2: null,
  admin3: null,
  kind: null,
  confidence: 0.8,
};
const position = { latitude: 30.27, longitude: 120.13 };

describe('settlePlace', () => {
  it('fills what the tables leave open, in their words', () => {
    const settled = settlePlace(vague, reportOf({}), { position, cityName });
    expect(SensedPlace.parse(settled)).toMatchObject({
      source: 'amap',
      observed_at: '2026-11-22T15:00:00+08:00',
      city: '杭州',
      name: '杭州',
      admin1: '浙江省',
      admin2: '杭州市',
      admin3: '西湖区',
      country: '中国',
    });
  });

  it('calls a county city by its own name', () => {
    const dali = { province: '云南省', prefecture: '大理白族自治州', county: '大理市' };
    expect(settlePlace(vague, reportOf(dali), { position, cityName })).toMatchObject({ city: '大理', name: '大理市' });
  });

  it('believes the tables where they differ: a border lies between', () => {
    const exact = exactly(30.27, 120.13);
    expect(exact.admin2).toBe('杭州市');
    expect(settlePlace(exact, reportOf({ prefecture: '绍兴市', county: '柯桥区' }), { position, cityName })).toBe(
      exact,
    );
    const county = settlePlace({ ...exact, admin3: '余杭区' }, reportOf({}), { position, cityName });
    expect(county.admin3).toBe('余杭区');
  });

  it('names a landmark only to who stands in it', () => {
    const park = { name: '西溪湿地', kind: 'park', latitude: 30.27, longitude: 120.06, radius_km: 1.9 } as const;
    const report = reportOf({ landmarks: [park] });
    expect(settlePlace(vague, report, { position, cityName }).landmark).toBeNull();
    const inside = { latitude: 30.265, longitude: 120.065 };
    expect(settlePlace(vague, report, { position: inside, cityName })).toMatchObject({
      name: '西溪湿地',
      kind: 'park',
    });
  });

  it('keeps the landmark of the tables', () => {
    const exact = exactly(30.2429, 120.1503);
    expect(settlePlace(exact, reportOf({}), { position, cityName })).toMatchObject({ landmark: '西湖', name: '西湖' });
  });
});

describe('mayBeAsked', () => {
  it('is for places in China that the tables do not know all of', () => {
    expect(mayBeAsked(vague)).toBe(true);
    expect(mayBeAsked({ ...vague, country_code: null })).toBe(true);
    expect(mayBeAsked({ ...vague, landmark: '西湖', admin3: '西湖区' })).toBe(false);
    expect(mayBeAsked(exactly(48.85, 2.35))).toBe(false);
    expect(mayBeAsked(exactly(0, -140))).toBe(false);
  });
});

describe('divisionsOf', () => {
  it.each([
    [{ province: '重庆市', city: '重庆郊县', district: '城口县' }, '重庆市', '城口县'],
    [{ province: '上海市', city: null, district: '黄浦区' }, '上海市', '黄浦区'],
    [{ province: '香港特别行政区', city: null, district: '油尖旺区' }, '香港特别行政区', '油尖旺区'],
    [{ province: '湖北省', city: '仙桃市', district: '仙桃市' }, '仙桃市', null],
    [{ province: '广东省', city: '东莞市', district: null }, '东莞市', null],
    [{ province: '台湾省', city: null, district: null }, null, null],
  ])('reads %j', (levels, prefecture, county) => {
    expect(divisionsOf(levels)).toEqual({ province: levels.province, prefecture, county });
  });
});
