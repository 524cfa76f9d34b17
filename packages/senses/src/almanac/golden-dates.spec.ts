import { describe, expect, it } from '@jest/globals';
import type { SensedAlmanac } from '@mojian/contracts/sensed';
import { senseAlmanac } from './almanac.js';
import { eclipsesSeen, goldenDays, goldenEclipses, goldenSuns } from './golden-dates.fixture.js';

const timezone = 'Asia/Shanghai';
const minuteMs = 60_000;
const noon = (date: string, latitude: number, longitude: number): SensedAlmanac =>
  senseAlmanac({ at: new Date(`${date}T12:00:00+08:00`), timezone, position: { latitude, longitude } });
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

describe('golden days', () => {
  it.each(goldenDays)('%s is %j', (date, is) => {
    const at = new Date(`${date}T12:00:00+08:00`);
    expect(senseAlmanac({ at, timezone, position: null })).toMatchObject({ ...is, sunrise: null, sunset: null });
  });

  it('are at least sixty, with the skies', () => {
    expect(goldenDays.length + goldenSuns.length + goldenEclipses.length).toBeGreaterThanOrEqual(60);
  });
});

describe('sunrise and sunset', () => {
  it.each(goldenSuns)('of %s on %s', (...[, date, zone, latitude, longitude, rise, set]) => {
    const noonThere = Date.parse(`${date}T12:00:00Z`) - (longitude / 15) * 60 * minuteMs;
    const { sunrise, sunset } = senseAlmanac({
      at: new Date(noonThere),
      timezone: zone,
      position: { latitude, longitude },
    });
    for (const [told, published] of [
      [sunrise, rise],
      [sunset, set],
    ] as const) {
      if (published === null) expect(told).toBeNull();
      else expect(Math.abs(minutesOf(told?.slice(11, 16) ?? '') - minutesOf(published))).toBeLessThanOrEqual(2);
    }
  });
});

describe('eclipses', () => {
  it.each(goldenEclipses)('of %s somewhere: %s', (peak, name) => {
    const { eclipse } = senseAlmanac({ at: new Date(peak), timezone, position: null });
    expect(eclipse).toMatchObject({ name, days: 0, where: 'somewhere' });
    expect(Math.abs(Date.parse(eclipse?.peak ?? '') - Date.parse(peak))).toBeLessThan(2 * minuteMs);
  });

  it.each(eclipsesSeen)('on %s from %s', (date, _, latitude, longitude, name) => {
    const { eclipse } = noon(date, latitude, longitude);
    expect(eclipse?.name ?? null).toBe(name);
    if (eclipse) expect(eclipse.where).toBe('here');
  });

  it('are told three days ahead and on the day itself, not before and not after', () => {
    const seen = ['2025-09-04', '2025-09-05', '2025-09-08', '2025-09-09'].map(
      (date) => noon(date, 39.9, 116.4).eclipse?.days ?? null,
    );
    expect(seen).toEqual([null, 3, 0, null]);
  });

  it('leave out what the eye does not see', () => {
    expect(noon('2027-02-21', 39.9, 116.4).eclipse).toBeNull();
  });
});
