import type { LatLon } from '@mojian/contracts/sensed';
import { z } from 'zod';
import { askFor } from '../../remote/ask-provider.js';
import type { Provider } from '../../remote/ladder.js';
import { measure } from '../../remote/measure.js';
import type { ProviderContext } from '../../remote/provider-context.js';
import type { ConditionName } from '../conditions.js';
import { Humidity, Temperature } from '../limits.js';
import { reportOf, type WeatherReport } from '../weather-report.js';

export interface OpenWeatherSettings {
  readonly key: string;
  /** https://api.openweathermap.org outside of tests. */
  readonly baseUrl: string;
}

const provider = 'openweather';
const confidence = 0.8;
const kmhPerMetreASecond = 3.6;

/** Metric: °C, %, m/s. The first of `weather` is the main one. */
const Current = z.object({
  dt: z.number(),
  weather: z.array(z.object({ id: z.number() })),
  main: z.object({ temp: Temperature, humidity: Humidity }),
  wind: z.object({ speed: measure(0, 114) }).nullish(),
});

/** Its condition ids by their own number, else by their hundred. */
const byId: Readonly<Record<number, ConditionName>> = {
  500: 'light-rain',
  501: 'moderate-rain',
  502: 'heavy-rain',
  503: 'rainstorm',
  504: 'rainstorm',
  511: 'freezing-rain',
  520: 'showers',
  521: 'showers',
  522: 'heavy-showers',
  531: 'showers',
  600: 'light-snow',
  601: 'moderate-snow',
  602: 'heavy-snow',
  611: 'sleet',
  612: 'sleet',
  613: 'sleet',
  615: 'sleet',
  616: 'sleet',
  620: 'snow-showers',
  621: 'snow-showers',
  622: 'snow-showers',
  701: 'mist',
  711: 'haze',
  721: 'haze',
  731: 'dust',
  741: 'fog',
  751: 'dust',
  761: 'dust',
  771: 'strong-wind',
  800: 'clear',
  801: 'few-clouds',
  802: 'partly-cloudy',
  803: 'cloudy',
  804: 'overcast',
};
const byHundred: Readonly<Record<number, ConditionName>> = {
  2: 'thundershowers',
  3: 'drizzle',
  5: 'rain',
  6: 'snow',
};

const conditionOf = (id: number): ConditionName | null => byId[id] ?? byHundred[Math.floor(id / 100)] ?? null;

/** OpenWeather (`/data/2.5/weather`): WGS-84. */
export const openWeather = (
  { key, baseUrl }: OpenWeatherSettings,
  context: ProviderContext,
): Provider<LatLon, WeatherReport> => ({
  name: provider,
  ask: async ({ latitude, longitude }) => {
    const url = new URL('/data/2.5/weather', baseUrl);
    url.search = new URLSearchParams({
      lat: String(latitude),
      lon: String(longitude),
      units: 'metric',
      appid: key,
    }).toString();
    const { dt, weather, main, wind } = await askFor(Current, { provider, url, timeoutMs: context.timeoutMs });
    const speed = wind?.speed ?? null;
    const observed = {
      source: provider,
      confidence,
      observedAt: new Date(dt * 1000),
      condition: weather[0] ? conditionOf(weather[0].id) : null,
      temperature: main.temp,
      humidity: main.humidity,
      wind_speed: speed === null ? null : Math.round(speed * kmhPerMetreASecond * 10) / 10,
    };
    return reportOf(observed, context);
  },
});
