import { describe, expect, it } from '@jest/globals';
import { SensedAlmanac } from '@mojian/contracts/sensed';
import { senseAlmanac } from './almanac.js';
import { nextFestival } from './festival.js';

const timezone = 'Asia/Shanghai';
const noon = (date: string): SensedAlmanac =>
  senseAlmanac({ at: new Date(`${date}T12:00:00+08:00`), timezone, position: null });
const sky = (at: string, latitude: number, longitude: number): SensedAlmanac =>
  senseAlmanac({ at: new Date(at), timezone, position: { latitude, longitude } });

describe('senseAlmanac', () => {
  it.each([
    ['2024-02-04', '立春'],
    ['2024-03-20', '春分'],
    ['2024-04-04', '清明'],
    ['2024-06-21', '夏至'],
    ['2024-09-22', '秋分'],
    ['2024-12-21', '冬至'],
    ['2025-02-03', '立春'],
    ['2025-04-04', '清明'],
    ['2025-05-05', '立夏'],
    ['2025-08-07', '立秋'],
    ['2025-10-23', '霜降'],
    ['2025-12-21', '冬至'],
    ['2026-02-04', '立春'],
    ['2026-04-05', '清明'],
    ['2026-09-23', '秋分'],
    ['2026-11-07', '立冬'],
    ['2026-12-22', '冬至'],
    ['2027-02-04', '立春'],
    ['2027-06-21', '夏至'],
    ['2027-12-22', '冬至'],
  ])('begins on %s the solar term %s', (date, term) => {
    expect(noon(date)).toMatchObject({ solar_term: term, solar_term_today: true });
  });

  it.each([
    ['2024-02-10', '春节', '正月初一'],
    ['2024-09-17', '中秋节', '八月十五'],
    ['2025-01-28', '除夕', '十二月廿九'],
    ['2025-01-29', '春节', '正月初一'],
    ['2025-02-12', '元宵节', '正月十五'],
    ['2025-05-31', '端午节', '五月初五'],
    ['2025-07-25', null, '闰六月初一'],
    ['2025-08-29', '七夕节', '七月初七'],
    ['2025-10-06', '中秋节', '八月十五'],
    ['2025-10-29', '重阳节', '九月初九'],
    ['2026-02-17', '春节', '正月初一'],
    ['2026-04-05', '清明节', '二月十八'],
    ['2026-05-10', '母亲节', '三月廿四'],
    ['2026-06-19', '端午节', '五月初五'],
    ['2026-09-25', '中秋节', '八月十五'],
    ['2026-10-01', '国庆节', '八月廿一'],
    ['2026-11-11', null, '十月初三'],
    ['2027-02-06', '春节', '正月初一'],
    ['2027-09-15', '中秋节', '八月十五'],
  ])('knows of %s the festival %s and the lunar date %s', (date, festival, lunar) => {
    expect(noon(date)).toMatchObject({ festival, lunar_date: lunar, date });
  });

  it.each([
    ['2024-04-08T18:21:00Z', '新月', 0],
    ['2025-01-06T23:56:00Z', '上弦月', 0.5],
    ['2025-01-21T20:31:00Z', '下弦月', 0.5],
    ['2025-09-07T18:09:00Z', '满月', 1],
    ['2026-03-03T11:38:00Z', '满月', 1],
    ['2026-08-12T17:37:00Z', '新月', 0],
  ])('sees the moon of %s as %s', (at, name, fraction) => {
    const { moon } = sky(at, 30, 120);
    expect(moon.name).toBe(name);
    expect(moon.fraction).toBeCloseTo(fraction, 1);
  });

  it('tells a growing moon from a shrinking one', () => {
    expect(noon('2025-01-08').moon.waxing).toBe(true);
    expect(noon('2025-01-20').moon.waxing).toBe(false);
  });

  it('takes seasons from the solar terms and turns them round in the south', () => {
    expect(
      ['2026-02-03', '2026-02-04', '2026-05-05', '2026-08-07', '2026-11-07', '2026-12-31'].map(
        (date) => noon(date).season,
      ),
    ).toEqual(['winter', 'spring', 'summer', 'autumn', 'winter', 'winter']);
    expect(sky('2026-07-01T00:00:00Z', -33.9, 151.2).season).toBe('winter');
  });

  it.each([
    ['2026-06-21T12:00:00+08:00', 30.25, 120.15, 'day'],
    ['2026-06-21T05:00:00+08:00', 30.25, 120.15, 'dawn'],
    ['2026-12-22T17:00:00+08:00', 30.25, 120.15, 'dusk'],
    ['2026-12-22T18:00:00+08:00', 30.25, 120.15, 'night'],
    ['2026-06-21T21:00:00+08:00', 39.47, 75.99, 'day'],
    ['2026-06-21T00:00:00+02:00', 78.22, 15.65, 'day'],
    ['2026-12-21T12:00:00+01:00', 78.22, 15.65, 'night'],
  ])('asks the real sun at %s over %d, %d: %s', (at, latitude, longitude, part) => {
    expect(sky(at, latitude, longitude).part_of_day).toBe(part);
  });

  it('asks the clock where no place is known', () => {
    const parts = ['04:59', '05:00', '07:00', '17:00', '19:00'].map(
      (time) => senseAlmanac({ at: new Date(`2026-11-11T${time}:00+08:00`), timezone, position: null }).part_of_day,
    );
    expect(parts).toEqual(['night', 'dawn', 'day', 'dusk', 'night']);
  });

  it('counts the day in the given zone and says when it looked', () => {
    const late = senseAlmanac({ at: new Date('2026-02-16T16:30:00Z'), timezone, position: null });
    expect(late).toMatchObject({
      date: '2026-02-17',
      festival: '春节',
      observed_at: '2026-02-17T00:30:00+08:00',
      sun_altitude: null,
    });
    expect(SensedAlmanac.parse(late)).toEqual(late);
  });
});

describe('the calendar around a day', () => {
  it('knows the 72 pentads', () => {
    expect(noon('2026-11-07').pentad).toBe('水始冰');
    expect(noon('2026-02-04').pentad).toBe('东风解冻');
  });

  it('looks forward to the next festival and no farther than asked', () => {
    expect(nextFestival('2026-09-22', 10)).toEqual({ name: '中秋节', days: 3 });
    expect(nextFestival('2026-11-02', 6)).toBeNull();
  });
});
