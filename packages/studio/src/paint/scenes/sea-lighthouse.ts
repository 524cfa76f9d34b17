import { mist } from '../brushes/mist.js';
import { type Ridge, range, ridgeAt, skyline, under } from '../brushes/ridge.js';
import { sailboat } from '../brushes/sailboat.js';
import { breaker, swell } from '../brushes/swell.js';
import { moss, wash } from '../brushes/wash.js';
import { lightColumn, rainRings } from '../brushes/water.js';
import { clamp, lerp } from '../chance.js';
import { mix } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { paintBeach } from './sea-lighthouse.front.js';
import { paintHeadland } from './sea-lighthouse.headland.js';
import { type LightX, paintSky } from './sea-lighthouse.sky.js';
import { seaLighthouseTones } from './sea-lighthouse.tones.js';

/** The sea lies higher or lower in every seed. */
const horizonOf = ({ chance }: Scenery): number => Math.round(chance.fork('horizon').between(1248, 1334));
const SHORE = 1840;

const farCoast = (scenery: Scenery): Ridge =>
  scenery.farRidge(horizonOf(scenery) + 2, 190, 'rolling', (own) =>
    range(own, { mass: scenery.across(0.8), tall: 150, low: 40, count: 4, spread: 0.13 }),
  );

const paintFar = (scenery: Scenery, coast: Ridge): void => {
  const horizon = horizonOf(scenery);
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const own = chance.fork('islands');
  const islands = skyline(own, {
    base: horizon + 16,
    peaks: [
      { x: scenery.across(own.between(0.55, 0.7)), spread: 0.1, height: own.between(90, 130) },
      { x: scenery.across(own.between(0.9, 1)), spread: 0.16, height: own.between(120, 165) },
    ],
    rock: 'rolling',
  });
  wash(sheet, under(islands, horizon, scenery.ceiling), {
    stops: tones.distant,
    fade: 220,
    texture: 0.25,
    strength: 0.7,
    bottom: horizon + 2,
  });
  mist(sheet, { colour: tones.mist, y: horizon - 110, height: 130, strength: 0.5, name: 'between' });
  wash(sheet, coast, {
    stops: tones.far,
    fade: 210,
    texture: 0.4,
    density: 0.7,
    light: 0.45,
    lightColour: tones.shine,
    bottom: horizon + 2,
  });
  moss(sheet, coast, {
    colour: mix(tones.far[0], tones.silhouette, 0.4),
    count: 300,
    size: 2.2,
    spread: 20,
    strength: 0.3,
  });
  mist(sheet, { colour: tones.mist, y: horizon - 70, height: 90, strength: 0.6, fill: 0.55, name: 'foot' });
};

/** Waves that come in one behind the other; the nearest repeats the line of the far coast, and so the drawing. */
const paintBreakers = (scenery: Scenery, sheet: Sheet, coast: Ridge): void => {
  const horizon = horizonOf(scenery);
  const { tones, chance, spec } = scenery;
  const own = chance.fork('breakers');
  const brush = { ...sheet, chance: own };
  const tallest = Math.max(1, horizon - coast.reduce((top, y) => Math.min(top, y)));
  const fresh = spec.sky === 'wind' || spec.sky === 'thunder' ? 1.5 : 1;
  const face = [
    mix(tones.water[1], mix(tones.water[0], '#8fd0c4', 0.35), 0.6),
    mix(tones.water[1], tones.silhouette, 0.35),
  ] as const;
  for (const [part, count] of [
    [0.16, 4],
    [0.34, 3],
    [0.55, 2],
  ] as const) {
    for (let wave = 0; wave < count; wave++) {
      const y = horizon + (SHORE - horizon) * (part + own.between(-0.05, 0.05));
      breaker(brush, {
        x: own.between(0.05, 0.95) * WIDTH,
        y,
        reach: lerp(80, 330, part) * own.between(0.7, 1.2),
        height: lerp(6, 34, part) * fresh,
        face,
        foam: mix(tones.shine, tones.mist, 0.3),
      });
    }
  }
  breaker(brush, {
    x: WIDTH * own.between(0.42, 0.58),
    y: SHORE - 96,
    reach: WIDTH * 0.72,
    height: 84 * fresh,
    face,
    foam: tones.shine,
    profile: (across) => clamp((horizon - ridgeAt(coast, ((across / 0.72 + 1) / 2) * WIDTH)) / tallest),
  });
};

const paintSail = (scenery: Scenery, sheet: Sheet): void => {
  const { tones, spec } = scenery;
  const own = scenery.chance.fork('sail');
  if (own.chance(0.35) || spec.sky === 'thunder' || spec.sky === 'fog') return;
  sailboat(
    { ...sheet, chance: own },
    {
      x: scenery.across(own.between(0.56, 0.84)) * WIDTH,
      y: horizonOf(scenery) + own.between(46, 96),
      size: own.between(66, 92),
      sail: scenery.dimmed('#fbf6ea', 0.7),
      shade: mix(tones.silhouette, tones.far[0], 0.4),
      hull: mix(scenery.dimmed('#7a4a3a'), tones.silhouette, 0.4),
      lamp: scenery.lampsLit && spec.partOfDay !== 'dawn' ? '#ffd28a' : null,
      facing: own.chance(0.5) ? 1 : -1,
    },
  );
};

const paintSea = (scenery: Scenery, coast: Ridge, light: LightX): void => {
  const horizon = horizonOf(scenery);
  const { tones, spec } = scenery;
  const sheet = scenery.plane('sea');
  swell(sheet, {
    waterline: horizon,
    bottom: HEIGHT,
    body: [
      tones.water[0],
      mix(tones.water[0], tones.water[1], 0.55),
      tones.water[1],
      mix(tones.water[1], tones.silhouette, 0.3),
    ],
    crest: mix(tones.water[0], tones.shine, 0.4),
    trough: mix(tones.water[1], tones.silhouette, 0.62),
    roughness: spec.sky === 'wind' || spec.sky === 'thunder' ? 1.15 : 0.85,
  });
  if (light !== null)
    lightColumn(sheet, {
      x: light,
      waterline: horizon,
      bottom: SHORE,
      colour: tones.shine,
      count: spec.partOfDay === 'day' ? 260 : 560,
      strength: 0.6,
      spread: 1.1,
    });
  paintBreakers(scenery, sheet, coast);
  paintSail(scenery, sheet);
  mist(sheet, { colour: tones.mist, y: horizon - 26, height: 80, strength: 0.4, fill: 0.6, name: 'spray' });
  rainRings(sheet, {
    waterline: horizon,
    colour: tones.shine,
    count: Math.round(40 * scenery.falling('rain')),
    strength: 0.3,
  });
};

/** The open sea: a far coast, a lighthouse on its headland, waves that come in and end on the sand at our feet. */
export const seaLighthouse: Scene = {
  name: 'sea-lighthouse',
  tones: seaLighthouseTones,
  paint(scenery) {
    const light = paintSky(scenery, horizonOf(scenery));
    const coast = farCoast(scenery);
    paintFar(scenery, coast);
    paintSea(scenery, coast, light);
    paintHeadland(scenery, horizonOf(scenery));
    paintBeach(scenery, SHORE);
  },
};
