import type { LatLon } from '@mojian/contracts/sensed';
import type { CountryIndex } from './country-index.js';
import type { DivisionGrid } from './division-grid.js';
import type { Division, PlaceName, Prefecture } from './tables.js';

/** What the grid of China's divisions says of a point; a level that two neighbours claim is null. */
export interface ChinaAnswer {
  readonly province: string | null;
  readonly prefecture: Prefecture | null;
  /** County, county-level city, banner or district. */
  readonly county: PlaceName | null;
  readonly confidence: number;
}

export interface ChinaTables {
  readonly countries: CountryIndex;
  readonly grid: DivisionGrid;
  readonly divisions: readonly (Division | null)[];
}

/** Where a neighbouring country lies as near as this, the rim of the grid is a border and no shore. */
const borderKm = 12;

export const isChinese = (code: string): boolean => ['CN', 'HK', 'MO', 'TW'].includes(code);

/** The one value that all rows share, else null. */
const agreed = <Row, Value>(rows: readonly Row[], read: (row: Row) => Value): Value | null => {
  const values = new Set(rows.map(read));
  const [value] = values;
  return value === undefined || values.size > 1 ? null : value;
};

const confidenceOf = (county: PlaceName | null, prefecture: Prefecture | null): number => {
  if (county) return 0.97;
  return prefecture ? 0.95 : 0.8;
};

/**
 * The divisions of a point in China, or of a shore within half a kilometre; `frontier` so near to another country that neither is certain, null elsewhere.
 * A cell is 0.005° (about 550 m); a name is told when the cell and its eight neighbours agree, so never within half a kilometre of a border.
 */
export const chinaAnswer = (tables: ChinaTables, position: LatLon): ChinaAnswer | 'frontier' | null => {
  const { near } = tables.grid.around(position);
  const inside = near.filter((division) => division > 0);
  if (inside.length === 0) return null;
  const abroad = (): boolean => tables.countries.near(position, borderKm).some(({ code }) => !isChinese(code));
  if (near.length > inside.length && abroad()) return 'frontier';
  const claims = inside.flatMap((division) => tables.divisions[division] ?? []);
  const prefecture = agreed(claims, (claim) => claim.prefecture);
  const county = inside.length === 1 ? (claims[0]?.county ?? null) : null;
  const province = agreed(claims, (claim) => claim.prefecture.province);
  return { province, prefecture, county, confidence: confidenceOf(county, prefecture) };
};
