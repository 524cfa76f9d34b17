import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AppError } from '@mojian/contracts/app-error';
import { AMAP_KEY } from '@mojian/testing/fake-senses/fake-amap';
import { OPENWEATHER_KEY } from '@mojian/testing/fake-senses/fake-openweather';
import { QWEATHER_KEY } from '@mojian/testing/fake-senses/fake-qweather';
import { TENCENT_KEY } from '@mojian/testing/fake-senses/fake-tencent';
import type { VendorName } from '@mojian/testing/fake-senses/fake-vendor';
import { type FakeSenses, type SenseFault, startFakeSenses } from '@mojian/testing/fake-senses/start-fake-senses';
import { amapPlaces } from '../places/providers/amap.provider.js';
import { tencentPlaces } from '../places/providers/tencent.provider.js';
import { dailyhot } from '../trends/providers/dailyhot.provider.js';
import { openMeteo } from '../weather/providers/open-meteo.provider.js';
import { openWeather } from '../weather/providers/openweather.provider.js';
import { qweather } from '../weather/providers/qweather.provider.js';

const lake = { latitude: 30.24, longitude: 120.15 };
/** Shortened while the vendor is one that would use all of it up. */
let timeoutMs = 3000;
const context = () => ({ clock: () => new Date(), timezone: 'Asia/Shanghai', timeoutMs });
const keys = [AMAP_KEY, TENCENT_KEY, QWEATHER_KEY, OPENWEATHER_KEY];

let fakes: FakeSenses;
beforeAll(async () => {
  fakes = await startFakeSenses({ lists: { weibo: ['西湖初雪'] } });
});
afterAll(() => fakes.close());

const askers: Readonly<Record<VendorName, () => Promise<unknown>>> = {
  amap: () => amapPlaces({ key: AMAP_KEY, baseUrl: fakes.url }, context()).ask(lake),
  tencent: () => tencentPlaces({ key: TENCENT_KEY, baseUrl: fakes.url }, context()).ask(lake),
  qweather: () => qweather({ baseUrl: fakes.url, credential: { key: QWEATHER_KEY } }, context()).ask(lake),
  'open-meteo': () => openMeteo({ baseUrl: fakes.url }, context()).ask(lake),
  openweather: () => openWeather({ key: OPENWEATHER_KEY, baseUrl: fakes.url }, context()).ask(lake),
  dailyhot: () => dailyhot({ baseUrl: fakes.url, lists: ['weibo'] }, context()).ask(),
};
const vendors: readonly VendorName[] = ['amap', 'tencent', 'qweather', 'open-meteo', 'openweather', 'dailyhot'];

/** What asking gives while the vendor is at fault. */
const failing = async (vendor: VendorName, fault: SenseFault): Promise<AppError> => {
  fakes.fail(vendor, fault);
  timeoutMs = fault === 'silent' || fault === 'trickle' ? 200 : 3000;
  const outcome: unknown = await askers[vendor]().then(
    (answer) => answer,
    (error: unknown) => error,
  );
  fakes.fail(vendor, null);
  expect(outcome).toMatchObject({ name: 'AppError', options: { details: expect.anything() } });
  return outcome as AppError;
};

const faults: readonly (readonly [SenseFault, code: string, fault: string])[] = [
  ['silent', 'UPSTREAM_TIMEOUT', 'failed'],
  ['trickle', 'UPSTREAM_TIMEOUT', 'failed'],
  ['reset', 'UPSTREAM_UNREACHABLE', 'failed'],
  ['garbage', 'UPSTREAM_UNREACHABLE', 'failed'],
  ['huge', 'UPSTREAM_UNREACHABLE', 'failed'],
  ['redirect', 'UPSTREAM_UNREACHABLE', 'failed'],
  [{ status: 401 }, 'UPSTREAM_UNREACHABLE', 'refused'],
  [{ status: 403 }, 'UPSTREAM_UNREACHABLE', 'refused'],
  [{ status: 429 }, 'UPSTREAM_UNREACHABLE', 'busy'],
  [{ status: 500 }, 'UPSTREAM_UNREACHABLE', 'failed'],
  [{ status: 503 }, 'UPSTREAM_UNREACHABLE', 'failed'],
  [{ answer: [] }, 'UPSTREAM_UNREACHABLE', 'failed'],
  [{ answer: { code: 'x', status: {}, current: null, now: 1 } }, 'UPSTREAM_UNREACHABLE', 'failed'],
  [{ answer: '<html><body>captive portal</body></html>' }, 'UPSTREAM_UNREACHABLE', 'failed'],
];

describe.each(vendors)('%s', (vendor) => {
  it('answers', async () => {
    expect(await askers[vendor]()).toMatchObject({ observed_at: expect.stringMatching(/\+08:00$/) });
  });

  it.each(faults)('gives one kind of error for %j, which tells no key', async (fault, code, kind) => {
    const error = await failing(vendor, fault);
    expect({ code: error.code, fault: error.options.details?.fault }).toEqual({ code, fault: kind });
    const told = `${error.message} ${JSON.stringify(error.options.details)} ${String(error.cause)}`;
    for (const key of keys) expect(told).not.toContain(key);
  });
});

it('takes an address where nobody listens for a failure', async () => {
  const nobody = openMeteo({ baseUrl: 'http://127.0.0.1:9' }, context());
  await expect(nobody.ask(lake)).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' });
});
