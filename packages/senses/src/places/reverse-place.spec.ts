import { describe, expect, it } from '@jest/globals';
import { SensedPlace } from '@mojian/contracts/sensed';
import { createPlaceIndex } from './reverse-place.js';

const places = createPlaceIndex();
const moment = { at: new Date('2026-11-07T12:00:00Z'), timezone: 'Asia/Shanghai' };
const reverse = (latitude: number, longitude: number): SensedPlace => places.reverse({ latitude, longitude }, moment);

describe('createPlaceIndex', () => {
  it.each([
    [30.2429, 120.1503, '杭州', '西湖', '西湖'],
    [30.2597, 120.1468, '杭州', '断桥', '断桥'],
    [30.2905, 120.212, '杭州', '杭州', null],
    [31.2401, 121.4881, '上海', '外滩', '外滩'],
    [39.9163, 116.3972, '北京', '故宫', '故宫'],
    [39.909, 116.46, '北京', '北京', null],
    [40.142, 94.662, '酒泉', '敦煌市', null],
    [29.248, 117.86, '上饶', '婺源县', null],
    [52.972, 122.53, '大兴安岭', '漠河市', null],
    [24.48, 118.09, '厦门', '厦门', null],
    [24.447, 118.064, '厦门', '鼓浪屿', '鼓浪屿'],
    [22.2819, 114.1583, '香港', '香港', null],
    [22.1975, 113.5409, '澳门', '大三巴', '大三巴'],
    [25.045, 121.515, '台北', '台北', null],
    [25.0338, 121.5645, '台北', '台北101', '台北101'],
    [36.9, 100.2, '海北州', '青海湖', '青海湖'],
    [29.65, 91.1, '拉萨', '拉萨', null],
    [16.834, 112.339, '三沙', '三沙', null],
  ])('knows %d, %d in China: city %s, name %s', (latitude, longitude, city, name, landmark) => {
    expect(reverse(latitude, longitude)).toMatchObject({ city, name, landmark, country: '中国', country_code: 'CN' });
  });

  it('names the divisions above a city', () => {
    expect(reverse(25.606, 100.267)).toMatchObject({ admin1: '云南省', admin2: '大理白族自治州', city: '大理' });
    expect(reverse(22.2819, 114.1583).admin1).toBe('香港特别行政区');
    expect(reverse(25.045, 121.515).admin1).toBe('台湾省');
  });

  it.each([
    [35.68, 139.76, 'JP', '东京', null],
    [35.444, 139.638, 'JP', '横滨', null],
    [37.5665, 126.978, 'KR', '首尔', null],
    [48.8584, 2.2945, 'FR', '巴黎', '埃菲尔铁塔'],
    [51.51, -0.12, 'GB', '伦敦', null],
    [40.73, -73.99, 'US', '纽约', null],
    [21.307, -157.858, 'US', '檀香山', null],
    [-33.8568, 151.2153, 'AU', '悉尼', '悉尼歌剧院'],
    [1.3, 103.85, 'SG', '新加坡', null],
    [1.492, 103.741, 'MY', '新山', null],
    [4.175, 73.509, 'MV', '马累', null],
    [40.1, 124.4, 'KP', '新义州', null],
  ])('knows %d, %d abroad: %s %s', (latitude, longitude, country_code, city, landmark) => {
    expect(reverse(latitude, longitude)).toMatchObject({ country_code, city, landmark, admin1: null, admin2: null });
  });

  it('keeps both banks of a border apart', () => {
    expect(reverse(40.13, 124.37)).toMatchObject({ city: '丹东', country_code: 'CN' });
    expect(reverse(22.531, 114.113)).toMatchObject({ city: null, admin1: null, country_code: 'CN' });
    expect(reverse(27.988, 86.925)).toMatchObject({ city: null, country: null });
  });

  it.each([
    [12, 113],
    [34.5, 123],
    [0, -150],
    [0, 180],
    [0, -180],
    [90, 0],
    [-60, 179.999],
  ])('says sea at %d, %d', (latitude, longitude) => {
    expect(reverse(latitude, longitude)).toMatchObject({
      kind: 'sea',
      city: null,
      name: null,
      country: null,
      country_code: null,
    });
  });

  it.each([
    [23, 10, 'DZ'],
    [67, -179.5, 'RU'],
    [-90, 0, 'AQ'],
    [-80, 90, 'AQ'],
  ])('knows the country and no town at %d, %d', (latitude, longitude, country_code) => {
    expect(reverse(latitude, longitude)).toMatchObject({ country_code, city: null, landmark: null, kind: null });
  });

  it('names the county of a desert, which is no city', () => {
    expect(reverse(40.5, 90.5)).toMatchObject({ admin1: '新疆维吾尔自治区', name: '若羌县', kind: null });
  });

  it('keeps a district out of the name and leaves out what neighbours share', () => {
    expect(reverse(39.909, 116.46)).toMatchObject({ name: '北京', admin3: '朝阳区' });
    expect(reverse(40.0035, 124.37)).toMatchObject({ city: null });
  });

  it('speaks English without mixing languages', () => {
    const english = places.reverse({ latitude: 30.2429, longitude: 120.1503 }, { ...moment, language: 'en' });
    expect(english).toMatchObject({
      city: 'Hangzhou',
      name: 'West Lake',
      landmark: 'West Lake',
      country: 'China',
      admin1: null,
    });
  });

  it('answers any point of the globe with a valid place that tells when it was asked', () => {
    for (let latitude = -90; latitude <= 90; latitude += 7.5) {
      for (let longitude = -180; longitude <= 180; longitude += 7.5) {
        const place = SensedPlace.parse(reverse(latitude, longitude));
        expect(place).toMatchObject({ source: 'offline-tables', observed_at: '2026-11-07T20:00:00+08:00' });
      }
    }
  });
});
