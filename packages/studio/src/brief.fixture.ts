import { Brief } from '@mojian/contracts/brief';

const OBSERVED = { source: 'almanac', observed_at: '2026-03-20T10:00:00+08:00', confidence: 1 };

/** What a spec may say of a brief; the rest is a grey spring day in no known place. */
export interface BriefWish extends Partial<Omit<Brief, 'sensed'>> {
  readonly place?: Partial<NonNullable<Brief['sensed']['place']>>;
  readonly weather?: Partial<Brief['sensed']['weather']>;
  readonly almanac?: Partial<Brief['sensed']['almanac']>;
}

/** A valid brief for specs. */
export function makeBrief({ place, weather, almanac, ...given }: BriefWish = {}): Brief {
  const nowhere = {
    city: null,
    name: null,
    landmark: null,
    admin1: null,
    admin2: null,
    admin3: null,
    country: null,
    country_code: null,
    kind: null,
  };
  return Brief.parse({
    words: '嗯',
    language: 'zh',
    style: null,
    theme: null,
    mood: null,
    ink: [],
    recipient: null,
    sender: null,
    position: null,
    told: { location: null, city: null, weather: null },
    written_at: '2026-03-20T10:00:00+08:00',
    seed: 'seed',
    recent: [],
    ...given,
    sensed: {
      place: place ? { ...OBSERVED, ...nowhere, ...place } : null,
      weather: {
        ...OBSERVED,
        weather_text: null,
        sky: null,
        temperature: null,
        humidity: null,
        wind_speed: null,
        ...weather,
      },
      almanac: {
        ...OBSERVED,
        date: '2026-03-20',
        season: 'spring',
        part_of_day: 'day',
        solar_term: '春分',
        solar_term_today: false,
        pentad: '玄鸟至',
        lunar_date: '二月初二',
        festival: null,
        moon: { fraction: 0.5, waxing: true, name: '上弦月', altitude: null },
        sun_altitude: null,
        sunrise: null,
        sunset: null,
        eclipse: null,
        ...almanac,
      },
    },
  });
}
