import { describe, expect, it } from '@jest/globals';
import { SensedContext } from '@mojian/contracts/sensed';
import { createPlaceIndex } from './places/reverse-place.js';
import { type SenseQuestion, senseContext } from './sense.js';

const places = createPlaceIndex();
const westLake = { latitude: 30.2429, longitude: 120.1503 };
const silent = { location: null, city: null, weather: null };
const sense = (question: Partial<SenseQuestion>): SensedContext =>
  SensedContext.parse(
    senseContext(
      { position: null, told: silent, at: new Date('2026-11-07T12:00:00Z'), timezone: 'Asia/Shanghai', ...question },
      places,
    ),
  );

describe('senseContext', () => {
  it('invents nothing when nothing is known', () => {
    expect(sense({})).toMatchObject({
      place: null,
      weather: { sky: null, weather_text: null, temperature: null },
      almanac: { solar_term: '立冬', sun_altitude: null },
    });
  });

  it('finds the place of a position and the sun over it', () => {
    const { place, almanac } = sense({ position: westLake });
    expect(place).toMatchObject({ city: '杭州', landmark: '西湖', source: 'offline-tables' });
    expect(almanac.sun_altitude).toBeLessThan(0);
  });

  it('keeps the exact place when the client tells the same one', () => {
    const { place } = sense({ position: westLake, told: { location: '杭州市西湖区', city: '杭州市', weather: null } });
    expect(place).toMatchObject({ landmark: '西湖', source: 'offline-tables' });
  });

  it('believes the user where the tables disagree', () => {
    const { place } = sense({ position: westLake, told: { location: '外婆家', city: '绍兴', weather: '小雨' } });
    expect(place).toMatchObject({ city: '绍兴', name: '外婆家', landmark: null, country: null, source: 'user' });
  });

  it('sets the name of a place that only the user knows into its city', () => {
    const { place } = sense({ position: westLake, told: { location: '外婆家', city: null, weather: null } });
    expect(place).toMatchObject({ city: '杭州', name: '外婆家', source: 'user' });
  });

  it('takes the told place and weather without a position', () => {
    const { place, weather } = sense({ told: { location: null, city: '苏州', weather: '多云' } });
    expect(place).toMatchObject({ city: '苏州', name: '苏州', source: 'user' });
    expect(weather).toMatchObject({ sky: 'cloudy', source: 'user' });
  });

  it('does not take a placeholder for a place', () => {
    expect(sense({ told: { location: '定位中…', city: '未知', weather: '获取中' } })).toMatchObject({
      place: null,
      weather: { sky: null },
    });
  });

  it('takes what providers found, and the user before them', () => {
    const weather = {
      source: 'qweather',
      observed_at: '2026-11-07T19:50:00+08:00',
      confidence: 0.9,
      weather_text: '小雪',
      sky: 'snow' as const,
      temperature: -2,
      humidity: 90,
      wind_speed: 4,
    };
    const place = { ...places.reverse(westLake, { at: new Date(), timezone: 'Asia/Shanghai' }), source: 'amap' };
    const found = { place, weather };
    expect(sense({ position: westLake, found })).toMatchObject({ place: { source: 'amap' }, weather });
    const told = { location: '外婆家', city: '绍兴', weather: '晴' };
    expect(sense({ position: westLake, found, told })).toMatchObject({
      place: { city: '绍兴', source: 'user' },
      weather: { sky: 'clear', source: 'user', temperature: null },
    });
  });

  it('answers in English when asked', () => {
    expect(sense({ position: westLake, language: 'en' }).place).toMatchObject({ city: 'Hangzhou', name: 'West Lake' });
  });
});
