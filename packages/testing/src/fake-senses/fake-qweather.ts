import { type KeyObject, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type FakeVendor, ok, type VendorAnswer } from './fake-vendor.js';

export const QWEATHER_KEY = 'qweather-key';
export const QWEATHER_PROJECT = 'ABCDE12345';
export const QWEATHER_KEY_ID = 'T8GYP76CD2';

const dayS = 86_400;

/** Version 2 of its errors. */
const problem = (status: number, name: string, title: string): VendorAnswer => ({
  status,
  gzip: true,
  body: {
    error: {
      status,
      type: `https://dev.qweather.com/docs/resource/error-code/#${name}`,
      title,
      detail: `${title}.`,
      ...(status === 400 && { invalidParams: ['location'] }),
    },
  },
});

const parsed = (part: string | undefined): Record<string, unknown> => {
  const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString() || '{}');
  return typeof value === 'object' && value !== null ? { ...value } : {};
};

const isSigned = (token: string, publicKey: KeyObject, now: Date): boolean => {
  const [header, payload, signature = ''] = token.split('.');
  const { alg, kid } = parsed(header);
  const { sub, iat, exp } = parsed(payload);
  const seconds = now.getTime() / 1000;
  if (alg !== 'EdDSA' || kid !== QWEATHER_KEY_ID || sub !== QWEATHER_PROJECT) return false;
  if (typeof iat !== 'number' || typeof exp !== 'number') return false;
  if (iat > seconds || exp <= seconds || exp - iat > dayS) return false;
  return verify(null, Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, 'base64url'));
};

const isAllowed = (headers: IncomingHttpHeaders, publicKey: KeyObject | undefined, now: Date): boolean => {
  if (headers['x-qw-api-key'] === QWEATHER_KEY) return true;
  const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  return token !== undefined && publicKey !== undefined && isSigned(token, publicKey, now);
};

/** `2020-06-30T21:40+08:00`, without seconds. */
const minute = (at: Date): string => `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)}+08:00`;

/** `/v7/weather/now` of QWeather: packed, all values in strings, observed ten minutes ago. */
export const fakeQweather =
  (publicKey: KeyObject | undefined): FakeVendor =>
  ({ query, headers, now }) => {
    if (!isAllowed(headers, publicKey, now)) return problem(401, 'unauthorized', 'Unauthorized');
    const [, longitude, latitude] =
      /^(-?\d{1,3}(?:\.\d{1,2})?),(-?\d{1,2}(?:\.\d{1,2})?)$/.exec(query.get('location') ?? '') ?? [];
    if (longitude === undefined || latitude === undefined || Math.abs(Number(latitude)) > 90) {
      return problem(400, 'invalid-parameters', 'Invalid Parameters');
    }
    if (Number(longitude) < -120) return problem(400, 'no-such-location', 'No Such Location');
    const body = {
      code: '200',
      updateTime: minute(now),
      fxLink: 'https://www.qweather.com/weather/hangzhou-101210101.html',
      now: {
        obsTime: minute(new Date(now.getTime() - 600_000)),
        temp: '18',
        feelsLike: '17',
        icon: '305',
        text: '小雨',
        wind360: '45',
        windDir: '东北风',
        windScale: '2',
        windSpeed: '9',
        humidity: '86',
        precip: '0.4',
        pressure: '1012',
        vis: '9',
        cloud: '91',
        dew: '15',
      },
      refer: { sources: ['QWeather'], license: ['QWeather Developers License'] },
    };
    return { ...ok(body), gzip: true };
  };
