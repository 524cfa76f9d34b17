import type { LatLon, SensedAlmanac } from '@mojian/contracts/sensed';
import { Body } from 'astronomy-engine';
import { SolarDay } from 'tyme4ts';
import { localMoment } from '../moment.js';
import { eclipseNear } from './eclipse.js';
import { festivalOf } from './festival.js';
import { moonAt } from './moon.js';
import { partOfDayByClock, partOfDayBySun } from './part-of-day.js';
import { altitudeOf } from './sky-altitude.js';
import { sunTimes } from './sun-times.js';

interface AlmanacQuestion {
  readonly at: Date;
  /** IANA name; the calendar day is this zone's. */
  readonly timezone: string;
  /** WGS-84; without it the part of the day is the clock's and no altitude is told. */
  readonly position: LatLon | null;
}

const northern = ['spring', 'summer', 'autumn', 'winter'] as const;
const terms = 24;
/** tyme4ts counts the terms from 冬至 = 0, so 立春, the first day of spring, is 3. */
const springBegins = 3;

/** Seasons begin with 立春, 立夏, 立秋 and 立冬; south of the equator it is half a year later. */
const seasonOf = (term: number, position: LatLon | null): SensedAlmanac['season'] => {
  const south = position !== null && position.latitude < 0 ? 2 : 0;
  const quarter = Math.floor(((term - springBegins + terms) % terms) / (terms / northern.length)) + south;
  return northern[quarter % northern.length] ?? 'spring';
};

/**
 * What the calendar and the sky say of a moment: exact, needs no network. Solar terms and lunar dates follow tyme4ts (Beijing time, GB/T 33661-2017),
 * altitudes, the moon, rise and set and eclipses astronomy-engine (within one arcminute).
 */
export const senseAlmanac = ({ at, timezone, position }: AlmanacQuestion): SensedAlmanac => {
  const local = localMoment(at, timezone);
  const day = SolarDay.fromYmd(local.year, local.month, local.day);
  const termDay = day.getTermDay();
  const lunar = day.getLunarDay();
  const sun = position && altitudeOf(Body.Sun, at, position);
  return {
    source: 'almanac',
    observed_at: local.iso,
    confidence: 1,
    date: local.date,
    season: seasonOf(termDay.getSolarTerm().getIndex(), position),
    part_of_day: position && sun !== null ? partOfDayBySun(at, position, sun) : partOfDayByClock(local.hour),
    solar_term: termDay.getSolarTerm().getName(),
    solar_term_today: termDay.getDayIndex() === 0,
    pentad: day.getPhenology().getName(),
    lunar_date: `${lunar.getLunarMonth().getName()}${lunar.getName()}`,
    festival: festivalOf(day),
    moon: moonAt(at, position),
    sun_altitude: sun,
    ...sunTimes(at, timezone, position),
    eclipse: eclipseNear({ at, timezone, position }),
  };
};
