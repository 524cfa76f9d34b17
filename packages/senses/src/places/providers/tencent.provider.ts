import type { LatLon } from '@mojian/contracts/sensed';
import { z } from 'zod';
import { toGcj02 } from '../../coordinates.js';
import { localMoment } from '../../moment.js';
import { askFor } from '../../remote/ask-provider.js';
import type { Provider } from '../../remote/ladder.js';
import type { ProviderContext } from '../../remote/provider-context.js';
import { type ProviderFault, providerError } from '../../remote/provider-error.js';
import { providerText } from '../../remote/provider-text.js';
import { divisionsOf, type PlaceReport } from '../place-report.js';

export interface TencentSettings {
  readonly key: string;
  /** https://apis.map.qq.com outside of tests. */
  readonly baseUrl: string;
}

const provider = 'tencent-lbs';
const longestName = 20;
const china = '156';

const Text = z
  .string()
  .nullish()
  .transform((text) => (text ? providerText(text, longestName) : null));

/** Only what is read. A failure has another status and no `result`, and HTTP status 200 like all answers. */
const Geocoder = z.object({
  status: z.number(),
  result: z
    .object({ ad_info: z.object({ nation_code: z.string(), province: Text, city: Text, district: Text }) })
    .nullish(),
});

/** No result for this place. */
const nothing = 347;
const busy = new Set([120]);
/** The key: from where, signed how, for which service, how often a day. */
const refused = new Set([110, 111, 112, 113, 121, 122, 190, 199, 301, 311]);
const faultOfCode = (status: number): ProviderFault => {
  if (busy.has(status)) return 'busy';
  return refused.has(status) ? 'refused' : 'failed';
};

/** Reverse geocoding of Tencent 腾讯位置服务 (`/ws/geocoder/v1/`). Its coordinates are GCJ-02, latitude first. */
export const tencentPlaces = (
  { key, baseUrl }: TencentSettings,
  { clock, timezone, timeoutMs }: ProviderContext,
): Provider<LatLon, PlaceReport> => ({
  name: provider,
  ask: async (position) => {
    const { latitude, longitude } = toGcj02(position);
    const url = new URL('/ws/geocoder/v1/', baseUrl);
    url.search = new URLSearchParams({
      key,
      location: `${latitude.toFixed(6)},${longitude.toFixed(6)}`,
      get_poi: '0',
      output: 'json',
    }).toString();
    const { status, result } = await askFor(Geocoder, { provider, url, timeoutMs });
    if (status === nothing) return null;
    if (status !== 0 || !result) {
      throw providerError(`answered status ${status}`, { provider, fault: faultOfCode(status) });
    }
    const { nation_code, ...levels } = result.ad_info;
    if (nation_code !== china || levels.province === null) return null;
    // Its landmarks are points without an extent: nobody can be said to be in one of them.
    return {
      source: provider,
      observed_at: localMoment(clock(), timezone).iso,
      ...divisionsOf(levels),
      landmarks: [],
    };
  },
});
