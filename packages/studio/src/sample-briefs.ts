import { readFileSync } from 'node:fs';
import { Brief, UserBrief } from '@mojian/contracts/brief';
import { SensedAlmanac, SensedPlace, SensedWeather } from '@mojian/contracts/sensed';
import { isInkShape, sampleInk } from './sample-ink.js';

const provenance = { source: true, observed_at: true, confidence: true } as const;

/** A word for a drawing, or its points. */
const Ink = Brief.shape.seed
  .transform((shape) => {
    if (!isInkShape(shape)) throw new RangeError(`no drawing is called ${shape}`);
    return sampleInk(shape);
  })
  .or(UserBrief.shape.ink);

/** A brief as `data/briefs.json` has it: what is not said is not known. */
const SampleBrief = UserBrief.partial()
  .required({ words: true, written_at: true })
  .extend({
    /** Also the sample's name. */
    seed: Brief.shape.seed,
    ink: Ink.default([]),
    told: UserBrief.shape.told.partial().default({}),
    place: SensedPlace.partial().optional(),
    weather: SensedWeather.partial().optional(),
    almanac: SensedAlmanac.omit(provenance),
  });

const UNKNOWN_PLACE = {
  city: null,
  name: null,
  landmark: null,
  admin1: null,
  admin2: null,
  admin3: null,
  country: null,
  country_code: null,
  kind: null,
};
const UNKNOWN_WEATHER = { weather_text: null, sky: null, temperature: null, humidity: null, wind_speed: null };
const UNTOLD = { location: null, city: null, weather: null };
const UNSAID = { language: 'zh', style: null, theme: null, mood: null, recipient: null, sender: null, position: null };

/**
 * A brief from its short form or as it stands.
 * @throws ZodError for data that is neither, RangeError for a drawing that nobody can draw.
 */
export function expandBrief(data: unknown): Brief {
  const whole = Brief.safeParse(data);
  if (whole.success) return whole.data;
  const { place, weather, almanac, told, ...said } = SampleBrief.parse(data);
  const observed = { source: 'sample', observed_at: said.written_at, confidence: 1 };
  return Brief.parse({
    ...UNSAID,
    ...said,
    told: { ...UNTOLD, ...told },
    recent: [],
    sensed: {
      place: place ? { ...observed, ...UNKNOWN_PLACE, ...place } : null,
      weather: { ...observed, ...UNKNOWN_WEATHER, ...weather },
      almanac: { ...observed, source: 'almanac', ...almanac },
    },
  });
}

const readSamples = (): unknown[] => {
  const data: unknown = JSON.parse(readFileSync(new URL('../data/briefs.json', import.meta.url), 'utf8'));
  if (!Array.isArray(data)) throw new TypeError('briefs.json is not a list');
  return data;
};

/**
 * 200 invented briefs such as people write: every mood, season, festival, sky and part of the day, places in China,
 * abroad and at sea, short and long, other scripts, emoji, rare characters, and texts that mean harm.
 */
export const sampleBriefs: readonly Brief[] = readSamples().map(expandBrief);
