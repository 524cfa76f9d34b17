import type { LatLon } from '@mojian/contracts/sensed';

const rounded = (degrees: number, step: number): number => Number((Math.round(degrees / step) * step).toFixed(4));

/**
 * The middle of the square of `step` degrees that a point lies in. Providers are asked about it instead of the point:
 * all who are in it share one answer, and no provider learns where somebody stands.
 */
export const cellOf = ({ latitude, longitude }: LatLon, step: number): LatLon => ({
  latitude: rounded(latitude, step),
  longitude: rounded(longitude, step),
});
