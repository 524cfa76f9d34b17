import { type FakeVendor, ok } from './fake-vendor.js';

export const OPENWEATHER_KEY = 'openweather-key';

const kelvin = 273.15;

/** `/data/2.5/weather` of OpenWeather: kelvins unless metric units are asked for, wind in m/s. */
export const fakeOpenWeather: FakeVendor = ({ query, now }) => {
  if (query.get('appid') !== OPENWEATHER_KEY) {
    const message = 'Invalid API key. Please see https://openweathermap.org/faq#error401 for more info.';
    return { status: 401, body: { cod: 401, message } };
  }
  const [lat, lon] = [query.get('lat'), query.get('lon')];
  if (lat === null || lon === null) return { status: 400, body: { cod: '400', message: 'Nothing to geocode' } };
  if (!(Math.abs(Number(lat)) <= 90)) return { status: 400, body: { cod: '400', message: 'wrong latitude' } };
  const celsius = 17.2;
  const temp = query.get('units') === 'metric' ? celsius : celsius + kelvin;
  return ok({
    coord: { lon: Number(lon), lat: Number(lat) },
    weather: [{ id: 803, main: 'Clouds', description: 'broken clouds', icon: '04d' }],
    base: 'stations',
    main: { temp, feels_like: temp, temp_min: temp, temp_max: temp, pressure: 1012, humidity: 82 },
    visibility: 10_000,
    wind: { speed: 2.5, deg: 40 },
    clouds: { all: 75 },
    dt: Math.floor(now.getTime() / 1000) - 300,
    sys: { country: 'CN', sunrise: 1, sunset: 2 },
    timezone: 28_800,
    id: 1_808_926,
    name: 'Hangzhou',
    cod: 200,
  });
};
