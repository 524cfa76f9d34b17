import type { Brief } from '@mojian/contracts/brief';
import type { placeKinds, SensedAlmanac, skies } from '@mojian/contracts/sensed';
import { type Relation, readRelation } from './read-relation.js';

export type Sky = (typeof skies)[number];

/** One thing that is certainly true here and now. A line of ours may state only what is in this set. */
export type Fact =
  | `sky:${Sky}`
  | `season:${SensedAlmanac['season']}`
  | `part:${SensedAlmanac['part_of_day']}`
  | `kind:${(typeof placeKinds)[number]}`
  | `festival:${string}`
  | `term:${string}`
  | `relation:${Relation}`
  | 'moon'
  | 'full-moon'
  | 'place';

const SKY_WORDS: readonly (readonly [Sky, RegExp])[] = [
  ['thunder', /雷|thunder|storm/i],
  ['snow', /雪|snow|sleet/i],
  ['rain', /雨|rain|drizzle|shower/i],
  ['fog', /雾|霾|fog|mist|haze/i],
  ['cloudy', /云|阴|cloud|overcast/i],
  ['wind', /风|wind|gale/i],
  ['clear', /晴|clear|sun/i],
];

/** The sky as it was sensed, else as the person's client told it in words. */
export const readSky = (brief: Brief): Sky | null => {
  const told = brief.told.weather;
  return brief.sensed.weather.sky ?? SKY_WORDS.find(([, words]) => told !== null && words.test(told))?.[0] ?? null;
};

/** The place's name as it may be printed: what was sensed, else what the person's client said. */
export const readPlace = (brief: Brief): string | null =>
  brief.sensed.place?.name ?? brief.sensed.place?.city ?? brief.told.location ?? brief.told.city;

/** The moon may be named when it is up, lit, and not known to be hidden. */
const moonIsUp = (brief: Brief, sky: Sky | null): boolean => {
  const { moon, part_of_day } = brief.sensed.almanac;
  const open = sky === null || sky === 'clear' || sky === 'wind';
  return open && part_of_day === 'night' && (moon.altitude ?? -1) > 5 && moon.fraction > 0.25;
};

/** All facts of a brief, each of them sensed or told by the person. */
export function readFacts(brief: Brief): ReadonlySet<Fact> {
  const { almanac, place } = brief.sensed;
  const sky = readSky(brief);
  const facts = new Set<Fact>([`season:${almanac.season}`, `part:${almanac.part_of_day}`]);
  if (sky !== null) facts.add(sky === 'thunder' ? 'sky:rain' : `sky:${sky}`);
  if (place?.kind) facts.add(`kind:${place.kind}`);
  if (readPlace(brief) !== null) facts.add('place');
  if (almanac.festival !== null) facts.add(`festival:${almanac.festival}`);
  if (almanac.solar_term_today) facts.add(`term:${almanac.solar_term}`);
  const relation = readRelation(brief);
  if (relation !== null) facts.add(`relation:${relation}`);
  if (moonIsUp(brief, sky)) facts.add('moon').add(almanac.moon.fraction > 0.95 ? 'full-moon' : 'moon');
  return facts;
}
