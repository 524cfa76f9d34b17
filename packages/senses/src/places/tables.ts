import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { LatLon, placeKinds } from '@mojian/contracts/sensed';
import { type DivisionGrid, type GridFrame, readDivisionGrid } from './division-grid.js';

/** A name in both languages of the product. */
export interface PlaceName {
  readonly zh: string;
  /** Null where the name's own spelling is not known and its reading in Chinese would be wrong, as in Tibet. */
  readonly en: string | null;
}

/** A prefecture, a municipality, or a county that stands directly under its province. */
export interface Prefecture extends PlaceName {
  readonly province: string;
  /** The official name, e.g. 大理白族自治州. */
  readonly official: string;
}

/** The smallest division the grid knows: a county of a prefecture, or a part of one whose county is not certain. */
export interface Division {
  readonly prefecture: Prefecture;
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

type PrefectureRow = readonly [province: string, official: string, zh: string, en: string];
type DivisionRow = readonly [prefecture: number, county?: string, countyEn?: string];
type WorldRow = readonly [lat: number, lon: number, country: string, zh: string, en: string, thousands: number];
interface DivisionTables {
  readonly grid: GridFrame;
  readonly prefectures: readonly PrefectureRow[];
  readonly divisions: readonly DivisionRow[];
}
interface LandmarkRow extends PlaceName {
  readonly lat: number;
  readonly lon: number;
  readonly radius_m: number;
  readonly kind: Landmark['kind'];
  readonly city: string | null;
  readonly country: string;
}

const dataFile = (name: string): URL => new URL(`../../data/${name}`, import.meta.url);

/** Our own file, written by build-tables.mjs and held to its form by the golden tests. */
const readTable = <T>(name: string): T => JSON.parse(readFileSync(dataFile(name), 'utf8')) as T;

/** English that is not known is null in the row and stays unsaid. */
const countyOf = (zh: string | undefined, en: string | undefined): Division['county'] =>
  zh === undefined ? null : { zh, en: en ?? null };

/** China's divisions by the numbers of the grid; what number 0 means, "not China", has no division. */
export const readDivisions = (): { readonly grid: DivisionGrid; readonly divisions: readonly (Division | null)[] } => {
  const tables = readTable<DivisionTables>('divisions.json');
  const known = tables.prefectures.map(([province, official, zh, en]): Prefecture => ({ province, official, zh, en }));
  const divisions = tables.divisions.map(([index, zh, en]) => {
    const prefecture = known[index];
    return prefecture ? { prefecture, county: countyOf(zh, en) } : null;
  });
  return { grid: readDivisionGrid(tables.grid, dataFile('division-grid.br')), divisions };
};

/** Points where in China people live together. */
export const readChinaTowns = (): readonly LatLon[] =>
  readTable<readonly (readonly [lat: number, lon: number])[]>('china-towns.json').map(([latitude, longitude]) => ({
    latitude,
    longitude,
  }));

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
