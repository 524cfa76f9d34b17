import type { LatLon, SensedEclipse } from '@mojian/contracts/sensed';
import {
  AngleBetween,
  Body,
  EclipseKind,
  EclipticGeoMoon,
  Equator,
  Horizon,
  Observer,
  SearchGlobalSolarEclipse,
  SearchLocalSolarEclipse,
  SearchLunarEclipse,
  SearchMoonPhase,
} from 'astronomy-engine';
import { localMoment } from '../moment.js';
import { altitudeOf } from './sky-altitude.js';

interface EclipseQuestion {
  readonly at: Date;
  /** IANA name; days are counted in this zone. */
  readonly timezone: string;
  readonly position: LatLon | null;
}

/** The days that are looked at: today from its first minute and three more. */
interface Window {
  readonly from: Date;
  readonly to: Date;
}

type Found = Pick<SensedEclipse, 'body' | 'kind'> & { readonly peak: Date };

const windowDays = 4;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const minuteMs = 60_000;

const bodyWords = { sun: '日', moon: '月' } as const;
const kindWords = { partial: '偏食', annular: '环食', total: '全食' } as const;

const kinds: Readonly<Record<EclipseKind, SensedEclipse['kind'] | null>> = {
  [EclipseKind.Total]: 'total',
  [EclipseKind.Annular]: 'annular',
  [EclipseKind.Partial]: 'partial',
  // The eye does not see that the moon is in the half-shadow.
  [EclipseKind.Penumbral]: null,
};

/** Whether the moon is up at some moment of a phase that lasts `half` minutes before and after the peak. */
const isSeen = (peak: Date, half: number, position: LatLon): boolean =>
  half > 0 &&
  [-1, -0.5, 0, 0.5, 1].some(
    (part) => altitudeOf(Body.Moon, new Date(peak.getTime() + part * half * minuteMs), position) > 0,
  );

const moonEclipse = ({ from, to }: Window, position: LatLon | null): Found | null => {
  const { kind, peak, sd_total, sd_partial } = SearchLunarEclipse(from);
  const told = kinds[kind];
  if (told === null || peak.date > to) return null;
  if (!position) return { body: 'moon', kind: told, peak: peak.date };
  if (isSeen(peak.date, sd_total, position)) return { body: 'moon', kind: 'total', peak: peak.date };
  return isSeen(peak.date, sd_partial, position) ? { body: 'moon', kind: 'partial', peak: peak.date } : null;
};

/** The longest eclipse lasts six hours on earth; the discs touch at most this far apart. */
const halfSpanMinutes = 190;
const sampleMinutes = 10;
const touchDegrees = 0.56;

/** Whether sun and moon meet above the horizon of a place: cheap, where the library would search on for years. */
const meetsHere = (peak: Date, observer: Observer): boolean => {
  for (let minutes = -halfSpanMinutes; minutes <= halfSpanMinutes; minutes += sampleMinutes) {
    const at = new Date(peak.getTime() + minutes * minuteMs);
    const sun = Equator(Body.Sun, at, observer, true, true);
    const moon = Equator(Body.Moon, at, observer, true, true);
    const apart = AngleBetween(sun.vec, moon.vec);
    if (apart < touchDegrees && Horizon(at, observer, sun.ra, sun.dec, 'normal').altitude > 0) return true;
  }
  return false;
};

const sunEclipse = ({ from, to }: Window, position: LatLon | null): Found | null => {
  const somewhere = SearchGlobalSolarEclipse(from);
  if (somewhere.peak.date > to) return null;
  if (!position) return { body: 'sun', kind: kinds[somewhere.kind] ?? 'partial', peak: somewhere.peak.date };
  const observer = new Observer(position.latitude, position.longitude, 0);
  if (!meetsHere(somewhere.peak.date, observer)) return null;
  const { kind, peak } = SearchLocalSolarEclipse(from, observer);
  if (peak.time.date > to) return null;
  return { body: 'sun', kind: (peak.altitude > 0 && kinds[kind]) || 'partial', peak: peak.time.date };
};

/** Farther from the ecliptic at its full or new phase, the moon neither meets the shadow nor the sun. */
const nodeDegrees = 1.6;

/** A search for an eclipse goes on for months: it is worth its time only around a phase near a node. */
const mayHappen = (phase: 0 | 180, { from }: Window): boolean => {
  const time = SearchMoonPhase(phase, from, windowDays);
  return time !== null && Math.abs(EclipticGeoMoon(time).lat) < nodeDegrees;
};

/** The eclipse of today or the next three days that is seen at the place, or without a place somewhere; null on nearly every day. */
export const eclipseNear = ({ at, timezone, position }: EclipseQuestion): SensedEclipse | null => {
  const today = localMoment(at, timezone);
  const from = new Date(at.getTime() - today.hour * hourMs);
  const window = { from, to: new Date(from.getTime() + windowDays * dayMs) };
  const found =
    (mayHappen(180, window) ? moonEclipse(window, position) : null) ??
    (mayHappen(0, window) ? sunEclipse(window, position) : null);
  if (!found) return null;
  const peak = localMoment(found.peak, timezone);
  return {
    body: found.body,
    kind: found.kind,
    name: `${bodyWords[found.body]}${kindWords[found.kind]}`,
    peak: peak.iso,
    days: Math.round((Date.parse(peak.date) - Date.parse(today.date)) / dayMs),
    where: position ? 'here' : 'somewhere',
  };
};
