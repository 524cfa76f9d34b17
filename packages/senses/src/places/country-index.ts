import type { LatLon } from '@mojian/contracts/sensed';
import whichPolygon from 'which-polygon';
import { ringAround } from './geometry.js';
import { readCountryFeatures } from './tables.js';

interface Country {
  readonly name: string;
  /** ISO 3166 alpha-2. */
  readonly code: string;
}

export interface CountryIndex {
  /** The country whose land a point is on; null at sea and where no code is agreed. Outlines are simplified: a coast or a border may be some kilometres off. */
  at(position: LatLon): Country | null;
  /** All countries met on a circle around a point, the point included. */
  near(position: LatLon, km: number): readonly Country[];
  named(code: string): Country | null;
}

const createCountryIndex = (): CountryIndex => {
  const features = readCountryFeatures().filter(({ properties }) => /^[A-Z]{2}$/.test(properties.iso_a2));
  const query = whichPolygon({ features });
  const countries = new Map(
    features.map(({ properties: { name, iso_a2 } }): [string, Country] => [iso_a2, { name, code: iso_a2 }]),
  );
  const named = (code: string): Country | null => countries.get(code) ?? null;
  const at = ({ latitude, longitude }: LatLon): Country | null => {
    const hit = query([longitude, latitude]);
    return hit && named(hit.iso_a2);
  };
  const near = (position: LatLon, km: number): readonly Country[] => [
    ...new Set([position, ...ringAround(position, km)].map(at).filter((country) => country !== null)),
  ];
  return { at, near, named };
};

let index: CountryIndex | undefined;

/** The one index of the process: the outlines are read at the first call (about 30 ms). */
export const countryIndex = (): CountryIndex => {
  index ??= createCountryIndex();
  return index;
};
