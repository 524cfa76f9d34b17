import type { LatLon } from '@mojian/contracts/sensed';
import type { Provider } from '../../remote/ladder.js';
import type { ProviderContext } from '../../remote/provider-context.js';
import type { WeatherReport } from '../weather-report.js';
import { type OpenMeteoSettings, openMeteo } from './open-meteo.provider.js';
import { type OpenWeatherSettings, openWeather } from './openweather.provider.js';
import { type QweatherSettings, qweather } from './qweather.provider.js';

export interface WeatherSettings {
  readonly qweather: QweatherSettings | null;
  readonly openMeteo: OpenMeteoSettings | null;
  readonly openWeather: OpenWeatherSettings | null;
}

/** Those that are configured, in the order in which they are asked. They are asked about WGS-84. */
export const weatherProviders = (
  settings: WeatherSettings,
  context: ProviderContext,
): readonly Provider<LatLon, WeatherReport>[] => [
  ...(settings.qweather ? [qweather(settings.qweather, context)] : []),
  ...(settings.openMeteo ? [openMeteo(settings.openMeteo, context)] : []),
  ...(settings.openWeather ? [openWeather(settings.openWeather, context)] : []),
];
