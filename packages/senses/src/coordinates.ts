import { createRequire } from 'node:module';
import type { LatLon } from '@mojian/contracts/sensed';
import { countryIndex } from './places/country-index.js';

/** A position as a client or a provider gives it. `gcj02` is the shifted system that maps in China use. */
export interface GivenPosition extends LatLon {
  readonly coord_type: 'wgs84' | 'gcj02';
}

type Point = [longitude: number, latitude: number];
type System = 'WGS84' | 'GCJ02';
interface Gcoord {
  transform(point: Point, from: System, to: System): Point;
}

// The package's types describe an ES module, what Node loads is CommonJS: required, it is what it says here.
const gcoord = createRequire(import.meta.url)('gcoord') as Gcoord;

/** The shift reaches some way off the coast; the outlines are simplified by about as much. */
const coastKm = 20;

/** Maps of Taiwan are not shifted. */
const onTaiwan = ({ latitude, longitude }: LatLon): boolean =>
  latitude > 21.7 && latitude < 25.5 && longitude > 119.9 && longitude < 122.6;

const isShifted = (position: LatLon): boolean => {
  if (onTaiwan(position)) return false;
  const country = countryIndex().at(position);
  if (country) return country.code === 'CN';
  return countryIndex()
    .near(position, coastKm)
    .some(({ code }) => code === 'CN');
};

/** About a centimetre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

const converted = (position: LatLon, from: System, to: System): LatLon => {
  if (!isShifted(position)) return position;
  const [longitude, latitude] = gcoord.transform([position.longitude, position.latitude], from, to);
  return { latitude: rounded(latitude), longitude: rounded(longitude) };
};

/** The point in WGS-84. Outside China the two systems are the same and the point stays as it is. */
export const toWgs84 = ({ latitude, longitude, coord_type }: GivenPosition): LatLon =>
  coord_type === 'wgs84' ? { latitude, longitude } : converted({ latitude, longitude }, 'GCJ02', 'WGS84');

/** The point in GCJ-02, as providers in China take it. Outside China it stays as it is. */
export const toGcj02 = ({ latitude, longitude }: LatLon): LatLon =>
  converted({ latitude, longitude }, 'WGS84', 'GCJ02');
