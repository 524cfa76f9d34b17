import { placeKinds } from '@mojian/contracts/sensed';
import { z } from 'zod';

const Name = z.string().min(1).nullable();

/** What a provider says of a square kilometre in China, in official names (浙江省, 杭州市, 西湖区); cached in this form. */
export const PlaceReport = z.object({
  source: z.string(),
  observed_at: z.iso.datetime({ offset: true }),
  province: Name,
  /** A prefecture, a municipality, or a county that stands directly under its province. */
  prefecture: Name,
  county: Name,
  /** Places of note there, each a circle in WGS-84 of its area, smallest first. */
  landmarks: z.array(
    z.object({
      name: z.string().min(1),
      kind: z.enum(placeKinds).nullable(),
      latitude: z.number(),
      longitude: z.number(),
      radius_km: z.number(),
    }),
  ),
});
export type PlaceReport = z.output<typeof PlaceReport>;

/** As providers name the levels; absent or empty where there is none. */
interface GivenDivisions {
  readonly province: string | null;
  readonly city: string | null;
  readonly district: string | null;
}

/** These are their own prefecture, whatever stands on the level of the city (市辖区, 重庆郊县). */
const municipality = /^(北京市|天津市|上海市|重庆市|香港特别行政区|澳门特别行政区)$/;

/** The levels as the tables have them: where a city has no level of its own, the municipality or the county is it. */
export const divisionsOf = ({
  province,
  city,
  district,
}: GivenDivisions): Pick<PlaceReport, 'province' | 'prefecture' | 'county'> => {
  const prefecture = province !== null && municipality.test(province) ? province : (city ?? district);
  return { province, prefecture, county: district === prefecture ? null : district };
};
