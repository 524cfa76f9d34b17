import { type FakeVendor, ok } from './fake-vendor.js';
import { placeAt } from './places.js';

export const AMAP_KEY = 'amap-key';

/** Longitude first, six decimals at most. */
const form = /^(\d{1,3}(?:\.\d{1,6})?),(\d{1,2}(?:\.\d{1,6})?)$/;
const failure = (info: string, infocode: string) => ok({ status: '0', info, infocode });
/** AMap writes an empty list for no text. */
const text = (value: string): string | readonly never[] => (value === '' ? [] : value);

const aois = [
  { id: 'B0FFFAB6J2', name: '方正公寓', location: '120.150,30.244', area: '90000', type: '120302' },
  { id: 'B023B09LKR', name: '西湖风景名胜区', location: '120.141,30.236', area: '59040000.0', type: '110202' },
  { id: 'B023B1D6C5', name: '白堤花园', location: '120.148,30.258', area: '180000.5', type: '110101' },
  { id: 'B023B07CQG', name: '<b>净慈寺</b>', location: '120.150,30.231', area: '60000', type: '110205' },
];

/** `/v3/geocode/regeo` of AMap. All its answers have HTTP status 200. */
export const fakeAmap: FakeVendor = ({ query }) => {
  if (query.get('key') !== AMAP_KEY) return failure('INVALID_USER_KEY', '10001');
  const [, longitude, latitude] = form.exec(query.get('location') ?? '') ?? [];
  if (longitude === undefined || latitude === undefined) return failure('INVALID_PARAMS', '20000');
  if (Number(latitude) > 60) return failure('INVALID_PARAMS', '20000');
  const place = placeAt(Number(longitude), Number(latitude));
  const addressComponent = {
    country: text(place ? '中国' : ''),
    province: text(place?.province ?? ''),
    city: text(place?.city ?? ''),
    citycode: text(place ? '0571' : ''),
    district: text(place?.district ?? ''),
    adcode: text(place?.adcode ?? ''),
    township: [],
    towncode: [],
    neighborhood: { name: [], type: [] },
    building: { name: [], type: [] },
    businessAreas: [[]],
  };
  const full = query.get('extensions') === 'all' ? { pois: [], roads: [], roadinters: [] } : {};
  const areas = query.get('extensions') === 'all' && place?.adcode === '330106' ? aois : [];
  const regeocode = {
    formatted_address: place ? `${place.province}${place.city}${place.district}` : [],
    addressComponent,
    ...full,
    ...(query.get('extensions') === 'all' && {
      aois: areas.map((aoi) => ({ ...aoi, adcode: '330106', distance: '0' })),
    }),
  };
  return ok({ status: '1', info: 'OK', infocode: '10000', regeocode });
};
