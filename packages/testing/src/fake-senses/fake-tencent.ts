import { randomUUID } from 'node:crypto';
import { type FakeVendor, ok } from './fake-vendor.js';
import { placeAt } from './places.js';

export const TENCENT_KEY = 'OB4BZ-D4W3U-B7VVO-4PJWW-6TKDJ-WPB77';

/** Latitude first. */
const form = /^(\d{1,2}(?:\.\d{1,6})?),(\d{1,3}(?:\.\d{1,6})?)$/;
const failure = (status: number, message: string) => ok({ status, message, request_id: randomUUID() });

/** `/ws/geocoder/v1/` of Tencent LBS. All its answers have HTTP status 200. */
export const fakeTencent: FakeVendor = ({ query }) => {
  const key = query.get('key') ?? '';
  if (!/^([A-Z0-9]{5}-){5}[A-Z0-9]{5}$/.test(key)) return failure(311, 'key格式错误');
  if (key !== TENCENT_KEY) return failure(190, '无效的key');
  const [, latitude, longitude] = form.exec(query.get('location') ?? '') ?? [];
  if (latitude === undefined || longitude === undefined || Number(latitude) > 60) {
    return failure(310, '请求参数信息有误');
  }
  const place = placeAt(Number(longitude), Number(latitude));
  if (!place) return failure(347, '查询无结果');
  // A municipality is its own city; a county under its province stands on both levels.
  const city = place.city || (place.district.endsWith('区') ? place.province : place.district);
  const levels = { nation: '中国', province: place.province, city, district: place.district };
  const location = { lat: Number(latitude), lng: Number(longitude) };
  const name = `中国,${place.province},${city},${place.district}`;
  return ok({
    status: 0,
    message: 'Success',
    request_id: randomUUID(),
    result: {
      location,
      address: `${place.province}${city}${place.district}`,
      address_component: { ...levels, street: '', street_number: '' },
      ad_info: { nation_code: '156', adcode: place.adcode, city_code: '156330100', name, location, ...levels },
      address_reference: { famous_area: { title: '武林', location, _distance: 0, _dir_desc: '内' } },
    },
  });
};
