import type { SensedWeather } from '@mojian/contracts/sensed';
import { z } from 'zod';
import { localMoment } from '../moment.js';
import type { ProviderContext } from '../remote/provider-context.js';
import { providerError } from '../remote/provider-error.js';
import { type ConditionName, conditionNames, conditions } from './conditions.js';

/** What a provider says of the weather of a place; cached in this form, which is of no language. */
export const WeatherReport = z.object({
  source: z.string(),
  /** When it was measured or computed, not when it was asked. */
  observed_at: z.iso.datetime({ offset: true }),
  confidence: z.number().min(0).max(1),
  condition: z.enum(conditionNames).nullable(),
  /** °C */
  temperature: z.number().nullable(),
  /** % */
  humidity: z.number().nullable(),
  /** km/h */
  wind_speed: z.number().nullable(),
});
export type WeatherReport = z.output<typeof WeatherReport>;

/** Beaufort 8 (62 km/h) is what Chinese forecasts call 大风; under a dry sky it is the weather. */
const strongWindKmh = 62;

const conditionOf = ({ condition, wind_speed }: WeatherReport): ConditionName | null => {
  const dry = condition === null || ['clear', 'cloudy'].includes(conditions[condition].sky);
  return dry && wind_speed !== null && wind_speed >= strongWindKmh ? 'strong-wind' : condition;
};

/** In words. Unknown stays null. */
export const weatherAsReported = (report: WeatherReport, language: 'zh' | 'en'): SensedWeather => {
  const { condition: _given, ...measured } = report;
  const condition = conditionOf(report);
  return {
    ...measured,
    weather_text: condition === null ? null : conditions[condition][language],
    sky: condition === null ? null : conditions[condition].sky,
  };
};

/** Stations report every hour, models every quarter; what is older is another weather. */
const oldestMs = 3 * 3_600_000;
const clocksDifferMs = 3_600_000;

interface Observation extends Omit<WeatherReport, 'observed_at'> {
  readonly observedAt: Date;
}

/**
 * The report of an observation that tells anything; null when it tells neither a condition nor a temperature.
 * @throws AppError UPSTREAM_UNREACHABLE when it is of another time: a provider that stands still is a failing one
 */
export const reportOf = (
  { observedAt, ...observed }: Observation,
  { clock, timezone }: ProviderContext,
): WeatherReport | null => {
  const age = clock().getTime() - observedAt.getTime();
  if (!(age < oldestMs && age > -clocksDifferMs)) {
    throw providerError('told of another time', { provider: observed.source, fault: 'failed' });
  }
  if (observed.condition === null && observed.temperature === null) return null;
  return { ...observed, observed_at: localMoment(observedAt, timezone).iso };
};
