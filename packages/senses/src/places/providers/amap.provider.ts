import type { LatLon } from '@mojian/contracts/sensed';
import { z } from 'zod';
import { toGcj02, toWgs84 } from '../../coordinates.js';
import { localMoment } from '../../moment.js';
import { askFor } from '../../remote/ask-provider.js';
import type { Provider } from '../../remote/ladder.js';
import type { ProviderContext } from '../../remote/provider-context.js';
import { type ProviderFault, providerError } from '../../remote/provider-error.js';
import { providerText } from '../../remote/provider-text.js';
import { landmarkKindOf } from '../landmark-kind.js';
import { divisionsOf, type PlaceReport } from '../place-report.js';

export interface AmapSettings {
  readonly key: string;
  /** https://restapi.amap.com outside of tests. */
  readonly baseUrl: string;
}

const provider = 'amap';
const longestName = 20;
/** A place of note is at least a small square (m²) and at most a mountain (km). */
const leastArea = 20_000;
const widestKm = 30;

/** AMap writes an empty list where it has no text. */
const Text = z
  .union([z.string(), z.array(z.unknown())])
  .nullish()
  .transform((text) => (typeof text === 'string' ? providerText(text, longestName) : null));

/** `location` is GCJ-02, longitude first; `area` in m² is written out in figures. */
const Aoi = z.object({ name: Text, location: z.string(), area: z.coerce.number(), type: z.string() });

/** Only what is read. A failure has status 0 and no `regeocode`, and HTTP status 200 like all answers. */
const Regeo = z.object({
  status: z.string(),
  infocode: z.string(),
  regeocode: z
    .object({
      addressComponent: z.object({ country: Text, province: Text, city: Text, district: Text }),
      // An area that is not understood is no landmark; the others still are.
      aois: z.array(Aoi.nullable().catch(null)).nullish().catch(null),
    })
    .nullish(),
});

/** AMap's table of infocodes: too many questions a second or a minute. */
const busy = new Set(['10004', '10014', '10015', '10016', '10019', '10020', '10021', '10029']);
const faultOfCode = (infocode: string): ProviderFault => {
  if (busy.has(infocode)) return 'busy';
  // 100xx: the key, its rights, its address or its quota; 2xxxx and 3xxxx: the question or the engine.
  return infocode.startsWith('100') ? 'refused' : 'failed';
};

const toLandmark = (aoi: z.output<typeof Aoi>): PlaceReport['landmarks'][number] | null => {
  const [longitude = Number.NaN, latitude = Number.NaN] = aoi.location.split(',').map(Number);
  const kind = aoi.name === null ? undefined : landmarkKindOf(aoi.type, aoi.name);
  const radius_km = Math.sqrt(aoi.area / Math.PI) / 1000;
  if (aoi.name === null || kind === undefined || aoi.area < leastArea || radius_km > widestKm) return null;
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return null;
  return { name: aoi.name, kind, ...toWgs84({ latitude, longitude, coord_type: 'gcj02' }), radius_km };
};

const landmarksOf = (aois: readonly (z.output<typeof Aoi> | null)[]): PlaceReport['landmarks'] =>
  aois
    .flatMap((aoi) => (aoi === null ? [] : (toLandmark(aoi) ?? [])))
    .sort((one, other) => one.radius_km - other.radius_km);

/** Reverse geocoding of AMap 高德 (`/v3/geocode/regeo`), which knows China only. Its coordinates are GCJ-02, longitude first. */
export const amapPlaces = (
  { key, baseUrl }: AmapSettings,
  { clock, timezone, timeoutMs }: ProviderContext,
): Provider<LatLon, PlaceReport> => ({
  name: provider,
  ask: async (position) => {
    const { latitude, longitude } = toGcj02(position);
    const url = new URL('/v3/geocode/regeo', baseUrl);
    url.search = new URLSearchParams({
      key,
      location: `${longitude.toFixed(6)},${latitude.toFixed(6)}`,
      extensions: 'all',
      radius: '1000',
      output: 'JSON',
    }).toString();
    const { status, infocode, regeocode } = await askFor(Regeo, { provider, url, timeoutMs });
    if (status !== '1' || !regeocode) {
      throw providerError(`answered ${infocode.slice(0, 10)}`, { provider, fault: faultOfCode(infocode) });
    }
    const { country, ...levels } = regeocode.addressComponent;
    if (country !== '中国' || levels.province === null) return null;
    const observed_at = localMoment(clock(), timezone).iso;
    return { source: provider, observed_at, ...divisionsOf(levels), landmarks: landmarksOf(regeocode.aois ?? []) };
  },
});
