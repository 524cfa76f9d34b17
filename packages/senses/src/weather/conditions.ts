import type { SensedWeather } from '@mojian/contracts/sensed';

type Sky = NonNullable<SensedWeather['sky']>;

interface Condition {
  readonly zh: string;
  readonly en: string;
  readonly sky: Sky;
}

/** What the weather can be, in our own words: a provider's code chooses one, its own words are never printed. */
export const conditions = {
  clear: { zh: '晴', en: 'clear', sky: 'clear' },
  'few-clouds': { zh: '少云', en: 'a few clouds', sky: 'cloudy' },
  'partly-cloudy': { zh: '晴间多云', en: 'partly cloudy', sky: 'cloudy' },
  cloudy: { zh: '多云', en: 'cloudy', sky: 'cloudy' },
  overcast: { zh: '阴', en: 'overcast', sky: 'cloudy' },
  drizzle: { zh: '毛毛雨', en: 'drizzle', sky: 'rain' },
  rain: { zh: '雨', en: 'rain', sky: 'rain' },
  'light-rain': { zh: '小雨', en: 'light rain', sky: 'rain' },
  'moderate-rain': { zh: '中雨', en: 'steady rain', sky: 'rain' },
  'heavy-rain': { zh: '大雨', en: 'heavy rain', sky: 'rain' },
  rainstorm: { zh: '暴雨', en: 'pouring rain', sky: 'rain' },
  showers: { zh: '阵雨', en: 'showers', sky: 'rain' },
  'heavy-showers': { zh: '强阵雨', en: 'heavy showers', sky: 'rain' },
  'freezing-rain': { zh: '冻雨', en: 'freezing rain', sky: 'rain' },
  thundershowers: { zh: '雷阵雨', en: 'thundershowers', sky: 'thunder' },
  hail: { zh: '雷阵雨伴有冰雹', en: 'a thunderstorm with hail', sky: 'thunder' },
  sleet: { zh: '雨夹雪', en: 'sleet', sky: 'snow' },
  snow: { zh: '雪', en: 'snow', sky: 'snow' },
  'light-snow': { zh: '小雪', en: 'light snow', sky: 'snow' },
  'moderate-snow': { zh: '中雪', en: 'steady snow', sky: 'snow' },
  'heavy-snow': { zh: '大雪', en: 'heavy snow', sky: 'snow' },
  snowstorm: { zh: '暴雪', en: 'a snowstorm', sky: 'snow' },
  'snow-showers': { zh: '阵雪', en: 'snow showers', sky: 'snow' },
  mist: { zh: '薄雾', en: 'mist', sky: 'fog' },
  fog: { zh: '雾', en: 'fog', sky: 'fog' },
  'dense-fog': { zh: '浓雾', en: 'dense fog', sky: 'fog' },
  haze: { zh: '霾', en: 'haze', sky: 'fog' },
  dust: { zh: '浮尘', en: 'dust in the air', sky: 'fog' },
  sandstorm: { zh: '沙尘暴', en: 'a sandstorm', sky: 'fog' },
  'strong-wind': { zh: '大风', en: 'strong wind', sky: 'wind' },
} as const satisfies Record<string, Condition>;

export type ConditionName = keyof typeof conditions;

/** Every name, for schemas. */
export const conditionNames = Object.keys(conditions).filter((name): name is ConditionName => name in conditions);
