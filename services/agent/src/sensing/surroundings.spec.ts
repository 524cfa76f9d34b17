import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { UserBrief } from '@mojian/contracts/brief';
import { connectRedis } from '@mojian/redis/connect';
import { createMetrics } from '@mojian/telemetry/metrics';
import { AMAP_KEY } from '@mojian/testing/fake-senses/fake-amap';
import { QWEATHER_KEY } from '@mojian/testing/fake-senses/fake-qweather';
import { TENCENT_KEY } from '@mojian/testing/fake-senses/fake-tencent';
import { type FakeSenses, startFakeSenses } from '@mojian/testing/fake-senses/start-fake-senses';
import { type TestRedis, testRedis } from '@mojian/testing/test-redis';
import { waitFor } from '@mojian/testing/wait-for';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { createSurroundings } from './create-surroundings.js';
import { checkSensing, sensingEnv } from './sensing-env.js';
import type { Surroundings } from './surroundings.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
/** Of no landmark of the tables. */
const home = { latitude: 30.2701, longitude: 120.1302 };
const lists = { weibo: ['北京初雪', '某地发生事故'] };
const SensingEnv = z.object(sensingEnv).superRefine(checkSensing);

let fakes: FakeSenses;
let store: TestRedis;
let now: Date;
const pass = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const open: Redis[] = [];

/** A process of its own, on the Redis of all. */
const startProcess = async (variables: Readonly<Record<string, string>>, url = store.url): Promise<Surroundings> => {
  const redis = await connectRedis(url, { role: 'request', logger, name: 'spec' });
  open.push(redis);
  const env = { ...SensingEnv.parse(variables), APP_TIMEZONE: 'Asia/Shanghai' };
  return createSurroundings({ env, redis, logger, registry: createMetrics('spec').registry, clock: () => now });
};
const all = () => ({
  AMAP_KEY,
  AMAP_URL: fakes.url,
  TENCENT_LBS_KEY: TENCENT_KEY,
  TENCENT_LBS_URL: fakes.url,
  QWEATHER_HOST: fakes.url,
  QWEATHER_KEY,
  OPEN_METEO_URL: fakes.url,
  TRENDS_URL: fakes.url,
  TRENDS_LISTS: 'weibo',
});
const asked = (vendor: string) => fakes.calls.filter((call) => call.vendor === vendor).length;

beforeAll(async () => {
  store = await testRedis();
});
beforeEach(async () => {
  now = new Date('2026-11-22T08:00:00Z');
  fakes = await startFakeSenses({ now: () => now, lists });
  await store.close();
});
afterEach(async () => {
  for (const redis of open.splice(0)) redis.disconnect();
  await fakes.close();
});
afterAll(() => store.close());

describe('without providers', () => {
  it('asks nobody', async () => {
    const surroundings = await startProcess({});
    expect((await surroundings.place(home, 'zh')).source).toBe('offline-tables');
    expect((await surroundings.weather(home, 'zh')).source).toBe('none');
    expect((await surroundings.trends()).source).toBe('almanac');
    expect(fakes.calls).toEqual([]);
  });
});

describe('with providers', () => {
  it('tells what they tell, with their name and time', async () => {
    const surroundings = await startProcess(all());
    expect(await surroundings.place(home, 'zh')).toMatchObject({ city: '杭州', admin3: '西湖区', source: 'amap' });
    expect(await surroundings.weather(home, 'zh')).toMatchObject({
      weather_text: '小雨',
      temperature: 18,
      source: 'qweather',
      observed_at: '2026-11-22T15:50:00+08:00',
    });
    expect((await surroundings.trends()).items.map(({ title }) => title)).toEqual(['北京初雪']);
  });

  it('asks about a cell, not about where somebody stands, and nobody abroad or in English', async () => {
    const surroundings = await startProcess(all());
    await Promise.all([surroundings.weather(home, 'zh'), surroundings.weather({ ...home, latitude: 30.2612 }, 'en')]);
    expect(fakes.calls.map(({ query }) => query.get('location'))).toEqual(['120.10,30.30']);
    await surroundings.place({ latitude: 48.85, longitude: 2.35 }, 'zh');
    await surroundings.place(home, 'en');
    expect(asked('amap')).toBe(0);
  });

  it('asks once for all processes, and again only when it is time', async () => {
    const processes = await Promise.all([startProcess(all()), startProcess(all()), startProcess(all())]);
    const everywhere = () =>
      Promise.all(processes.flatMap((one) => [one.weather(home, 'zh'), one.weather(home, 'zh')]));
    await everywhere();
    pass(14);
    await everywhere();
    expect(asked('qweather')).toBe(1);
  });

  it('serves what is stale at once and asks behind it', async () => {
    const surroundings = await startProcess(all());
    await surroundings.weather(home, 'zh');
    pass(20);
    expect((await surroundings.weather(home, 'zh')).observed_at).toBe('2026-11-22T15:50:00+08:00');
    await waitFor(async () => (await surroundings.weather(home, 'zh')).observed_at === '2026-11-22T16:10:00+08:00', {
      what: 'the new weather',
    });
    expect(asked('qweather')).toBe(2);
  });

  it('falls to the next, and at last to the tables and the almanac', async () => {
    const surroundings = await startProcess(all());
    fakes.fail('amap', { status: 500 });
    fakes.fail('qweather', 'reset');
    expect((await surroundings.place(home, 'zh')).source).toBe('tencent-lbs');
    expect((await surroundings.weather(home, 'zh')).source).toBe('open-meteo');
    const elsewhere = { latitude: 30.2201, longitude: 120.1302 };
    for (const vendor of ['tencent', 'open-meteo', 'dailyhot'] as const) fakes.fail(vendor, 'reset');
    expect((await surroundings.place(elsewhere, 'zh')).source).toBe('offline-tables');
    expect((await surroundings.weather(elsewhere, 'zh')).source).toBe('none');
    expect((await surroundings.trends()).source).toBe('almanac');
    expect(logger.warn).toHaveBeenCalledWith(
      'sense.provider_failed',
      expect.objectContaining({ provider: 'dailyhot' }),
    );
  });

  it('asks a dead provider no more', async () => {
    const surroundings = await startProcess(all());
    fakes.fail('qweather', 'reset');
    for (let i = 0; i < 8; i += 1) await surroundings.weather({ latitude: 30 + i / 10, longitude: 120 }, 'zh');
    expect([asked('qweather'), asked('open-meteo')]).toEqual([3, 8]);
  });

  it('answers without Redis', async () => {
    const surroundings = await startProcess(all(), 'redis://127.0.0.1:1');
    expect((await surroundings.place(home, 'zh')).source).toBe('amap');
  });
});

describe('the context of a card', () => {
  const brief = (fields: Partial<UserBrief>): UserBrief => ({
    words: '想你',
    language: 'zh',
    style: null,
    theme: null,
    mood: null,
    ink: [],
    recipient: null,
    sender: null,
    position: home,
    told: { location: null, city: null, weather: null },
    written_at: '2026-11-22T15:59:00+08:00',
    ...fields,
  });

  it('has the place and the weather that providers tell', async () => {
    const surroundings = await startProcess(all());
    expect(await surroundings.context(brief({}))).toMatchObject({
      place: { source: 'amap', admin3: '西湖区' },
      weather: { source: 'qweather', sky: 'rain' },
      almanac: { date: '2026-11-22' },
    });
  });

  it('does not take the weather of now for that of an older card', async () => {
    const surroundings = await startProcess(all());
    const context = await surroundings.context(brief({ written_at: '2026-11-22T12:00:00+08:00' }));
    expect(context.weather.source).toBe('none');
    expect((await surroundings.context(brief({ position: null }))).place).toBeNull();
  });
});

describe('the variables', () => {
  it.each([
    ['QWEATHER_HOST', 'https://x.example/path?key=1'],
    ['QWEATHER_JWT_PRIVATE_KEY', 'not a key'],
    ['OPEN_METEO_URL', 'yes'],
    ['TRENDS_URL', 'file:///etc/passwd'],
    ['TRENDS_LISTS', '../admin'],
    ['QWEATHER_HOST', 'ab12.qweatherapi.com'],
    ['QWEATHER_KEY', 'a key without its host'],
  ])('refuse %s=%s', (name, value) => {
    expect(SensingEnv.safeParse({ [name]: value }).success).toBe(false);
  });

  it('take a bare host, a key in one line, and on', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\\nMC4C\\n-----END PRIVATE KEY-----\\n';
    expect(
      SensingEnv.parse({
        QWEATHER_HOST: 'ab12.qweatherapi.com',
        QWEATHER_JWT_PROJECT: 'p',
        QWEATHER_JWT_KEY_ID: 'k',
        QWEATHER_JWT_PRIVATE_KEY: pem,
        OPEN_METEO_URL: 'on',
      }),
    ).toMatchObject({
      QWEATHER_HOST: 'https://ab12.qweatherapi.com',
      QWEATHER_JWT_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----',
      OPEN_METEO_URL: 'https://api.open-meteo.com',
    });
  });
});
