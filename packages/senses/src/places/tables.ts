import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { LatLon, placeKinds } from '@mojian/contracts/sensed';

/** A name in both languages of the product. */
export interface PlaceName {
  readonly zh: string;
  readonly en: string;
}

/** A prefecture, a municipality, or a county that stands directly under its province. */
export interface Prefecture extends PlaceName {
  readonly province: string;
  /** The official name, e.g. 大理白族自治州. */
  readonly official: string;
}

export interface ChinaTown extends LatLon {
  readonly prefecture: Prefecture;
  /** The county or county-level city whose seat this is. */
  readonly county: PlaceName | null;
}

export interface WorldCity extends LatLon, PlaceName {
  readonly country: string;
  readonly thousands: number;
}

/** A town on an island that the outlines of countries leave out. */
export interface IslandTown extends LatLon {
  readonly country: string;
}

export interface Landmark extends LatLon, PlaceName {
  readonly radiusKm: number;
  readonly kind: (typeof placeKinds)[number];
  readonly city: string | null;
  readonly country: string;
}

export interface CountryFeature {
  readonly properties: { readonly name: string; readonly iso_a2: string };
  readonly geometry: unknown;
}

type PrefectureRow = readonly [province: string, official: string, zh: string, en: string | null];
type TownRow = readonly [lat: number, lon: number, prefecture: number, county?: string, countyEn?: string];
type WorldRow = readonly [lat: number, lon: number, country: string, zh: string, en: string, thousands: number];
interface ChinaTables {
  readonly prefectures: readonly PrefectureRow[];
  readonly towns: readonly TownRow[];
}
interface LandmarkRow extends PlaceName {
  readonly lat: number;
  readonly lon: number;
  readonly radius_m: number;
  readonly kind: Landmark['kind'];
  readonly city: string | null;
  readonly country: string;
}

const readData = (name: string): string => readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');

/** Our own file, written by build-tables.mjs and held to its form by the golden tests. */
const readTable = <T>(name: string): T => JSON.parse(readData(name)) as T;

/** Towns of the mainland, Hong Kong and Macao with the prefecture each belongs to. */
export const readChinaTowns = (): readonly ChinaTown[] => {
  const { prefectures, towns } = readTable<ChinaTables>('china.json');
  const known = prefectures.map(
    ([province, official, zh, en]): Prefecture => ({ province, official, zh, en: en ?? zh }),
  );
  return towns.flatMap(([latitude, longitude, index, county, countyEn]) => {
    const prefecture = known[index];
    if (!prefecture) return [];
    return [{ latitude, longitude, prefecture, county: county ? { zh: county, en: countyEn ?? county } : null }];
  });
};

/** Cities of the rest of the world that have a Chinese name. */
export const readWorldCities = (): readonly WorldCity[] => {
  const rows = readTable<readonly WorldRow[]>('world.json');
  return rows.map(([latitude, longitude, country, zh, en, thousands]) => ({
    latitude,
    longitude,
    country,
    zh,
    en,
    thousands,
  }));
};

export const readIslandTowns = (): readonly IslandTown[] => {
  const rows = readTable<readonly (readonly [lat: number, lon: number, country: string])[]>('island-towns.json');
  return rows.map(([latitude, longitude, country]) => ({ latitude, longitude, country }));
};

export const readLandmarks = (): readonly Landmark[] => {
  const rows = readTable<readonly LandmarkRow[]>('landmarks.json');
  return rows.map(({ lat, lon, radius_m, ...named }) => ({
    ...named,
    latitude: lat,
    longitude: lon,
    radiusKm: radius_m / 1000,
  }));
};

/** Outlines of all countries with their names in Chinese. */
export const readCountryFeatures = (): readonly CountryFeature[] => {
  const file = createRequire(import.meta.url).resolve('@surbowl/world-geo-json-zh');
  const { features } = JSON.parse(readFileSync(file, 'utf8')) as { readonly features: readonly CountryFeature[] };
  return features;
};
