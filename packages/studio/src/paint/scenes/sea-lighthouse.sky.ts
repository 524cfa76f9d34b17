import { cumulus } from '../brushes/cumulus.js';
import { mist } from '../brushes/mist.js';
import { sky } from '../brushes/sky.js';
import { sun } from '../brushes/sun.js';
import { mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { isOpen, sunPlace } from './open-sky.js';

/** Column of the light on the water; null when neither sun nor moon is to be seen. */
export type LightX = number | null;

/** Heaped clouds low over the sea: base, width, height, and the parts of the width between which they stand. */
const HEAPS = [
  [1150, 560, 130, 0.5, 1.05],
  [1000, 420, 130, -0.05, 0.3],
  [1215, 380, 66, 0.1, 0.8],
  [1240, 300, 44, 0, 1],
] as const;

const paintHeaps = (scenery: Scenery, sheet: Sheet): void => {
  const { tones, spec } = scenery;
  if (scenery.night || spec.sky === 'fog') return;
  const own = scenery.chance.fork('clouds');
  for (const [base, width, height, from, to] of HEAPS)
    cumulus(
      { ...sheet, chance: own.fork(`${base}`) },
      {
        x: own.between(from, to) * WIDTH,
        base: base + own.between(-20, 20),
        width: width * own.between(0.8, 1.2),
        height: height * own.between(0.8, 1.2),
        lit: mix(spec.partOfDay === 'day' ? '#fffef8' : mix(tones.shine, tones.mist, 0.5), tones.mist, 0.2),
        shade: mix(mix(tones.cloud, tones.far[0], 0.4), tones.mist, 0.35),
        strength: isOpen(scenery) ? 0.82 : 0.5,
        facing: scenery.facing,
      },
    );
};

const paintClouds = (scenery: Scenery, sheet: Sheet): void => {
  const { tones } = scenery;
  const closed = !isOpen(scenery);
  mist(sheet, {
    colour: tones.cloud,
    y: closed ? -220 : 40,
    height: closed ? 900 : 520,
    strength: closed ? 0.5 : 0.34,
    fill: closed ? 0.7 : 0.36,
    reach: 1100,
    name: 'high',
  });
  mist(sheet, {
    colour: mix(tones.cloud, tones.mist, 0.35),
    y: 800,
    height: 340,
    strength: 0.45,
    fill: 0.38,
    reach: 1200,
    name: 'bank',
  });
};

/** The sky with its light; gives back where that light falls on the water. */
export const paintSky = (scenery: Scenery, horizon: number): LightX => {
  const { tones, spec } = scenery;
  const sheet = scenery.plane('sky');
  const high = spec.partOfDay === 'day';
  const disc = sunPlace(scenery, {
    x: WIDTH * (high ? 0.2 : scenery.across(0.72)),
    horizon,
    zenith: 470,
  });
  sky(sheet, {
    stops: tones.sky,
    horizon: Math.max(horizon, 1316),
    stir: 0.05,
    light: disc === null || high ? null : { x: disc.x, y: disc.y, reach: 380, lift: 0.12 },
  });
  paintClouds(scenery, sheet);
  paintHeaps(scenery, sheet);
  scenery.deepenSky(sheet);
  const moon = disc === null ? scenery.moonPlace({ x: WIDTH * 0.2, radius: 66, horizon: 1000 }) : null;
  if (isOpen(scenery)) scenery.paintStars(sheet, { count: 420, lowest: 1180 }, moon);
  if (disc !== null) sun(sheet, { ...disc, colour: tones.shine, strength: spec.sky === 'cloudy' ? 0.5 : 1 });
  scenery.paintMoon(sheet, moon);
  mist(sheet, {
    colour: tones.mist,
    y: horizon - 230,
    height: 300,
    strength: 0.42,
    fill: 0.5,
    reach: 1100,
    name: 'haze',
  });
  return disc?.x ?? moon?.x ?? null;
};
