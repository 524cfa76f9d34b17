import type { PlaceSettings } from '@mojian/senses/places/providers/place-providers';
import type { DailyhotSettings } from '@mojian/senses/trends/providers/dailyhot.provider';
import type { QweatherSettings } from '@mojian/senses/weather/providers/qweather.provider';
import type { WeatherSettings } from '@mojian/senses/weather/providers/weather-providers';
import type { SensingEnv } from './sensing-env.js';

interface ProviderSettings {
  readonly place: PlaceSettings;
  readonly weather: WeatherSettings;
  readonly trends: DailyhotSettings | null;
}

/** Tokens when they can be signed, which QWeather prefers; else the key. */
const qweatherCredential = (env: SensingEnv): QweatherSettings['credential'] | null => {
  const { QWEATHER_JWT_PROJECT, QWEATHER_JWT_KEY_ID, QWEATHER_JWT_PRIVATE_KEY, QWEATHER_KEY } = env;
  if (QWEATHER_JWT_PROJECT && QWEATHER_JWT_KEY_ID && QWEATHER_JWT_PRIVATE_KEY) {
    const jwt = { projectId: QWEATHER_JWT_PROJECT, keyId: QWEATHER_JWT_KEY_ID, privateKey: QWEATHER_JWT_PRIVATE_KEY };
    return { jwt };
  }
  return QWEATHER_KEY ? { key: QWEATHER_KEY } : null;
};

/** Which providers the environment names; null is one that is not to be asked. */
export function providerSettings(env: SensingEnv): ProviderSettings {
  const credential = qweatherCredential(env);
  return {
    place: {
      amap: env.AMAP_KEY ? { key: env.AMAP_KEY, baseUrl: env.AMAP_URL } : null,
      tencent: env.TENCENT_LBS_KEY ? { key: env.TENCENT_LBS_KEY, baseUrl: env.TENCENT_LBS_URL } : null,
    },
    weather: {
      qweather: env.QWEATHER_HOST && credential ? { baseUrl: env.QWEATHER_HOST, credential } : null,
      openMeteo: env.OPEN_METEO_URL ? { baseUrl: env.OPEN_METEO_URL } : null,
      openWeather: env.OPENWEATHER_KEY ? { key: env.OPENWEATHER_KEY, baseUrl: env.OPENWEATHER_URL } : null,
    },
    trends: env.TRENDS_URL ? { baseUrl: env.TRENDS_URL, lists: env.TRENDS_LISTS.split(',') } : null,
  };
}
