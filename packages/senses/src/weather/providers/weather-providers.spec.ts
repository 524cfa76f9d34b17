import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OPENWEATHER_KEY } from '@mojian/testing/fake-senses/fake-openweather';
import { QWEATHER_KEY, QWEATHER_KEY_ID, QWEATHER_PROJECT } from '@mojian/testing/fake-senses/fake-qweather';
import { type FakeSenses, startFakeSenses } from '@mojian/testing/fake-senses/start-fake-senses';
import { decodeJwt } from 'jose';
import { openMeteo } from './open-meteo.provider.js';
import { openWeather } from './openweather.provider.js';
import { type QweatherSettings, qweather } from './qweather.provider.js';
import { weatherProviders } from './weather-providers.js';

const lake = { latitude: 30.25, longitude: 120.15 };
const keys = generateKeyPairSync('ed25519');
const privateKey = keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const jwt = { projectId: QWEATHER_PROJECT, keyId: QWEATHER_KEY_ID, privateKey };

let now = Date.parse('2026-11-22T08:00:00Z');
const context = { clock: () => new Date(now), timezone: 'Asia/Shanghai' };
let fakes: FakeSenses;
beforeAll(async () => {
  fakes = await startFakeSenses({ now: () => new Date(now), qweatherPublicKey: keys.publicKey });
});
afterAll(() => fakes.close());

const lastCall = () => fakes.calls.at(-1);
const lastQuestion = () => Object.fromEntries(lastCall()?.query ?? []);

describe('QWeather', () => {
  const provider = (credential: QweatherSettings['credential'] = { key: QWEATHER_KEY }) =>
    qweather({ baseUrl: fakes.url, credential }, context);

  it('is asked with the key in a header, longitude first, two decimals', async () => {
    expect(await provider().ask(lake)).toEqual({
      source: 'qweather',
      observed_at: '2026-11-22T15:50:00+08:00',
      confidence: 0.9,
      condition: 'light-rain',
      temperature: 18,
      humidity: 86,
      wind_speed: 9,
    });
    expect(lastQuestion()).toEqual({ location: '120.15,30.25', lang: 'zh', unit: 'm' });
    expect(lastCall()?.headers).toMatchObject({ 'x-qw-api-key': QWEATHER_KEY });
  });

  it('is asked with a token that it verifies, the same one until it is about to expire', async () => {
    const signed = provider({ jwt });
    const token = () => lastCall()?.headers.authorization?.replace('Bearer ', '') ?? '';
    expect(await signed.ask(lake)).toMatchObject({ condition: 'light-rain' });
    const first = token();
    expect(decodeJwt(first)).toEqual({ sub: QWEATHER_PROJECT, iat: now / 1000 - 30, exp: now / 1000 + 900 });
    now += 800_000;
    await signed.ask(lake);
    expect(token()).toBe(first);
    now += 41_000;
    await signed.ask(lake);
    expect(token()).not.toBe(first);
  });

  it('refuses a wrong key and a foreign signature', async () => {
    const other = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const refused = { options: { details: { fault: 'refused' } } };
    await expect(provider({ key: 'wrong' }).ask(lake)).rejects.toMatchObject(refused);
    await expect(provider({ jwt: { ...jwt, privateKey: other } }).ask(lake)).rejects.toMatchObject(refused);
  });

  it('knows nothing of places without data, in both versions of its errors', async () => {
    expect(await provider().ask({ latitude: 0, longitude: -140 })).toBeNull();
    fakes.fail('qweather', { answer: { code: '204' } });
    expect(await provider().ask(lake)).toBeNull();
    fakes.fail('qweather', null);
  });

  it.each([
    ['401', 'refused'],
    ['402', 'refused'],
    ['403', 'refused'],
    ['429', 'busy'],
    ['500', 'failed'],
  ])('takes code %s of the old errors for %s', async (code, fault) => {
    fakes.fail('qweather', { answer: { code } });
    await expect(provider().ask(lake)).rejects.toMatchObject({ options: { details: { fault } } });
    fakes.fail('qweather', null);
  });

  const answerNow = async (fields: object) => {
    const observed = { obsTime: new Date(now).toISOString(), icon: '100', temp: '3', humidity: '40', windSpeed: '5' };
    fakes.fail('qweather', { answer: { code: '200', now: { ...observed, ...fields } } });
    const answer = await provider()
      .ask(lake)
      .finally(() => fakes.fail('qweather', null));
    return answer;
  };

  it.each([
    ['100', 'clear'],
    ['150', 'clear'],
    ['153', 'partly-cloudy'],
    ['351', 'heavy-showers'],
    ['399', 'rain'],
    ['499', 'snow'],
    ['457', 'snow-showers'],
    ['507', 'sandstorm'],
    ['999', null],
    ['2600', null],
  ])('reads its code %s as %s', async (icon, condition) => {
    expect(await answerNow({ icon })).toMatchObject({ condition });
  });

  it('leaves unknown what is missing or cannot be', async () => {
    expect(await answerNow({ temp: '', humidity: null, windSpeed: '9999' })).toMatchObject({
      condition: 'clear',
      temperature: null,
      humidity: null,
      wind_speed: null,
    });
    expect(await answerNow({ temp: '', icon: '999' })).toBeNull();
  });

  it.each(['2026-11-22T04:00+08:00', '2027-01-01T00:00+08:00', 'yesterday'])(
    'does not take the weather of %s for that of now',
    async (obsTime) => {
      await expect(answerNow({ obsTime })).rejects.toMatchObject({ message: 'qweather told of another time' });
    },
  );
});

describe('Open-Meteo', () => {
  it('is asked without a key, in units that are told', async () => {
    expect(await openMeteo({ baseUrl: fakes.url }, context).ask(lake)).toMatchObject({
      source: 'open-meteo',
      condition: 'light-rain',
      temperature: 17.6,
      humidity: 84,
      wind_speed: 9.4,
    });
    expect(lastQuestion()).toEqual({
      latitude: '30.25',
      longitude: '120.15',
      current: 'temperature_2m,relative_humidity_2m,weather_code,wind_speed_10m',
      temperature_unit: 'celsius',
      wind_speed_unit: 'kmh',
      timeformat: 'unixtime',
    });
  });
});

describe('OpenWeather', () => {
  it('is asked in metric units, and its wind is turned into km/h', async () => {
    const provider = openWeather({ key: OPENWEATHER_KEY, baseUrl: fakes.url }, context);
    expect(await provider.ask(lake)).toMatchObject({
      source: 'openweather',
      condition: 'cloudy',
      temperature: 17.2,
      humidity: 82,
      wind_speed: 9,
    });
    expect(lastQuestion()).toEqual({ lat: '30.25', lon: '120.15', units: 'metric', appid: OPENWEATHER_KEY });
  });

  it('refuses a wrong key', async () => {
    const asked = openWeather({ key: 'wrong', baseUrl: fakes.url }, context).ask(lake);
    await expect(asked).rejects.toMatchObject({ options: { details: { fault: 'refused' } } });
  });
});

it('asks only who is configured, in this order', () => {
  const baseUrl = fakes.url;
  const all = {
    qweather: { baseUrl, credential: { key: 'k' } },
    openMeteo: { baseUrl },
    openWeather: { key: 'k', baseUrl },
  };
  expect(weatherProviders({ qweather: null, openMeteo: null, openWeather: null }, context)).toEqual([]);
  expect(weatherProviders(all, context).map(({ name }) => name)).toEqual(['qweather', 'open-meteo', 'openweather']);
});
