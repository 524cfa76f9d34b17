import type { LatLon, SensedAlmanac } from '@mojian/contracts/sensed';
import { Body, Illumination, MoonPhase } from 'astronomy-engine';
import { altitudeOf } from './sky-altitude.js';

type Moon = SensedAlmanac['moon'];

/** Upper bounds of the elongation, in degrees, up to which a name holds; the eye takes a moon that is lit to 97 % for full. */
const phases: readonly (readonly [until: number, name: string])[] = [
  [10, '新月'],
  [83, '蛾眉月'],
  [97, '上弦月'],
  [160, '盈凸月'],
  [200, '满月'],
  [263, '亏凸月'],
  [277, '下弦月'],
  [350, '残月'],
];

/** The moon at a moment: lit part, whether it grows, its name, and its height over a place. */
export const moonAt = (at: Date, position: LatLon | null): Moon => {
  const elongation = MoonPhase(at);
  return {
    fraction: Math.round(Illumination(Body.Moon, at).phase_fraction * 1000) / 1000,
    waxing: elongation < 180,
    name: phases.find(([until]) => elongation <= until)?.[1] ?? '新月',
    altitude: position && altitudeOf(Body.Moon, at, position),
  };
};
