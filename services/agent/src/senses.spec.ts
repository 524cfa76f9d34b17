import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import type { RunningService } from '@mojian/service-kit/start-service';
import { createLogger } from '@mojian/telemetry/logger';
import { startFakeSenses } from '@mojian/testing/fake-senses/start-fake-senses';
import { type TestRedis, testRedis } from '@mojian/testing/test-redis';
import { envSchema } from './env.js';
import { startAgentService } from './start-agent-service.js';

const key = 'an internal identity key for specs only';
const mini = '/api/v1/miniprogram';
const logger = createLogger({ service: 'spec', level: 'error' });
/** 中秋 2026, in the evening of Hangzhou. */
const now = new Date('2026-09-25T20:00:00+08:00');

describe('the senses over HTTP', () => {
  let redis: TestRedis;
  let service: RunningService;

  const start = (redisUrl: string, variables: Readonly<Record<string, string>> = {}) =>
    startAgentService({
      env: envSchema.parse({
        AGENT_PORT: '0',
        REDIS_URL: redisUrl,
        // Nobody is there: the senses need none.
        DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
        INTERNAL_IDENTITY_KEY: key,
        ...variables,
      }),
      logger,
      clock: () => now,
    });
  const ask = async (path: string, port = service.port) => {
    const assertion = { aud: 'agent', method: 'GET', path, caller: 'gateway' as const, request_id: randomUUID() };
    const headers = { [internalIdentityHeader]: signInternalIdentity(assertion, key) };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    return { status: answer.status, ...JSON.parse(await answer.text()) };
  };

  beforeAll(async () => {
    redis = await testRedis();
    service = await start(redis.url);
  });
  afterAll(async () => {
    await service.close();
    await redis.close();
  });

  it('knows the lake', async () => {
    const path = `${mini}/location/reverse?latitude=30.2429&longitude=120.1503&coord_type=wgs84`;
    expect(await ask(path)).toMatchObject({
      status: 200,
      code: 0,
      data: { city: '杭州', landmark: '西湖', source: 'offline-tables' },
    });
  });

  it('tells what providers tell, once asked for all', async () => {
    const fakes = await startFakeSenses({ now: () => now, lists: { weibo: ['北京初雪'] } });
    const rich = await start(redis.url, { OPEN_METEO_URL: fakes.url, TRENDS_URL: fakes.url, TRENDS_LISTS: 'weibo' });
    try {
      const weather = `${mini}/environment/weather?latitude=30.2429&longitude=120.1503`;
      const first = await ask(weather, rich.port);
      expect(first.data).toMatchObject({ description: '小雨', weather_text: '小雨', source: 'open-meteo' });
      expect(await ask(weather, rich.port)).toEqual(first);
      expect((await ask(`${mini}/environment?latitude=30.2429&longitude=120.1503`, rich.port)).data.weather).toEqual(
        expect.objectContaining({ temperature: 17.6 }),
      );
      const { data } = await ask(`${mini}/trending`, rich.port);
      expect(data).toMatchObject({ source: 'dailyhot', items: [{ title: '北京初雪', url: null, type: 'dailyhot' }] });
      const metrics = await (await fetch(`http://127.0.0.1:${rich.metricsPort}/metrics`)).text();
      expect(metrics).toMatch(/sensing_cache_total\{sense="weather",answer="loaded",service="agent"\} 1/);
      expect(metrics).toMatch(/sensing_cache_total\{sense="weather",answer="fresh",service="agent"\} 2/);
      expect(metrics).toMatch(/sensing_provider_total\{provider="open-meteo",outcome="answered",service="agent"\} 1/);
    } finally {
      await Promise.all([rich.close(), fakes.close()]);
    }
  });

  it('says unknown where it does not know, whatever it is asked', async () => {
    for (const query of ['', '?latitude=91&longitude=0', '?latitude=abc&longitude=1', '?latitude=1']) {
      expect(await ask(`${mini}/location/reverse${query}`)).toMatchObject({
        status: 200,
        code: 0,
        data: { city: null },
      });
    }
    expect(await ask(`${mini}/environment/weather?latitude=30&longitude=120`)).toMatchObject({
      code: 0,
      data: { weather_text: null, temperature: null, source: 'none' },
    });
  });

  it('talks of the almanac, never of an invented topic', async () => {
    const { data } = await ask(`${mini}/trending?city=${encodeURIComponent('杭州')}&lang=zh`);
    expect(data).toMatchObject({ city: '杭州', source: 'almanac' });
    expect(data.items[0]).toMatchObject({ title: '今天是中秋节', url: null });
    expect(data.total_count).toBe(data.items.length);
  });

  it('tells here and now in one answer', async () => {
    const { data } = await ask(`${mini}/environment?latitude=30.2429&longitude=120.1503&coord_type=wgs84`);
    expect(data).toMatchObject({
      place: { city: '杭州' },
      almanac: { festival: '中秋节', part_of_day: 'night', date: '2026-09-25' },
    });
  });

  it('answers without Redis', async () => {
    const alone = await start('redis://127.0.0.1:1');
    try {
      const answer = await ask(`${mini}/location/reverse?latitude=31.23&longitude=121.47&coord_type=wgs84`, alone.port);
      expect(answer).toMatchObject({ code: 0, data: { city: '上海' } });
    } finally {
      await alone.close();
    }
  });
});
