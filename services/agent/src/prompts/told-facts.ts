import type { Brief } from '@mojian/contracts/brief';

/** What a card may state about here and now: sensed or told, each with nothing added; what is not known is left out. */
export function toldFacts({ sensed, told, written_at }: Brief): Readonly<Record<string, unknown>> {
  const { place, weather, almanac } = sensed;
  const facts = {
    written_at,
    place: place?.name ?? told.location ?? told.city,
    kind_of_place: place?.kind,
    country: place?.country,
    weather: weather.weather_text ?? told.weather,
    celsius: weather.temperature,
    date: almanac.date,
    season: almanac.season,
    part_of_day: almanac.part_of_day,
    solar_term: almanac.solar_term,
    pentad: almanac.pentad,
    lunar_date: almanac.lunar_date,
    festival: almanac.festival,
    moon: almanac.moon.name,
    eclipse: almanac.eclipse?.name,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));
}
