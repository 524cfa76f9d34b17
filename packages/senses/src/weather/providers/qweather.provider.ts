import type { LatLon } from '@mojian/contracts/sensed';
import { z } from 'zod';
import { askProvider, statusError, understood } from '../../remote/ask-provider.js';
import type { Provider } from '../../remote/ladder.js';
import type { ProviderContext } from '../../remote/provider-context.js';
import { Humidity, Temperature, WindSpeed } from '../limits.js';
import { reportOf, type WeatherReport } from '../weather-report.js';
import { qweatherCondition } from './qweather-codes.js';
import { type QweatherJwtSettings, qweatherTokens } from './qweather-token.js';

export interface QweatherSettings {
  /** The account's own host, as https://abc123.def.qweatherapi.com. */
  readonly baseUrl: string;
  /** An API key, or what signs tokens. */
  readonly credential: { readonly key: string } | { readonly jwt: QweatherJwtSettings };
}

const provider = 'qweather';
const confidence = 0.9;

/** Version 1 of its errors: HTTP status 200 and this code. */
const Envelope = z.object({ code: z.string() });
/** Version 2 of its errors: a true status and this body; `type` ends with the error's name. */
const Problem = z.object({ error: z.object({ type: z.string().catch(''), title: z.string().catch('') }) });

/** All values are figures in strings; km/h. */
const Now = z.object({
  now: z.object({
    obsTime: z.string().transform((text) => new Date(text)),
    icon: z.string(),
    temp: Temperature,
    humidity: Humidity,
    windSpeed: WindSpeed,
  }),
});

/** It has no data for this place: an answer, not a failure. */
const isNothing = (status: number, json: unknown): boolean => {
  if (status !== 400 && status !== 404) return false;
  const problem = Problem.safeParse(json);
  if (!problem.success) return false;
  const { type, title } = problem.data.error;
  return /not-found|no-such-location|data-not-available/.test(`${type} ${title}`.toLowerCase().replaceAll(' ', '-'));
};

const nothingCodes = new Set(['204', '404']);

/** QWeather 和风天气 (`/v7/weather/now`): WGS-84, longitude first, two decimals at most. */
export function qweather(
  { baseUrl, credential }: QweatherSettings,
  context: ProviderContext,
): Provider<LatLon, WeatherReport> {
  const tokenOf = 'jwt' in credential ? qweatherTokens(credential.jwt, context.clock) : null;
  const headers = async (): Promise<Record<string, string>> => {
    if (tokenOf) return { authorization: `Bearer ${await tokenOf()}` };
    return 'key' in credential ? { 'x-qw-api-key': credential.key } : {};
  };
  const ask = async ({ latitude, longitude }: LatLon): Promise<WeatherReport | null> => {
    const url = new URL('/v7/weather/now', baseUrl);
    url.search = new URLSearchParams({
      location: `${longitude.toFixed(2)},${latitude.toFixed(2)}`,
      lang: 'zh',
      unit: 'm',
    }).toString();
    const { timeoutMs } = context;
    const { status, json } = await askProvider({ provider, url, headers: await headers(), timeoutMs });
    if (isNothing(status, json)) return null;
    if (status !== 200) throw statusError(provider, status);
    const { code } = understood(Envelope, json, provider);
    if (nothingCodes.has(code)) return null;
    if (code !== '200') throw statusError(provider, Number(code));
    const { obsTime, icon, temp, humidity, windSpeed } = understood(Now, json, provider).now;
    const condition = qweatherCondition(icon);
    const measured = { condition, temperature: temp, humidity, wind_speed: windSpeed };
    return reportOf({ source: provider, confidence, observedAt: obsTime, ...measured }, context);
  };
  return { name: provider, ask };
}
