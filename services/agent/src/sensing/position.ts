import type { LatLon } from '@mojian/contracts/sensed';
import { type GivenPosition, toWgs84 } from '@mojian/senses/coordinates';

interface AskedPosition {
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly coord_type: GivenPosition['coord_type'];
}

/** Parts of a degree: 1/1000 is about 110 m, less than a landmark, so that a cell has one answer. */
const CELLS_PER_DEGREE = 1000;

const toCell = (degrees: number): number => Math.round(degrees * CELLS_PER_DEGREE) / CELLS_PER_DEGREE;

/** The asked position in WGS-84, on the grid by which answers are kept; null when half of it is missing. */
export function askedPosition({ latitude, longitude, coord_type }: AskedPosition): LatLon | null {
  if (latitude === undefined || longitude === undefined) return null;
  const exact = toWgs84({ latitude, longitude, coord_type });
  return { latitude: toCell(exact.latitude), longitude: toCell(exact.longitude) };
}
