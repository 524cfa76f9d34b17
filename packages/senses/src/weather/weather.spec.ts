import { describe, expect, it } from '@jest/globals';
import { SensedWeather } from '@mojian/contracts/sensed';
import { unknownWeather, weatherAsTold } from './weather.js';

const moment = { at: new Date('2026-11-07T12:00:00Z'), timezone: 'Asia/Shanghai' };

describe('weatherAsTold', () => {
  it.each([
    ['小雨', 'rain'],
    ['毛毛雨', 'rain'],
    ['雷阵雨', 'thunder'],
    ['多云', 'cloudy'],
    ['阴', 'cloudy'],
    ['晴', 'clear'],
    ['晴间多云', 'cloudy'],
    ['多云转小雨', 'cloudy'],
    ['雨夹雪', 'snow'],
    ['大雪', 'snow'],
    ['雾霾', 'fog'],
    ['大风', 'wind'],
    ['light rain', 'rain'],
    ['Partly Cloudy', 'cloudy'],
    ['sunny, no wind', 'clear'],
    ['晴，没有风', 'clear'],
  ])('reads %s as %s', (text, sky) => {
    expect(weatherAsTold(text, moment)).toMatchObject({ weather_text: text, sky, source: 'user', temperature: null });
  });

  it('reads the temperature out of the words', () => {
    expect(weatherAsTold('小雨 18℃', moment)).toMatchObject({ weather_text: '小雨', sky: 'rain', temperature: 18 });
    expect(weatherAsTold('sunny 68°F', moment)).toMatchObject({ sky: 'clear', temperature: null });
    expect(weatherAsTold('-3°C', moment)).toMatchObject({ weather_text: null, sky: null, temperature: -3 });
  });

  it.each([null, '', '  ', '未知', '获取天气失败', 'undefined', '心情很好'])(
    'does not know the weather from %p',
    (text) => {
      expect(weatherAsTold(text, moment)).toEqual(unknownWeather(moment));
    },
  );

  it('keeps the contract', () => {
    expect(SensedWeather.parse(unknownWeather(moment))).toMatchObject({
      source: 'none',
      confidence: 0,
      observed_at: '2026-11-07T20:00:00+08:00',
    });
  });
});
