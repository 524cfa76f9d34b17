import type { LatLon, SensedAlmanac } from '@mojian/contracts/sensed';
import { Body, Observer, SearchRiseSet } from 'astronomy-engine';
import { localMoment } from '../moment.js';

type SunTimes = Pick<SensedAlmanac, 'sunrise' | 'sunset'>;

const dayMs = 86_400_000;
const minuteMs = 60_000;
const degreesADay = 360;
/** Noon by the sun's clock may be up to a quarter of an hour off the mean one. */
const halfDay = 0.52;

/** Noon of the mean solar day that a moment falls in at a longitude. */
const solarNoon = (at: Date, longitude: number): Date => {
  const shift = (longitude / degreesADay) * dayMs;
  return new Date((Math.floor((at.getTime() + shift) / dayMs) + 0.5) * dayMs - shift);
};

/** Rise and set of the upper limb at sea level, refraction of 34′ included, as almanacs print them: rounded to the minute. */
export const sunTimes = (at: Date, timezone: string, position: LatLon | null): SunTimes => {
  if (!position) return { sunrise: null, sunset: null };
  const noon = solarNoon(at, position.longitude);
  const observer = new Observer(position.latitude, position.longitude, 0);
  const told = (direction: 1 | -1): string | null => {
    const found = SearchRiseSet(Body.Sun, observer, direction, noon, -direction * halfDay);
    if (!found) return null;
    return localMoment(new Date(Math.round(found.date.getTime() / minuteMs) * minuteMs), timezone).iso;
  };
  return { sunrise: told(1), sunset: told(-1) };
};
