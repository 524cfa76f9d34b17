import type { LatLon, SensedPlace } from '@mojian/contracts/sensed';
import { localMoment } from '../moment.js';
import { type ChinaAnswer, type ChinaTables, chinaAnswer, isChinese } from './china-rule.js';
import { worldCity } from './city-rule.js';
import { countryIndex } from './country-index.js';
import { NearbyIndex } from './geometry.js';
import { landmarkAt } from './landmark.js';
import { type RegionTables, regionOf } from './region.js';
import {
  type Landmark,
  type PlaceName,
  type Prefecture,
  readChinaTowns,
  readDivisions,
  readIslandTowns,
  readLandmarks,
  readWorldCities,
} from './tables.js';

/** When and in which language a place is asked for. */
export interface PlaceMoment {
  readonly at: Date;
  /** IANA name, for `observed_at`. */
  readonly timezone: string;
  /** Default `zh`. English has no names of provinces. */
  readonly language?: 'zh' | 'en';
}

export interface PlaceIndex {
  /** What is certainly there, from tables alone: no network, at most a few milliseconds. What is not certain is null; open sea has kind `sea`. */
  reverse(position: LatLon, moment: PlaceMoment): SensedPlace;
  /** What a prefecture with this official name is called (大理白族自治州: 大理); null when there is none. */
  cityName(official: string): string | null;
}

interface Tables extends ChinaTables, RegionTables {
  readonly towns: NearbyIndex<LatLon>;
  readonly landmarks: NearbyIndex<Landmark>;
  /** By the short name. */
  readonly prefectures: ReadonlyMap<string, Prefecture>;
  /** By the official name. */
  readonly officials: ReadonlyMap<string, Prefecture>;
}

/** What was found, before it is put into words. */
interface Finding {
  readonly country: string | null;
  readonly province?: string | null;
  readonly prefecture?: Prefecture | null;
  readonly city?: PlaceName | null;
  readonly county?: PlaceName | null;
  readonly landmark?: Landmark;
  readonly kind?: SensedPlace['kind'];
  readonly confidence: number;
}

const readTables = (): Tables => {
  const { grid, divisions } = readDivisions();
  const prefectures = divisions.flatMap((division) => division?.prefecture ?? []);
  return {
    countries: countryIndex(),
    grid,
    divisions,
    towns: new NearbyIndex(readChinaTowns()),
    cities: new NearbyIndex(readWorldCities()),
    islands: new NearbyIndex(readIslandTowns()),
    landmarks: new NearbyIndex(readLandmarks()),
    prefectures: new Map(prefectures.map((prefecture) => [prefecture.zh, prefecture])),
    officials: new Map(prefectures.map((prefecture) => [prefecture.official, prefecture])),
  };
};

/** A landmark's city with its English name where the table of cities has it. */
const cityNamed = ({ cities }: Tables, landmark: Landmark, zh: string): PlaceName => {
  const known = cities.within(landmark, 60).find(({ row }) => row.zh.startsWith(zh));
  return { zh, en: known?.row.en ?? null };
};

const inLandmark = (tables: Tables, landmark: Landmark, position: LatLon): Finding => {
  const { city: zh, country, kind } = landmark;
  const found = { country, landmark, kind, confidence: 0.95 };
  if (!isChinese(country)) return { ...found, city: zh === null ? null : cityNamed(tables, landmark, zh) };
  const answer = chinaAnswer(tables, position);
  const around = answer === 'frontier' ? null : answer;
  // A lake may lie in two prefectures: the grid knows on which side one stands, the landmark's row where it has the name.
  const prefecture = around?.prefecture ?? (zh === null ? null : (tables.prefectures.get(zh) ?? null));
  const province = prefecture?.province ?? around?.province ?? null;
  return { ...found, province, prefecture, city: prefecture, county: around?.county ?? null };
};

/** Farther from every town than this, a point of a prefecture is in no town. */
const townKm = 6;

const inChina = (tables: Tables, position: LatLon, answer: ChinaAnswer): Finding => {
  const inTown = answer.prefecture !== null && tables.towns.within(position, townKm).length > 0;
  return { country: 'CN', ...answer, city: answer.prefecture, kind: inTown ? 'city' : null };
};

const abroad = (tables: Tables, position: LatLon, code: string): Finding => {
  const found = worldCity(tables.cities, position, code);
  if (!found) return { country: code, confidence: 0.8 };
  return { country: code, city: found.city, kind: 'city', confidence: found.confidence };
};

const find = (tables: Tables, position: LatLon): Finding => {
  const landmark = landmarkAt(tables.landmarks, position);
  if (landmark) return inLandmark(tables, landmark, position);
  const china = chinaAnswer(tables, position);
  if (china === 'frontier') return { country: null, confidence: 0 };
  if (china) return inChina(tables, position, china);
  const region = regionOf(tables, position);
  if (region.at === 'sea') return { country: null, kind: 'sea', confidence: 0.8 };
  if (region.at === 'land') return abroad(tables, position, region.code);
  const claim = region.code === null ? null : abroad(tables, position, region.code);
  return claim?.city ? claim : { country: region.code, confidence: region.code === null ? 0 : 0.5 };
};

/** A card says 北京 and 敦煌市: a county or a county-level city is a place of its own, a district is a part of its city. */
const ownName = (county: PlaceName | null | undefined): PlaceName | null =>
  county && !county.zh.endsWith('区') ? county : null;

/** Provinces are in Chinese only; in English they stay untold rather than mixed in. */
const inWords = (
  tables: Tables,
  found: Finding,
  language: 'zh' | 'en',
): Omit<SensedPlace, 'source' | 'observed_at' | 'confidence'> => {
  const code = found.country !== null && ['TW', 'HK', 'MO'].includes(found.country) ? 'CN' : found.country;
  const country = code === null ? null : tables.countries.named(code);
  const english = code === null ? null : (new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? null);
  const say = (name: PlaceName | null | undefined): string | null => name?.[language] ?? null;
  const chinese = language === 'zh';
  return {
    city: say(found.city),
    name:
      say(found.landmark) ??
      say(ownName(found.county)) ??
      say(found.city) ??
      (chinese ? (found.province ?? null) : null),
    landmark: say(found.landmark),
    admin1: chinese ? (found.province ?? null) : null,
    admin2: chinese ? (found.prefecture?.official ?? null) : say(found.prefecture),
    admin3: say(found.county),
    country: chinese ? (country?.name ?? null) : english,
    country_code: code,
    kind: found.kind ?? null,
  };
};

/** Reverse geocoding without a network. The tables are read at the first question and kept; bench/senses measures time and memory. */
export const createPlaceIndex = (): PlaceIndex => {
  let kept: Tables | undefined;
  const read = (): Tables => {
    kept ??= readTables();
    return kept;
  };
  return {
    reverse(position, { at, timezone, language = 'zh' }) {
      const tables = read();
      const found = find(tables, position);
      return {
        source: 'offline-tables',
        observed_at: localMoment(at, timezone).iso,
        confidence: found.confidence,
        ...inWords(tables, found, language),
      };
    },
    cityName: (official) => read().officials.get(official)?.zh ?? null,
  };
};
