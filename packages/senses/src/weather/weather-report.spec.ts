import { describe, expect, it } from '@jest/globals';
import { SensedWeather } from '@mojian/contracts/sensed';
import { conditionNames, conditions } from './conditions.js';
import { weatherAsTold } from './weather.js';
import { type WeatherReport, weatherAsReported } from './weather-report.js';

const report = (fields: Partial<WeatherReport>): WeatherReport => ({
  source: 'qweather',
  observed_at: '2026-11-22T15:50:00+08:00',
  confidence: 0.9,
  condition: 'light-rain',
  temperature: 18,
  humidity: 86,
  wind_speed: 9,
  ...fields,
});

describe('weatherAsReported', () => {
  it('keeps the contract, the source and the time in both languages', () => {
    const measured = { source: 'qweather', observed_at: '2026-11-22T15:50:00+08:00', temperature: 18, sky: 'rain' };
    expect(SensedWeather.strict().parse(weatherAsReported(report({}), 'zh'))).toMatchObject({
      ...measured,
      weather_text: '小雨',
    });
    expect(weatherAsReported(report({}), 'en')).toMatchObject({ ...measured, weather_text: 'light rain' });
  });

  it('leaves the sky unknown when only the temperature is known', () => {
    expect(weatherAsReported(report({ condition: null }), 'zh')).toMatchObject({ weather_text: null, sky: null });
  });

  it('calls a gale under a dry sky by its name', () => {
    const gale = { condition: 'clear', wind_speed: 70 } as const;
    expect(weatherAsReported(report(gale), 'zh')).toMatchObject({ weather_text: '大风', sky: 'wind' });
    expect(weatherAsReported(report({ ...gale, condition: 'snow' }), 'zh').sky).toBe('snow');
  });
});

describe('conditions', () => {
  it.each(conditionNames)(
    'has a sky for %s that its own Chinese words tell, as they come back from a client',
    (name) => {
      const moment = { at: new Date(), timezone: 'Asia/Shanghai' };
      expect(weatherAsTold(conditions[name].zh, moment).sky).toBe(conditions[name].sky);
    },
  );
});
