import { type LatLon, type SensedAlmanac, SensedPlace, type SensedWeather } from '@mojian/contracts/sensed';
import { senseAlmanac } from '@mojian/senses/almanac/almanac';
import { localMoment } from '@mojian/senses/moment';
import { createPlaceIndex, type PlaceIndex } from '@mojian/senses/places/reverse-place';
import { unknownWeather } from '@mojian/senses/weather/weather';
import type { SensingCache } from './sensing-cache.js';

const DAY_S = 86_400;

interface SurroundingsOptions {
  readonly cache: SensingCache;
  /** IANA name of the product's time zone. */
  readonly timezone: string;
  readonly clock: () => Date;
}

/** What is known of a position now. Shared by the slices that answer for one sense or for all. */
export class Surroundings {
  private readonly places: PlaceIndex = createPlaceIndex();

  constructor(private readonly options: SurroundingsOptions) {}

  async place(position: LatLon, language: 'zh' | 'en'): Promise<SensedPlace> {
    const { cache, timezone, clock } = this.options;
    return cache.get(`place:${position.latitude},${position.longitude}:${language}`, {
      freshSeconds: DAY_S,
      staleSeconds: DAY_S,
      schema: SensedPlace,
      load: async () => this.places.reverse(position, { at: clock(), timezone, language }),
    });
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

  /** Unknown until a provider is configured: it is never guessed. */
  weather(): SensedWeather {
    const { timezone, clock } = this.options;
    return unknownWeather({ at: clock(), timezone });
  }

  almanac(position: LatLon | null): SensedAlmanac {
    const { timezone, clock } = this.options;
    return senseAlmanac({ at: clock(), timezone, position });
  }
}
