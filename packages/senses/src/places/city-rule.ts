import type { LatLon } from '@mojian/contracts/sensed';
import type { NearbyIndex } from './geometry.js';
import type { WorldCity } from './tables.js';

const widestReachKm = 30;

/** How far from its middle a city is still called by its name: Tokyo 30 km, a million people 11 km, a village 4 km. */
const reachKm = (thousands: number): number => Math.min(widestReachKm, Math.max(4, 0.35 * Math.sqrt(thousands)));

/** The city abroad a point is in; null between cities, and between two of them that both could claim it. */
export const worldCity = (
  cities: NearbyIndex<WorldCity>,
  position: LatLon,
  country: string,
): { readonly city: WorldCity; readonly confidence: number } | null => {
  const claims = cities
    .within(position, widestReachKm)
    .filter(({ row }) => row.country === country)
    .map(({ row, km }) => ({ city: row, share: km / reachKm(row.thousands) }))
    .filter(({ share }) => share <= 1)
    .sort((a, b) => a.share - b.share);
  const [best, second] = claims;
  if (!best) return null;
  if (second && best.share > 0.25 && second.share < 1.25 * best.share) return null;
  return { city: best.city, confidence: Math.round((0.95 - 0.3 * best.share) * 100) / 100 };
};
