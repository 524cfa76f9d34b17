import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AMAP_KEY } from '@mojian/testing/fake-senses/fake-amap';
import { TENCENT_KEY } from '@mojian/testing/fake-senses/fake-tencent';
import type { VendorName } from '@mojian/testing/fake-senses/fake-vendor';
import { type FakeSenses, startFakeSenses } from '@mojian/testing/fake-senses/start-fake-senses';
import { toGcj02 } from '../../coordinates.js';
import { distanceKm } from '../geometry.js';
import { PlaceReport } from '../place-report.js';
import { amapPlaces } from './amap.provider.js';
import { placeProviders } from './place-providers.js';
import { tencentPlaces } from './tencent.provider.js';

const context = { clock: () => new Date('2026-11-22T08:00:00Z'), timezone: 'Asia/Shanghai' };
const lake = { latitude: 30.24, longitude: 120.15 };

let fakes: FakeSenses;
beforeAll(async () => {
  fakes = await startFakeSenses();
});
afterAll(() => fakes.close());

const amap = (key = AMAP_KEY) => amapPlaces({ key, baseUrl: fakes.url }, context);
const tencent = (key = TENCENT_KEY) => tencentPlaces({ key, baseUrl: fakes.url }, context);
const lastQuestion = () => Object.fromEntries(fakes.calls.at(-1)?.query ?? []);

describe.each([
  ['amap', amap],
  ['tencent-lbs', tencent],
] as const)('%s', (source, provider) => {
  it('tells the divisions of a point', async () => {
    const report = await provider().ask(lake);
    expect(PlaceReport.parse(report)).toEqual(report);
    expect(report).toMatchObject({ source, province: '浙江省', prefecture: '杭州市', county: '西湖区' });
    expect(report?.observed_at).toBe('2026-11-22T16:00:00+08:00');
  });

  it.each([
    ['a municipality', { latitude: 39.96, longitude: 116.3 }, '北京市', '海淀区'],
    ['a county under its province', { latitude: 30.36, longitude: 113.45 }, '仙桃市', null],
    ['an autonomous prefecture', { latitude: 25.6, longitude: 100.25 }, '大理白族自治州', '大理市'],
  ])('puts %s on the levels of the tables', async (_what, position, prefecture, county) => {
    expect(await provider().ask(position)).toMatchObject({ prefecture, county });
  });

  it('knows nothing where it has no data', async () => {
    expect(await provider().ask({ latitude: 35.68, longitude: 139.76 })).toBeNull();
  });
});

describe('the questions', () => {
  const { latitude, longitude } = toGcj02(lake);

  it('are in GCJ-02, for AMap longitude first', async () => {
    await amap().ask(lake);
    expect(lastQuestion()).toEqual({
      key: AMAP_KEY,
      location: `${longitude.toFixed(6)},${latitude.toFixed(6)}`,
      extensions: 'all',
      radius: '1000',
      output: 'JSON',
    });
  });

  it('are in GCJ-02, for Tencent latitude first', async () => {
    await tencent().ask(lake);
    const location = `${latitude.toFixed(6)},${longitude.toFixed(6)}`;
    expect(lastQuestion()).toEqual({ key: TENCENT_KEY, location, get_poi: '0', output: 'json' });
  });
});

describe('the landmarks of AMap', () => {
  it('are places of note in WGS-84, smallest first; no homes, no markup', async () => {
    const { landmarks = [] } = (await amap().ask(lake)) ?? {};
    expect(landmarks.map(({ name, kind }) => [name, kind])).toEqual([
      ['白堤花园', 'park'],
      ['西湖风景名胜区', 'lake'],
    ]);
    const middle = landmarks[1] ?? lake;
    expect(distanceKm(toGcj02(middle), { latitude: 30.236, longitude: 120.141 })).toBeLessThan(0.01);
    expect(landmarks[1]?.radius_km).toBeCloseTo(4.34, 1);
  });
});

describe('what they refuse', () => {
  it.each([
    ['amap', '10001', 'refused'],
    ['amap', '10003', 'refused'],
    ['amap', '10044', 'refused'],
    ['amap', '10004', 'busy'],
    ['amap', '10021', 'busy'],
    ['amap', '20000', 'failed'],
    ['amap', '30001', 'failed'],
    ['tencent', 190, 'refused'],
    ['tencent', 121, 'refused'],
    ['tencent', 311, 'refused'],
    ['tencent', 120, 'busy'],
    ['tencent', 310, 'failed'],
    ['tencent', 500, 'failed'],
  ] as const)('%s answers %s: %s', async (vendor: VendorName, code, fault) => {
    const answer = vendor === 'amap' ? { status: '0', info: 'X', infocode: code } : { status: code, message: 'X' };
    fakes.fail(vendor, { answer });
    const asked = (vendor === 'amap' ? amap() : tencent()).ask(lake);
    await expect(asked).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE', options: { details: { fault } } });
    fakes.fail(vendor, null);
  });

  it('is a wrong key', async () => {
    const refused = { options: { details: { fault: 'refused' } } };
    await expect(amap('wrong').ask(lake)).rejects.toMatchObject(refused);
    await expect(tencent('wrong').ask(lake)).rejects.toMatchObject(refused);
  });
});

it('asks only who is configured, AMap first', () => {
  const settings = { key: 'k', baseUrl: fakes.url };
  expect(placeProviders({ amap: null, tencent: null }, context)).toEqual([]);
  const both = placeProviders({ amap: settings, tencent: settings }, context);
  expect(both.map(({ name }) => name)).toEqual(['amap', 'tencent-lbs']);
});
