import { AppError } from '@mojian/contracts/app-error';
import type { UserBrief } from '@mojian/contracts/brief';
import type { Schema } from '@mojian/contracts/schema';
import type { LatLon, SensedAlmanac, SensedContext, SensedPlace, SensedWeather } from '@mojian/contracts/sensed';
import type { Cache } from '@mojian/redis/cache';
import { senseAlmanac } from '@mojian/senses/almanac/almanac';
import { localMoment } from '@mojian/senses/moment';
import { PlaceReport } from '@mojian/senses/places/place-report';
import type { PlaceIndex } from '@mojian/senses/places/reverse-place';
import { mayBeAsked, settlePlace } from '@mojian/senses/places/settle-place';
import { cellOf } from '@mojian/senses/remote/cell';
import type { Ladder } from '@mojian/senses/remote/ladder';
import { senseContext } from '@mojian/senses/sense';
import { almanacTrends, type Trends, trendsAsReported } from '@mojian/senses/trends/trends';
import { TrendsReport } from '@mojian/senses/trends/trends-report';
import { unknownWeather } from '@mojian/senses/weather/weather';
import { WeatherReport, weatherAsReported } from '@mojian/senses/weather/weather-report';
import { SilenceError, withPatience } from '@mojian/telemetry/with-patience';
import type { SensingCaches } from './sensing-cache.js';

const MINUTE_S = 60;
const DAY_S = 86_400;

/** Degrees of the squares that providers are asked about: about 1 km, and 10 km, which is how far models tell weather apart. */
const PLACE_CELL = 0.01;
const WEATHER_CELL = 0.1;
/** Answers are due within 3 s; what comes later is there for the next who asks. */
const PATIENCE_MS = 2000;
/** The weather of now is that of a card which was written so long ago. */
const SAME_WEATHER_MS = 3_600_000;

/** Who is asked. */
interface Ladders {
  readonly place: Ladder<LatLon, PlaceReport>;
  readonly weather: Ladder<LatLon, WeatherReport>;
  readonly trends: Ladder<void, TrendsReport>;
}

interface SurroundingsOptions {
  readonly places: PlaceIndex;
  readonly ladders: Ladders;
  readonly caches: SensingCaches;
  /** IANA name of the product's time zone. */
  readonly timezone: string;
  readonly clock: () => Date;
}

type Language = 'zh' | 'en';

interface Question<T> {
  readonly cache: Cache;
  readonly key: string;
  readonly schema: Schema<T>;
  readonly freshSeconds: number;
  readonly staleSeconds: number;
  readonly ask: () => Promise<T | null>;
}

/**
 * What is known of a position now: what providers tell, where some are configured and answer in time, else tables and
 * the almanac. Never fails. Shared by the slices over HTTP and by the worker.
 */
export class Surroundings {
  constructor(private readonly options: SurroundingsOptions) {}

  async place(position: LatLon, language: Language): Promise<SensedPlace> {
    const { places, ladders, caches, timezone, clock } = this.options;
    const exact = places.reverse(position, { at: clock(), timezone, language });
    // Providers in China answer in Chinese.
    if (ladders.place.empty || language !== 'zh' || !mayBeAsked(exact)) return exact;
    const cell = cellOf(position, PLACE_CELL);
    const report = await hear({
      cache: caches.place,
      key: `${cell.latitude},${cell.longitude}`,
      schema: PlaceReport,
      freshSeconds: DAY_S,
      // Towns keep their names: who comes back after weeks need not wait to be told the same.
      staleSeconds: 29 * DAY_S,
      ask: () => ladders.place.ask(cell),
    });
    return report ? settlePlace(exact, report, { position, cityName: (official) => places.cityName(official) }) : exact;
  }

  /** Of nowhere: asked without a position. */
  nowhere(): SensedPlace {
    const { timezone, clock } = this.options;
    const observed_at = localMoment(clock(), timezone).iso;
    const unknown = {
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
    return { source: 'none', observed_at, confidence: 0, ...unknown };
  }

  /** Unknown where no provider tells: it is never guessed. */
  async weather(position: LatLon | null, language: Language): Promise<SensedWeather> {
    const { ladders, caches, timezone, clock } = this.options;
    const unknown = unknownWeather({ at: clock(), timezone });
    if (!position || ladders.weather.empty) return unknown;
    const cell = cellOf(position, WEATHER_CELL);
    const report = await hear({
      cache: caches.weather,
      key: `${cell.latitude},${cell.longitude}`,
      schema: WeatherReport,
      freshSeconds: 15 * MINUTE_S,
      staleSeconds: 45 * MINUTE_S,
      ask: () => ladders.weather.ask(cell),
    });
    return report ? weatherAsReported(report, language) : unknown;
  }

  almanac(position: LatLon | null): SensedAlmanac {
    const { timezone, clock } = this.options;
    return senseAlmanac({ at: clock(), timezone, position });
  }

  /** What people talk of where a provider tells something gentle, else what the almanac says of today. */
  async trends(): Promise<Trends> {
    const { ladders, caches } = this.options;
    const report = ladders.trends.empty
      ? null
      : await hear({
          cache: caches.trends,
          key: 'all',
          schema: TrendsReport,
          freshSeconds: 15 * MINUTE_S,
          staleSeconds: 105 * MINUTE_S,
          ask: () => ladders.trends.ask(),
        });
    return report && report.topics.length > 0 ? trendsAsReported(report) : almanacTrends(this.almanac(null));
  }

  /** What a card is made from: all that is known of where and when its words were written. */
  async context({ position, told, written_at, language }: UserBrief): Promise<SensedContext> {
    const { places, timezone, clock } = this.options;
    const at = new Date(written_at);
    const isNow = Math.abs(clock().getTime() - at.getTime()) < SAME_WEATHER_MS;
    const [place, weather] = await Promise.all([
      position && this.place(position, language),
      this.weather(isNow ? position : null, language),
    ]);
    return senseContext({ position, told, at, timezone, language, found: { place, weather } }, places);
  }
}

/** Null when nobody knows, nobody answers, or not in time. */
async function hear<T>({ cache, key, schema, freshSeconds, staleSeconds, ask }: Question<T>): Promise<T | null> {
  const answer = cache.get(key, { freshSeconds, staleSeconds, schema: schema.nullable(), load: ask });
  try {
    return await withPatience(answer, PATIENCE_MS);
  } catch (error) {
    if (!(error instanceof AppError || error instanceof SilenceError)) throw error;
    // Each provider's failure was counted and logged as it happened; the tables answer.
    return null;
  }
}
