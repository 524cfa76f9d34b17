import type { LatLon } from '@mojian/contracts/sensed';
import type { NearbyIndex } from './geometry.js';
import type { Landmark } from './tables.js';

/** No landmark of the table is wider. */
const widestKm = 30;

/** The landmark a point lies in; of several the smallest, which says most (断桥 in 西湖). */
export const landmarkAt = (landmarks: NearbyIndex<Landmark>, position: LatLon): Landmark | null =>
  landmarks
    .within(position, widestKm)
    .filter(({ row, km }) => km <= row.radiusKm)
    .map(({ row }) => row)
    .sort((a, b) => a.radiusKm - b.radiusKm)[0] ?? null;
