import type { LatLon, SensedAlmanac } from '@mojian/contracts/sensed';
import { Body } from 'astronomy-engine';
import { altitudeOf } from './sky-altitude.js';

type PartOfDay = SensedAlmanac['part_of_day'];

/** Civil twilight begins and ends with the sun 6° below the horizon; the light stays warm until it is about 6° above. */
const twilightDegrees = 6;
const tenMinutes = 600_000;

/** By the clock alone, where no place is known. */
export const partOfDayByClock = (hour: number): PartOfDay => {
  if (hour >= 5 && hour < 7) return 'dawn';
  if (hour >= 7 && hour < 17) return 'day';
  return hour >= 17 && hour < 19 ? 'dusk' : 'night';
};

/** By the real sun over a place: polar night and midnight sun included. */
export const partOfDayBySun = (at: Date, position: LatLon, altitude: number): PartOfDay => {
  if (altitude > twilightDegrees) return 'day';
  if (altitude < -twilightDegrees) return 'night';
  const later = altitudeOf(Body.Sun, new Date(at.getTime() + tenMinutes), position);
  return later > altitude ? 'dawn' : 'dusk';
};
