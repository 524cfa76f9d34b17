import { type FakeVendor, ok, type VendorAnswer } from './fake-vendor.js';

const values: Readonly<Record<string, readonly [value: number, unit: string]>> = {
  temperature_2m: [17.6, '°C'],
  relative_humidity_2m: [84, '%'],
  weather_code: [61, 'wmo code'],
  wind_speed_10m: [9.4, 'km/h'],
};
const quarterS = 900;

const refusal = (reason: string): VendorAnswer => ({ status: 400, body: { error: true, reason } });
const within = (text: string | null, most: number): boolean =>
  text !== null && text !== '' && Math.abs(Number(text)) <= most;

/** `/v1/forecast` of Open-Meteo with `current`, in its default units. */
export const fakeOpenMeteo: FakeVendor = ({ query, now }) => {
  const [latitude, longitude] = [query.get('latitude'), query.get('longitude')];
  if (!within(latitude, 90)) return refusal(`Latitude must be in range of -90 to 90°. Given: ${latitude}.`);
  if (!within(longitude, 180)) return refusal(`Longitude must be in range of -180 to 180°. Given: ${longitude}.`);
  const asked = (query.get('current') ?? '').split(',');
  const wrong = asked.find((name) => !(name in values));
  if (wrong !== undefined) {
    return refusal(
      `Data corrupted at path ''. Cannot initialize VariableAndPreset from invalid String value ${wrong}.`,
    );
  }
  const seconds = Math.floor(now.getTime() / 1000 / quarterS) * quarterS;
  const unix = query.get('timeformat') === 'unixtime';
  const time = unix ? seconds : new Date(seconds * 1000).toISOString().slice(0, 16);
  const of = (index: 0 | 1) => Object.fromEntries(asked.map((name) => [name, values[name]?.[index]]));
  return ok({
    latitude: Number(latitude),
    longitude: Number(longitude),
    generationtime_ms: 0.06,
    utc_offset_seconds: 0,
    timezone: 'GMT',
    timezone_abbreviation: 'GMT',
    elevation: 12,
    current_units: { time: unix ? 'unixtime' : 'iso8601', interval: 'seconds', ...of(1) },
    current: { time, interval: quarterS, ...of(0) },
  });
};
