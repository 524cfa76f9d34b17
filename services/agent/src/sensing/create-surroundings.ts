import { placeProviders } from '@mojian/senses/places/providers/place-providers';
import { createPlaceIndex } from '@mojian/senses/places/reverse-place';
import { createLadder } from '@mojian/senses/remote/ladder';
import { dailyhot } from '@mojian/senses/trends/providers/dailyhot.provider';
import { weatherProviders } from '@mojian/senses/weather/providers/weather-providers';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import { observeProviders } from './provider-events.js';
import { providerSettings } from './provider-settings.js';
import { createSensingCaches } from './sensing-cache.js';
import type { SensingEnv } from './sensing-env.js';
import { Surroundings } from './surroundings.js';

interface CreateSurroundingsOptions {
  readonly env: SensingEnv & { readonly APP_TIMEZONE: string };
  readonly redis: Redis;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly clock: () => Date;
}

/** The senses of one process, with the providers that the environment names. */
export function createSurroundings({ env, redis, logger, registry, clock }: CreateSurroundingsOptions): Surroundings {
  const timezone = env.APP_TIMEZONE;
  const settings = providerSettings(env);
  const context = { clock, timezone };
  const watched = { clock, observe: observeProviders(logger, registry) };
  return new Surroundings({
    places: createPlaceIndex(),
    ladders: {
      place: createLadder(placeProviders(settings.place, context), watched),
      weather: createLadder(weatherProviders(settings.weather, context), watched),
      trends: createLadder(settings.trends ? [dailyhot(settings.trends, context)] : [], watched),
    },
    caches: createSensingCaches({ redis, logger, registry, clock }),
    timezone,
    clock,
  });
}
