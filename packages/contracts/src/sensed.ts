import { z } from 'zod';

/** Where a fact comes from and when it was true. Nothing is printed on a card without one. */
export const Provenance = z.object({
  /** `user`, `offline-tables`, `almanac`, or a provider's name. */
  source: z.string(),
  observed_at: z.iso.datetime({ offset: true }),
  confidence: z.number().min(0).max(1),
});

/** A point in WGS-84 degrees. */
export const LatLon = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });
export type LatLon = z.output<typeof LatLon>;

export const placeKinds = [
  'lake',
  'river',
  'sea',
  'mountain',
  'oldtown',
  'city',
  'village',
  'grassland',
  'temple',
  'park',
  'station',
  'campus',
] as const;

export const SensedPlace = Provenance.extend({
  city: z.string().nullable(),
  /** The most exact name that is certainly right and that a card would say: a landmark, else the county, else the city. */
  name: z.string().nullable(),
  landmark: z.string().nullable(),
  admin1: z.string().nullable(),
  admin2: z.string().nullable(),
  /** In China the county, county-level city or district, where it is certain. */
  admin3: z.string().nullable().default(null),
  country: z.string().nullable(),
  country_code: z.string().length(2).nullable(),
  kind: z.enum(placeKinds).nullable(),
});
export type SensedPlace = z.output<typeof SensedPlace>;

export const skies = ['clear', 'cloudy', 'rain', 'snow', 'fog', 'wind', 'thunder'] as const;

export const SensedWeather = Provenance.extend({
  /** As it is printed, e.g. 小雨; null when nobody said. */
  weather_text: z.string().nullable(),
  sky: z.enum(skies).nullable(),
  /** °C */
  temperature: z.number().nullable(),
  /** % */
  humidity: z.number().nullable(),
  /** km/h */
  wind_speed: z.number().nullable(),
});
export type SensedWeather = z.output<typeof SensedWeather>;

/** An eclipse of today or of the next three days that somebody there can see; those that only an instrument sees are left out. */
export const SensedEclipse = z.object({
  body: z.enum(['sun', 'moon']),
  /** As it is seen at the place, where one is known. */
  kind: z.enum(['partial', 'annular', 'total']),
  /** In Chinese, e.g. 月全食. */
  name: z.string(),
  /** The moment at which it is deepest. */
  peak: z.iso.datetime({ offset: true }),
  /** Whole days from today to the day of the peak; 0 is today, be it past or to come. */
  days: z.number().int().min(0),
  /** `here` is seen at the place; without a place it is seen somewhere on earth. */
  where: z.enum(['here', 'somewhere']),
});
export type SensedEclipse = z.output<typeof SensedEclipse>;

export const SensedAlmanac = Provenance.extend({
  /** `YYYY-MM-DD` in the product's time zone. */
  date: z.iso.date(),
  season: z.enum(['spring', 'summer', 'autumn', 'winter']),
  /** dawn 5–7, day 7–17, dusk 17–19, night otherwise, corrected by the real sun where a place is known. */
  part_of_day: z.enum(['dawn', 'day', 'dusk', 'night']),
  solar_term: z.string(),
  /** True when today is the day on which the term begins. */
  solar_term_today: z.boolean(),
  /** One of the 72 候, five days each, e.g. 水始冰. */
  pentad: z.string().nullable().default(null),
  lunar_date: z.string(),
  festival: z.string().nullable(),
  moon: z.object({
    /** Illuminated part, 0 new to 1 full. */
    fraction: z.number().min(0).max(1),
    waxing: z.boolean(),
    name: z.string(),
    /** Degrees above the horizon; null without a place. */
    altitude: z.number().nullable(),
  }),
  sun_altitude: z.number().nullable(),
  /** To the minute, of the day as the sun counts it at the place; null without a place and where it does not rise or set. */
  sunrise: z.iso.datetime({ offset: true }).nullable().default(null),
  sunset: z.iso.datetime({ offset: true }).nullable().default(null),
  eclipse: SensedEclipse.nullable().default(null),
});
export type SensedAlmanac = z.output<typeof SensedAlmanac>;

/** All that is known about here and now. Unknown is null, never guessed. */
export const SensedContext = z.object({
  place: SensedPlace.nullable(),
  weather: SensedWeather,
  almanac: SensedAlmanac,
});
export type SensedContext = z.output<typeof SensedContext>;
