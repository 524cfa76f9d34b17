import type { LatLon } from '@mojian/contracts/sensed';
import type { Provider } from '../../remote/ladder.js';
import type { ProviderContext } from '../../remote/provider-context.js';
import type { PlaceReport } from '../place-report.js';
import { type AmapSettings, amapPlaces } from './amap.provider.js';
import { type TencentSettings, tencentPlaces } from './tencent.provider.js';

export interface PlaceSettings {
  readonly amap: AmapSettings | null;
  readonly tencent: TencentSettings | null;
}

/** Those that are configured, in the order in which they are asked. They are asked about WGS-84. */
export const placeProviders = (
  { amap, tencent }: PlaceSettings,
  context: ProviderContext,
): readonly Provider<LatLon, PlaceReport>[] => [
  ...(amap ? [amapPlaces(amap, context)] : []),
  ...(tencent ? [tencentPlaces(tencent, context)] : []),
];
