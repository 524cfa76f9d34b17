import { POND_TILT } from '../brushes/koi.js';
import { padLeaf } from '../brushes/pond.js';
import type { Chance } from '../chance.js';
import { clamp, lerp } from '../chance.js';
import { type Colour, mix } from '../colour.js';
import type { Sheet } from '../easel.js';
import type { Scenery } from '../scenery.js';

/** A leaf's place: across and down in picture units (a table of places has its first in parts of the width), radius. */
export type Pad = readonly [x: number, y: number, radius: number];

const greensOf = (scenery: Scenery, own: Chance, near: number): readonly [Colour, Colour] => {
  const { tones, spec } = scenery;
  const dry = { spring: 0.02, summer: 0, autumn: 0.42, winter: 0.75 }[spec.season] * own.between(0.4, 1.2);
  const gold = scenery.dimmed(spec.season === 'winter' ? '#8a7450' : '#c2a04c', 0.9);
  const face = mix(mix(tones.mid[0], tones.near[0], near), gold, clamp(dry));
  return [
    mix(face, tones.far[0], own.between(0, 0.25)),
    mix(mix(tones.mid[1], tones.near[1], near), gold, clamp(dry) * 0.6),
  ];
};

/** A leaf in the colours of season and hour, flatter the farther it lies. */
export const paintPad = (scenery: Scenery, sheet: Sheet, own: Chance, [x, y, radius]: Pad): void => {
  const { tones, spec } = scenery;
  const near = clamp((y - 300) / 1700);
  const snow = scenery.falling('snow') > 0;
  const greens = greensOf(scenery, own, near);
  const withered = spec.season === 'autumn' || spec.season === 'winter' ? scenery.dimmed('#8f6a34', 0.9) : null;
  padLeaf(
    { ...sheet, chance: own },
    {
      x,
      y,
      radius,
      tilt: lerp(0.4, POND_TILT + 0.08, near),
      greens: snow ? [mix(greens[0], '#eef4f8', 0.62), mix(greens[1], '#dfe9f2', 0.35)] : greens,
      rim: mix(tones.shine, greens[0], 0.35),
      withered,
      water: tones.silhouette,
      raised: radius > 100 ? radius * own.between(0.06, 0.16) : 0,
      drops: radius > 80 && !snow ? tones.shine : null,
    },
  );
};

interface Bloom {
  readonly petal: Colour;
  readonly heart: Colour;
}

/** Pink, or now and then white. */
export const bloomOf = (scenery: Scenery, own: Chance): Bloom =>
  own.chance(0.75)
    ? { petal: scenery.dimmed('#f092ab', 0.45), heart: scenery.dimmed('#fff0ea', 0.35) }
    : { petal: scenery.dimmed('#f7e3e6', 0.4), heart: scenery.dimmed('#fffbee', 0.35) };
