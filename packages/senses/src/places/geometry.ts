import type { LatLon } from '@mojian/contracts/sensed';

const kmPerDegree = 111.195;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Difference of longitudes by the shorter way round, −180 to 180. */
const turn = (degrees: number): number => ((degrees + 540) % 360) - 180;

/** Great-circle distance on a sphere of 6371 km; exact to 0.5 %. */
export const distanceKm = (from: LatLon, to: LatLon): number => {
  const half = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
  const across = Math.sin(radians(turn(to.longitude - from.longitude)) / 2) ** 2;
  const chord = half + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * across;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)));
};

const directions = [0, 45, 90, 135, 180, 225, 270, 315];

/** Eight points on a circle around a place, for asking what is near. At a pole they lie on its parallel. */
export const ringAround = ({ latitude, longitude }: LatLon, km: number): readonly LatLon[] => {
  const widest = Math.max(Math.cos(radians(latitude)), 0.01);
  return directions.map((direction) => ({
    latitude: Math.max(-90, Math.min(90, latitude + (km / kmPerDegree) * Math.cos(radians(direction)))),
    longitude: turn(longitude + (km / kmPerDegree / widest) * Math.sin(radians(direction))),
  }));
};

/** Rows sorted by latitude, answering those within a distance, nearest first. */
export class NearbyIndex<Row extends LatLon> {
  private readonly rows: readonly Row[];

  constructor(rows: readonly Row[]) {
    this.rows = rows.toSorted((a, b) => a.latitude - b.latitude);
  }

  within(position: LatLon, km: number): readonly { readonly row: Row; readonly km: number }[] {
    const band = km / kmPerDegree;
    const found: { row: Row; km: number }[] = [];
    for (let i = this.firstAbove(position.latitude - band); i < this.rows.length; i += 1) {
      const row = this.rows[i];
      if (!row || row.latitude > position.latitude + band) break;
      const distance = distanceKm(position, row);
      if (distance <= km) found.push({ row, km: distance });
    }
    return found.sort((a, b) => a.km - b.km);
  }

  private firstAbove(latitude: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.rows[middle]?.latitude ?? Infinity) < latitude) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
