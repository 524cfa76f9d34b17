import type { LatLon, SensedPlace } from '@mojian/contracts/sensed';
import { distanceKm } from './geometry.js';
import type { PlaceReport } from './place-report.js';

interface Spot {
  /** Where one stands, WGS-84. */
  readonly position: LatLon;
  /** What a prefecture is called on a card (大理白族自治州: 大理). */
  readonly cityName: (official: string) => string | null;
}

/** A provider speaks of the middle of a square kilometre, which the spot may be 700 m away from. */
const reportConfidence = 0.9;

/**
 * Whether a provider could add to what the tables know: in China, and not where both the county and the landmark are
 * known already.
 */
export const mayBeAsked = ({ country_code, kind, landmark, admin3 }: SensedPlace): boolean =>
  (country_code === null || country_code === 'CN') && kind !== 'sea' && (landmark === null || admin3 === null);

/** Both names are known and they are not the same. */
const differ = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other;

const landmarkAround = ({ landmarks }: PlaceReport, position: LatLon) =>
  landmarks.find((landmark) => distanceKm(position, landmark) <= landmark.radius_km) ?? null;

/** A county or a county-level city is a place of its own, a district is a part of its city. */
const ownName = (county: string | null): string | null => (county?.endsWith('区') === false ? county : null);

/**
 * The tables' answer for the very spot, filled with what a provider knows of its square kilometre. The tables are
 * certain or silent: where the two differ, a border lies between and the tables are believed.
 */
export const settlePlace = (exact: SensedPlace, report: PlaceReport, { position, cityName }: Spot): SensedPlace => {
  if (differ(exact.admin1, report.province) || differ(exact.admin2, report.prefecture)) return exact;
  const found = exact.landmark === null ? landmarkAround(report, position) : null;
  const landmark = exact.landmark ?? found?.name ?? null;
  const admin1 = exact.admin1 ?? report.province;
  const admin2 = exact.admin2 ?? report.prefecture;
  const admin3 = exact.admin3 ?? report.county;
  const city = exact.city ?? (admin2 === null ? null : cityName(admin2));
  return {
    source: report.source,
    observed_at: report.observed_at,
    confidence: Math.max(exact.confidence, reportConfidence),
    city,
    name: landmark ?? ownName(admin3) ?? city ?? admin1,
    landmark,
    admin1,
    admin2,
    admin3,
    country: '中国',
    country_code: 'CN',
    kind: found?.kind ?? exact.kind,
  };
};
