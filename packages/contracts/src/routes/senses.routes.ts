import { z } from 'zod';
import { defineRoute, type RouteSpec } from '../route.js';
import { SensedAlmanac, SensedPlace, SensedWeather } from '../sensed.js';

const MINI = '/api/v1/miniprogram';

/** A coordinate that is missing or nonsense is no error: the answer is then unknown. */
const Position = z.object({
  latitude: z.coerce.number().min(-90).max(90).optional().catch(undefined),
  longitude: z.coerce.number().min(-180).max(180).optional().catch(undefined),
  coord_type: z.enum(['gcj02', 'wgs84']).default('gcj02').catch('gcj02'),
});
const Language = z.enum(['zh', 'en']).default('zh').catch('zh');

const sense = <const R extends Pick<RouteSpec, 'id' | 'path' | 'summary' | 'query' | 'success'>>(route: R) =>
  defineRoute({ owner: 'agent', method: 'GET', access: 'public', dialect: 'mini', timeoutMs: 3000, ...route });

export const reverseLocation = sense({
  id: 'sense.place',
  path: `${MINI}/location/reverse`,
  summary: 'Where a coordinate lies; unknown is null, never a guess',
  query: Position.extend({ language: Language }),
  success: { status: 200, body: SensedPlace.meta({ id: 'SensedPlace' }) },
});

export const getWeather = sense({
  id: 'sense.weather',
  path: `${MINI}/environment/weather`,
  summary: 'The weather at a coordinate; null fields where no provider knows',
  query: Position,
  success: {
    status: 200,
    body: SensedWeather.extend({ description: z.string().nullable() }).meta({ id: 'SensedWeather' }),
  },
});

export const TrendItem = z.object({
  title: z.string(),
  url: z.string().nullable(),
  source: z.string(),
  publishedAt: z.iso.datetime({ offset: true }).nullable(),
  /** `almanac`, or the kind of list that a provider keeps. */
  type: z.string(),
  category: z.string().nullable(),
  summary: z.string().nullable(),
});

export const getTrending = sense({
  id: 'sense.trends',
  path: `${MINI}/trending`,
  summary: 'What people talk about; without a provider the almanac’s own topics',
  query: z.object({ city: z.string().max(100).optional().catch(undefined), lang: Language }),
  success: {
    status: 200,
    body: z.object({
      city: z.string().nullable(),
      items: z.array(TrendItem),
      total_count: z.int(),
      source: z.string(),
      observed_at: z.iso.datetime({ offset: true }),
    }),
  },
});

export const getEnvironment = sense({
  id: 'sense.environment',
  path: `${MINI}/environment`,
  summary: 'Place, weather and almanac of here and now in one answer',
  query: Position.extend({ language: Language }),
  success: {
    status: 200,
    body: z.object({
      place: SensedPlace.nullable(),
      weather: SensedWeather,
      almanac: SensedAlmanac.meta({ id: 'SensedAlmanac' }),
    }),
  },
});
