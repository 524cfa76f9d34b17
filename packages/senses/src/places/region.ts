import type { LatLon } from '@mojian/contracts/sensed';
import { isChinese } from './china-rule.js';
import type { CountryIndex } from './country-index.js';
import type { NearbyIndex } from './geometry.js';
import type { IslandTown, WorldCity } from './tables.js';

/** Whose land a point outside China's grid is on, as the cities and the outlines together say. */
export type Region =
  | { readonly at: 'land'; readonly code: string }
  /** Beside the sea or a border, too near to say. */
  | { readonly at: 'edge'; readonly code: string | null }
  | { readonly at: 'sea' };

export interface RegionTables {
  readonly countries: CountryIndex;
  readonly cities: NearbyIndex<WorldCity>;
  readonly islands: NearbyIndex<IslandTown>;
}

/** In a city the city decides: the simplified outlines may be some kilometres off. */
const inCityKm = 5;
const outlineErrorKm = 12;
const openSeaKm = 15;

/** What the outlines say of land: China's part of it ends where the grid ends, so another country's claim stands against it alone. */
const onLand = (tables: RegionTables, position: LatLon, code: string): Region => {
  const others = tables.countries.near(position, outlineErrorKm).filter((country) => !isChinese(country.code));
  if (isChinese(code)) return { at: 'edge', code: others.length === 0 ? 'CN' : null };
  return others.length === 1 ? { at: 'land', code } : { at: 'edge', code: null };
};

export const regionOf = (tables: RegionTables, position: LatLon): Region => {
  const city = tables.cities.within(position, inCityKm)[0];
  if (city) return { at: 'land', code: city.row.country };
  const country = tables.countries.at(position);
  if (country) return onLand(tables, position, country.code);
  const island = tables.islands.within(position, openSeaKm)[0];
  if (island) return { at: 'edge', code: island.row.country };
  const coasts = tables.countries.near(position, openSeaKm);
  if (coasts.length === 0) return { at: 'sea' };
  return { at: 'edge', code: coasts.length === 1 ? (coasts[0]?.code ?? null) : null };
};
