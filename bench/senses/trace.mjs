/**
 * How often the senses answer without asking a provider, on a made trace of a few days: people in the cities of China
 * by population, denser towards the middle, at home in the evening and at work by day, who open the client (place,
 * weather, trends) and sometimes send a card a few minutes later (place and weather again, in the worker). After a build:
 *
 *     node bench/senses/trace.mjs [people = 250000] [days = 8]
 *
 * The target is 95 % on the last day. It runs the product's own code on a clock of its own and a table in memory instead
 * of Redis; providers are counted and answer at once. The draw is fixed; eight days take about five minutes. Fewer people
 * keep fewer squares warm: the rate falls with them, and with it the number of questions that it is about.
 */

import { readFileSync } from 'node:fs';
import { createCache } from '../../packages/redis/dist/cache.js';
import { Surroundings } from '../../services/agent/dist/sensing/surroundings.js';
import { cities, elsewhereMillions } from './chinese-cities.mjs';

const [peopleText = '250000', daysText = '8'] = process.argv.slice(2);
const [people, days] = [Number(peopleText), Number(daysText)];
const dayMs = 86_400_000;
const start = Date.parse('2026-11-16T00:00:00+08:00');

let state = 20_261_116;
const chance = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return (state + 0.5) / 2 ** 32;
};
const drawn = (weights) => {
  let left = chance() * weights.reduce((sum, weight) => sum + weight, 0);
  return weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
};
const kmPerDegree = 111.2;
const around = ([latitude, longitude], km) => {
  const angle = 2 * Math.PI * chance();
  return {
    latitude: latitude + (km * Math.sin(angle)) / kmPerDegree,
    longitude: longitude + (km * Math.cos(angle)) / kmPerDegree / Math.cos((latitude * Math.PI) / 180),
  };
};

/** Density falls off from the middle of a city (Clark); the larger the city, the more slowly. */
const spreadKm = (millions) => 2 + 1.2 * Math.sqrt(millions);
const inCity = ({ middle, spread }) => around(middle, -spread * Math.log(chance() * chance()));
const towns = JSON.parse(readFileSync(new URL('../../packages/senses/data/china-towns.json', import.meta.url), 'utf8'));
/** The other prefectures, of equal size, at towns of the tables that are drawn once. */
const otherPrefectures = 333 - cities.length;
const everywhere = [
  ...cities.map(([latitude, longitude, millions]) => ({ middle: [latitude, longitude], millions })),
  ...Array.from({ length: otherPrefectures }, () => ({
    middle: towns[Math.floor(chance() * towns.length)],
    millions: elsewhereMillions / otherPrefectures,
  })),
].map((city) => ({ ...city, spread: spreadKm(city.millions) / 2 }));
const weights = everywhere.map(({ millions }) => millions);

const makePerson = () => {
  const city = everywhere[drawn(weights)];
  // Few open it daily; most do once or twice a week.
  const opensADay = 0.15 - 0.45 * Math.log(chance());
  return { city, home: inCity(city), work: inCity(city), opensADay };
};

/** Opens by hour: breakfast, noon, and most of all the evening. */
const rhythm = [6, 3, 2, 1, 1, 2, 6, 14, 16, 12, 11, 13, 22, 16, 11, 11, 12, 15, 20, 26, 34, 38, 30, 15];

const draws = [];
for (let i = 0; i < people; i += 1) {
  const person = makePerson();
  for (let day = 0; day < days; day += 1) {
    for (let opens = person.opensADay; chance() < opens; opens -= 1) {
      const hour = drawn(rhythm);
      const place = chance() < 0.15 ? inCity(person.city) : hour >= 9 && hour < 18 ? person.work : person.home;
      const at = start + day * dayMs + (hour + chance()) * 3_600_000;
      // A phone never tells the same point twice.
      const position = around([place.latitude, place.longitude], 0.05 * chance());
      draws.push({ at, position, trends: true });
      if (chance() < 0.3) draws.push({ at: at + 120_000 + 180_000 * chance(), position, trends: false });
    }
  }
}
draws.sort((one, other) => one.at - other.at);

let now = start;
const clock = () => new Date(now);
const observed_at = () => `${clock().toISOString().slice(0, 19)}Z`;
const asked = { place: 0, weather: 0, trends: 0 };
const provided = {
  place: () => ({
    source: 'counted',
    observed_at: observed_at(),
    province: null,
    prefecture: null,
    county: null,
    landmarks: [],
  }),
  weather: () => ({
    ...{ source: 'counted', observed_at: observed_at(), confidence: 0.9, condition: 'clear' },
    ...{ temperature: 8, humidity: 50, wind_speed: 5 },
  }),
  trends: () => ({
    source: 'counted',
    observed_at: observed_at(),
    topics: [{ title: '银杏黄了', category: 'nature' }],
  }),
};
const ladderOf = (sense) => ({
  empty: false,
  ask: async () => {
    asked[sense] += 1;
    return provided[sense]();
  },
});

const kept = new Map();
const table = { get: async (key) => kept.get(key) ?? null, set: async (key, text) => kept.set(key, text) };
const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
const fresh = () => ({ fresh: 0, stale: 0, loaded: 0 });
const counts = Array.from({ length: days }, () => ({ place: fresh(), weather: fresh(), trends: fresh() }));
const today = () => counts[Math.min(days - 1, Math.floor((now - start) / dayMs))];
const cacheOf = (sense) =>
  createCache(table, { prefix: sense, logger: quiet, clock, observe: (answer) => (today()[sense][answer] += 1) });

/** As if the tables were never sure, so that a provider is wanted for every place: the worst case for the cache. */
const unsure = { country_code: 'CN', kind: null, landmark: null, admin1: null, admin2: null, admin3: null };

const senses = ['place', 'weather', 'trends'];
const bySense = (make) => Object.fromEntries(senses.map((sense) => [sense, make(sense)]));
const surroundings = new Surroundings({
  places: { reverse: () => unsure, cityName: () => null },
  ladders: bySense(ladderOf),
  caches: bySense(cacheOf),
  timezone: 'Asia/Shanghai',
  clock,
});
for (const { at, position, trends } of draws) {
  now = at;
  const questions = [surroundings.place(position, 'zh'), surroundings.weather(position, 'zh')];
  if (trends) questions.push(surroundings.trends());
  await Promise.all(questions);
}

const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
const line = (name, { fresh, stale, loaded }) => {
  const whole = fresh + stale + loaded;
  return `  ${name.padEnd(8)} ${String(whole).padStart(8)} questions: hits ${percent(fresh + stale, whole)} (fresh ${percent(fresh, whole)}, stale ${percent(stale, whole)}), waited for a provider ${percent(loaded, whole)}`;
};
const summed = (parts) =>
  parts.reduce(
    (sum, { fresh, stale, loaded }) => ({
      fresh: sum.fresh + fresh,
      stale: sum.stale + stale,
      loaded: sum.loaded + loaded,
    }),
    fresh(),
  );
const report = (title, dayCounts) => {
  const lines = senses.map((sense) => line(sense, summed(dayCounts.map((day) => day[sense]))));
  const total = line('all', summed(dayCounts.flatMap((day) => senses.map((sense) => day[sense]))));
  process.stdout.write(`${[title, ...lines, total].join('\n')}\n`);
};

process.stdout.write(`${people} people, ${days} days, ${draws.length} visits\n`);
report('first day, on an empty cache:', counts.slice(0, 1));
if (days > 2) report('in between:', counts.slice(1, -1));
if (days > 1) report('last day:', counts.slice(-1));
process.stdout.write(
  `providers were asked: ${senses.map((sense) => `${sense} ${asked[sense]}`).join(', ')}; ${kept.size} entries kept\n`,
);
