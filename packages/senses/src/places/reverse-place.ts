import type { LatLon, SensedPlace } from '@mojian/contracts/sensed';
import { localMoment } from '../moment.js';
import { countryIndex } from './country-index.js';
import { NearbyIndex } from './geometry.js';
import { landmarkAt } from './landmark.js';
import { type RegionTables, regionOf } from './region.js';
import {
  type ChinaTown,
  type Landmark,
  type PlaceName,
  readChinaTowns,
  readIslandTowns,
  readLandmarks,
  readWorldCities,
} from './tables.js';
import { chinaAnswer, worldCity } from './town-rule.js';

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
}

interface Tables extends RegionTables {
  readonly landmarks: NearbyIndex<Landmark>;
  readonly prefectures: ReadonlyMap<string, ChinaTown['prefecture']>;
}

/** What was found, before it is put into words. */
interface Finding {
  readonly country: string | null;
  readonly province?: string | null;
  readonly prefecture?: string | null;
  readonly city?: PlaceName | null;
  readonly county?: PlaceName | null;
  readonly landmark?: Landmark;
  readonly kind?: SensedPlace['kind'];
  readonly confidence: number;
}

const readTables = (): Tables => {
  const towns = readChinaTowns();
  return {
    countries: countryIndex(),
    towns: new NearbyIndex(towns),
    cities: new NearbyIndex(readWorldCities()),
    islands: new NearbyIndex(readIslandTowns()),
    landmarks: new NearbyIndex(readLandmarks()),
    prefectures: new Map(towns.map(({ prefecture }) => [prefecture.zh, prefecture])),
  };
};

const inLandmark = (tables: Tables, landmark: Landmark): Finding => {
  const prefecture = landmark.city === null ? undefined : tables.prefectures.get(landmark.city);
  const known = prefecture && ['CN', 'HK', 'MO'].includes(landmark.country) ? prefecture : null;
  const abroad = landmark.city === null ? null : cityNamed(tables, landmark, landmark.city);
  return {
    country: landmark.country,
    province: known?.province ?? (landmark.country === 'TW' ? '台湾省' : null),
    prefecture: known?.official ?? null,
    city: known ?? abroad,
    landmark,
    kind: landmark.kind,
    confidence: 0.95,
  };
};

/** A landmark's city with its English name where the table of cities has it. */
const cityNamed = ({ cities }: Tables, landmark: Landmark, zh: string): PlaceName => {
  const known = cities.within(landmark, 60).find(({ row }) => row.zh.startsWith(zh));
  return { zh, en: known?.row.en ?? zh };
};

const inTown = (tables: Tables, position: LatLon, code: string): Finding => {
  const china = code === 'CN' ? chinaAnswer(tables.towns, position) : null;
  if (china) {
    const { province, prefecture, county, confidence } = china;
    const kind = prefecture ? 'city' : null;
    return {
      country: code,
      province,
      prefecture: prefecture?.official ?? null,
      city: prefecture,
      county,
      kind,
      confidence,
    };
  }
  // The outlines draw Taiwan as the part of China that it is; its cities are in the other table.
  const abroad =
    worldCity(tables.cities, position, code) ?? (code === 'CN' ? worldCity(tables.cities, position, 'TW') : null);
  if (!abroad) return { country: code, province: code === 'TW' ? '台湾省' : null, confidence: 0.8 };
  const province = abroad.city.country === 'TW' ? '台湾省' : null;
  return { country: code, province, city: abroad.city, kind: 'city', confidence: abroad.confidence };
};

const find = (tables: Tables, position: LatLon): Finding => {
  const landmark = landmarkAt(tables.landmarks, position);
  if (landmark) return inLandmark(tables, landmark);
  const region = regionOf(tables, position);
  if (region.at === 'sea') return { country: null, kind: 'sea', confidence: 0.8 };
  if (region.at === 'land') return inTown(tables, position, region.code);
  const claim = region.code === null ? null : inTown(tables, position, region.code);
  return claim?.city ? claim : { country: region.code, confidence: region.code === null ? 0 : 0.5 };
};

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
    name: say(found.landmark) ?? say(found.county) ?? say(found.city) ?? (chinese ? (found.province ?? null) : null),
    landmark: say(found.landmark),
    admin1: chinese ? (found.province ?? null) : null,
    admin2: chinese ? (found.prefecture ?? null) : say(found.prefecture ? found.city : null),
    country: chinese ? (country?.name ?? null) : english,
    country_code: code,
    kind: found.kind ?? null,
  };
};

/** Reverse geocoding without a network. The tables are read at the first question (about 50 ms, 20 MB) and kept. */
export const createPlaceIndex = (): PlaceIndex => {
  let tables: Tables | undefined;
  return {
    reverse(position, { at, timezone, language = 'zh' }) {
      tables ??= readTables();
      const found = find(tables, position);
      return {
        source: 'offline-tables',
        observed_at: localMoment(at, timezone).iso,
        confidence: found.confidence,
        ...inWords(tables, found, language),
      };
    },
  };
};
