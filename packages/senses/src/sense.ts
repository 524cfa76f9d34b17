import type { UserBrief } from '@mojian/contracts/brief';
import type { LatLon, SensedContext, SensedPlace, SensedWeather } from '@mojian/contracts/sensed';
import { senseAlmanac } from './almanac/almanac.js';
import { localMoment } from './moment.js';
import type { PlaceIndex } from './places/reverse-place.js';
import { toldText } from './told-text.js';
import { weatherAsTold } from './weather/weather.js';

export interface SenseQuestion {
  /** WGS-84. */
  readonly position: LatLon | null;
  /** What the client says itself; untrusted text. */
  readonly told: UserBrief['told'];
  readonly at: Date;
  /** IANA name of the product's time zone. */
  readonly timezone: string;
  /** Default `zh`. */
  readonly language?: 'zh' | 'en';
  /** What providers know of the position; without it the tables' place, and no weather. */
  readonly found?: { readonly place: SensedPlace | null; readonly weather: SensedWeather | null };
}

interface ToldPlace {
  readonly city: string | null;
  readonly name: string | null;
}

const placeAsTold = ({ city, name }: ToldPlace, observed_at: string): SensedPlace => ({
  source: 'user',
  observed_at,
  confidence: 0.9,
  city,
  name: name ?? city,
  landmark: null,
  admin1: null,
  admin2: null,
  admin3: null,
  country: null,
  country_code: null,
  kind: null,
});

/** Whether the tables and the user mean the same place: one names what the other names. */
const agrees = (found: SensedPlace, { city, name }: ToldPlace): boolean => {
  const words = `${name ?? ''} ${city ?? ''}`;
  const names = [found.city, found.landmark, found.admin2, found.admin3, found.name].filter((known) => known !== null);
  return names.some((known) => words.includes(known) || (city !== null && known.includes(city)));
};

/** The tables' answer where it fits the user's words; a place's name alone is set into it; where the cities differ, the user knows better. */
const sensePlace = (question: SenseQuestion, places: PlaceIndex): SensedPlace | null => {
  const { position, at, timezone, language, found: known } = question;
  const told = { city: toldText(question.told.city), name: toldText(question.told.location) };
  const silent = told.city === null && told.name === null;
  const asTold = silent ? null : placeAsTold(told, localMoment(at, timezone).iso);
  if (!position) return asTold;
  const found = known?.place ?? places.reverse(position, { at, timezone, ...(language && { language }) });
  if (asTold === null || agrees(found, told)) return found;
  return told.city === null ? { ...found, source: asTold.source, name: asTold.name } : asTold;
};

/** What the user says of the sky outranks every provider: the user looks at it. */
const senseWeather = ({ told, at, timezone, found }: SenseQuestion): SensedWeather => {
  const weather = weatherAsTold(told.weather, { at, timezone });
  return weather.sky === null ? (found?.weather ?? weather) : weather;
};

/**
 * All that is known about here and now, asking nobody: tables, the almanac, what was told, and what providers have told
 * before (`found`). Unknown is null.
 */
export const senseContext = (question: SenseQuestion, places: PlaceIndex): SensedContext => {
  const { position, at, timezone } = question;
  return {
    place: sensePlace(question, places),
    weather: senseWeather(question),
    almanac: senseAlmanac({ at, timezone, position }),
  };
};
