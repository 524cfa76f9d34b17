import type { LatLon } from '@mojian/contracts/sensed';
import type { CountryIndex } from './country-index.js';
import type { NearbyIndex } from './geometry.js';
import type { ChinaTown, IslandTown, WorldCity } from './tables.js';

/** Whose land a point is on, as the towns and the outlines together say. */
export type Region =
  | { readonly at: 'land'; readonly code: string }
  /** Beside the sea or a border, too near to say. */
  | { readonly at: 'edge'; readonly code: string | null }
  | { readonly at: 'sea' };

export interface RegionTables {
  readonly countries: CountryIndex;
  readonly towns: NearbyIndex<ChinaTown>;
  readonly cities: NearbyIndex<WorldCity>;
  readonly islands: NearbyIndex<IslandTown>;
}

/** In a town the town decides: the simplified outlines may be some kilometres off. */
const inTownKm = 5;
const outlineErrorKm = 12;
const openSeaKm = 15;

/** The code of the town a point is in; Taiwan's cities are told apart as `TW`. */
const townCode = ({ towns, cities }: RegionTables, position: LatLon): string | null => {
  const town = towns.within(position, inTownKm)[0];
  const city = cities.within(position, inTownKm)[0];
  if (town && (!city || town.km <= city.km)) return 'CN';
  return city?.row.country ?? null;
};

export const regionOf = (tables: RegionTables, position: LatLon): Region => {
  const town = townCode(tables, position);
  if (town !== null) return { at: 'land', code: town };
  const country = tables.countries.at(position);
  if (country) {
    const alone = tables.countries.near(position, outlineErrorKm).length === 1;
    return alone ? { at: 'land', code: country.code } : { at: 'edge', code: null };
  }
  const island = tables.islands.within(position, openSeaKm)[0];
  if (island) return { at: 'edge', code: island.row.country };
  const coasts = tables.countries.near(position, openSeaKm);
  if (coasts.length === 0) return { at: 'sea' };
  return { at: 'edge', code: coasts.length === 1 ? (coasts[0]?.code ?? null) : null };
};
