import type { LatLon } from '@mojian/contracts/sensed';
import { type Body, Equator, Horizon, Observer } from 'astronomy-engine';

/** Apparent height of a body above the horizon of a place at sea level, in degrees to one decimal, refraction included. */
export const altitudeOf = (body: Body, at: Date, { latitude, longitude }: LatLon): number => {
  const observer = new Observer(latitude, longitude, 0);
  const { ra, dec } = Equator(body, at, observer, true, true);
  return Math.round(Horizon(at, observer, ra, dec, 'normal').altitude * 10) / 10;
};
