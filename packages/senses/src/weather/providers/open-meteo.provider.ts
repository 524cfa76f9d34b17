import type { LatLon } from '@mojian/contracts/sensed';
import { z } from 'zod';
import { askFor } from '../../remote/ask-provider.js';
import type { Provider } from '../../remote/ladder.js';
import type { ProviderContext } from '../../remote/provider-context.js';
import type { ConditionName } from '../conditions.js';
import { Humidity, Temperature, WindSpeed } from '../limits.js';
import { reportOf, type WeatherReport } from '../weather-report.js';

export interface OpenMeteoSettings {
  /** Takes no key. The public server is for non-commercial use; others run their own. */
  readonly baseUrl: string;
}

const provider = 'open-meteo';
/** Computed by a model, not measured. */
const confidence = 0.8;

const Forecast = z.object({
  current: z.object({
    /** Seconds, as asked for. */
    time: z.number(),
    temperature_2m: Temperature,
    relative_humidity_2m: Humidity,
    weather_code: z.number().nullish(),
    wind_speed_10m: WindSpeed,
  }),
});

/** WMO code table 4677, the part of it that Open-Meteo gives. */
const conditionsByCode: Readonly<Record<number, ConditionName>> = {
  0: 'clear',
  1: 'few-clouds',
  2: 'partly-cloudy',
  3: 'overcast',
  45: 'fog',
  48: 'fog',
  51: 'drizzle',
  53: 'drizzle',
  55: 'drizzle',
  56: 'freezing-rain',
  57: 'freezing-rain',
  61: 'light-rain',
  63: 'moderate-rain',
  65: 'heavy-rain',
  66: 'freezing-rain',
  67: 'freezing-rain',
  71: 'light-snow',
  73: 'moderate-snow',
  75: 'heavy-snow',
  77: 'light-snow',
  80: 'showers',
  81: 'showers',
  82: 'heavy-showers',
  85: 'snow-showers',
  86: 'snow-showers',
  95: 'thundershowers',
  96: 'hail',
  99: 'hail',
};

/** Open-Meteo (`/v1/forecast`), ours or the public one: WGS-84. */
export const openMeteo = (
  { baseUrl }: OpenMeteoSettings,
  context: ProviderContext,
): Provider<LatLon, WeatherReport> => ({
  name: provider,
  ask: async ({ latitude, longitude }) => {
    const url = new URL('/v1/forecast', baseUrl);
    url.search = new URLSearchParams({
      latitude: String(latitude),
      longitude: String(longitude),
      current: 'temperature_2m,relative_humidity_2m,weather_code,wind_speed_10m',
      temperature_unit: 'celsius',
      wind_speed_unit: 'kmh',
      timeformat: 'unixtime',
    }).toString();
    const { current } = await askFor(Forecast, { provider, url, timeoutMs: context.timeoutMs });
    const observed = {
      source: provider,
      confidence,
      observedAt: new Date(current.time * 1000),
      condition: conditionsByCode[current.weather_code ?? -1] ?? null,
      temperature: current.temperature_2m,
      humidity: current.relative_humidity_2m,
      wind_speed: current.wind_speed_10m,
    };
    return reportOf(observed, context);
  },
});
