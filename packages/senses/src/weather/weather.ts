import type { SensedWeather } from '@mojian/contracts/sensed';
import { localMoment } from '../moment.js';
import { toldText } from '../told-text.js';

type Sky = NonNullable<SensedWeather['sky']>;

interface ToldMoment {
  readonly at: Date;
  readonly timezone: string;
}

/** The first that fits is the sky: what falls outranks what hangs. */
const skyWords: readonly (readonly [Sky, RegExp])[] = [
  ['thunder', /雷|thunder|lightning|storm/i],
  ['snow', /雪|霰|snow|sleet|blizzard/i],
  ['rain', /雨|rain|drizzle|shower/i],
  ['fog', /雾|霾|沙尘|扬沙|浮尘|fog|mist|haze|smog|dust/i],
  ['wind', /风|wind|gale|breez/i],
  ['cloudy', /云|阴|cloud|overcast/i],
  ['clear', /晴|sun|clear|fair/i],
];

const denied = /(没有?|无|不下|不刮|no|not|without)\s*(雷|雨|雪|雾|霾|风|云|rain\w*|snow\w*|wind\w*|cloud\w*|fog\w*)/gi;
const degrees = /(-?\d{1,2}(?:\.\d+)?)\s*(?:°\s*C?|℃|摄氏度|度)(?!\s*F)/i;

/** Nobody said: the card paints the season and the true sky and says no weather. */
export const unknownWeather = ({ at, timezone }: ToldMoment): SensedWeather => ({
  source: 'none',
  observed_at: localMoment(at, timezone).iso,
  confidence: 0,
  weather_text: null,
  sky: null,
  temperature: null,
  humidity: null,
  wind_speed: null,
});

/** Now, not what it turns into: 多云转小雨 is cloudy. */
const skyOf = (text: string): Sky | null => {
  const now = text.split(/转|，?随后|\bthen\b/i)[0]?.replace(denied, '') ?? '';
  return skyWords.find(([, words]) => words.test(now))?.[0] ?? null;
};

/** The weather as the user or the client told it; words that tell no weather leave it unknown. A temperature in it (`小雨 18℃`) is read out of the text. */
export const weatherAsTold = (text: string | null, moment: ToldMoment): SensedWeather => {
  const unknown = unknownWeather(moment);
  const told = toldText(text);
  if (told === null) return unknown;
  const temperature = degrees.exec(told)?.[1];
  const words = told.replace(degrees, '').replace(/^[\s,，·|/]{1,50}|[\s,，·|/]{1,50}$/g, '');
  const sky = skyOf(words);
  if (sky === null && temperature === undefined) return unknown;
  return {
    ...unknown,
    source: 'user',
    confidence: 0.9,
    weather_text: sky === null ? null : words,
    sky,
    temperature: temperature === undefined ? null : Number(temperature),
  };
};
