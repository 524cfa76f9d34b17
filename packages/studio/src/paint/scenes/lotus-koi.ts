import { type Koi, koi, POND_TILT } from '../brushes/koi.js';
import { mist } from '../brushes/mist.js';
import { caustics, rings } from '../brushes/pond.js';
import type { Peak } from '../brushes/ridge.js';
import { glow, sky } from '../brushes/sky.js';
import { ripples } from '../brushes/water.js';
import { rounded, waves } from '../brushes/wave-line.js';
import type { Chance } from '../chance.js';
import { lerp } from '../chance.js';
import { type Colour, mix } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { paintPondFront } from './lotus-koi.front.js';
import { paintLeaves } from './lotus-koi.leaves.js';
import { lotusKoiTones } from './lotus-koi.tones.js';

/** Where the water is free of the sky's haze and one looks down to the ground. */
const CLEAR = 1060;

/** The water: sky on its far part, the ground's green and the net of light near us. */
const paintWater = (scenery: Scenery): void => {
  const { tones, spec } = scenery;
  const sheet = scenery.plane('water');
  sky(sheet, { stops: tones.sky, horizon: HEIGHT, stir: 0.1 });
  mist(sheet, { colour: tones.distant[1], y: -120, height: 420, strength: 0.34, fill: 0.6, reach: 1300, name: 'haze' });
  mist(sheet, { colour: tones.cloud, y: 420, height: 640, strength: 0.16, fill: 0.4, reach: 900, name: 'cloud' });
  paintShine(scenery, sheet);
  const bright = spec.partOfDay === 'day' && spec.sky !== 'rain' && spec.sky !== 'thunder';
  caustics(sheet, { colour: tones.shine, from: CLEAR, strength: bright ? 0.34 : 0.34 * (0.62 - tones.dim * 0.7) });
  ripples(sheet, { waterline: 1090, colour: tones.mist, count: 150, strength: 0.16 });
};

/** The sun's or moon's image lies on the water beside the poem. */
const paintShine = (scenery: Scenery, sheet: Sheet): void => {
  const { spec, tones } = scenery;
  const open = spec.sky === null || spec.sky === 'clear' || spec.sky === 'wind';
  const moon = scenery.night ? scenery.moonPlace({ x: WIDTH * 0.2, radius: 60, horizon: 1000 }) : null;
  if (moon !== null) {
    scenery.paintMoon(sheet, moon);
    ripples(sheet, {
      waterline: moon.y - 66,
      bottom: moon.y + 90,
      colour: tones.sky[0] ?? tones.silhouette,
      count: 60,
      strength: 0.5,
    });
  } else if (open && !scenery.night) {
    glow(sheet, {
      x: WIDTH * 0.16,
      y: 560,
      radius: 420,
      colour: tones.shine,
      strength: spec.partOfDay === 'day' ? 0.16 : 0.3,
    });
  }
};

/** The pond's own ripples, when nobody drew any. */
const swells = (chance: Chance): Peak[] => [
  { x: chance.between(0.1, 0.35), spread: 0.14, height: chance.between(40, 80) },
  { x: chance.between(0.55, 0.85), spread: 0.18, height: chance.between(50, 90) },
];

/** The person's line runs over the pond as a wave. */
const paintRipples = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('ripples');
  const level = chance.fork('level').between(1270, 1340);
  waves(sheet, {
    crest: rounded(scenery.farRidge(level, 150, 'rolling', swells)),
    level,
    count: 7,
    light: mix(tones.shine, tones.mist, 0.35),
    shade: tones.silhouette,
    strength: lerp(0.85, 0.6, tones.dim),
  });
};

type Swimmer = Pick<Koi, 'x' | 'y' | 'length' | 'heading' | 'bend' | 'depth'>;

/** How they swim: one after the other, round each other, and side by side. */
const shoals: readonly [readonly Swimmer[], ...(readonly Swimmer[])[]] = [
  [
    { x: 0.4, y: 1510, length: 340, heading: -2.2, bend: 0.7, depth: 0.35 },
    { x: 0.63, y: 1620, length: 440, heading: -1, bend: -0.75, depth: 0.12 },
    { x: 0.26, y: 1790, length: 290, heading: 0.35, bend: 0.6, depth: 0.5 },
  ],
  [
    { x: 0.3, y: 1690, length: 390, heading: 2.5, bend: 1, depth: 0.15 },
    { x: 0.7, y: 1540, length: 370, heading: -0.6, bend: 1, depth: 0.22 },
    { x: 0.42, y: 1450, length: 240, heading: -2.6, bend: -0.5, depth: 0.55 },
  ],
  [
    { x: 0.52, y: 1480, length: 400, heading: -1.75, bend: 0.5, depth: 0.15 },
    { x: 0.7, y: 1600, length: 350, heading: -1.55, bend: -0.5, depth: 0.3 },
    { x: 0.36, y: 1640, length: 290, heading: -1.9, bend: 0.55, depth: 0.45 },
  ],
];

const coats: readonly (readonly [Colour, Colour])[] = [
  ['#fbf3e6', '#e2452a'],
  ['#f4b548', '#f7d98a'],
  ['#f7efe4', '#d8381f'],
  ['#e6532b', '#f6e6d2'],
  ['#39414a', '#e06a34'],
];

const paintKoi = (scenery: Scenery): void => {
  const { tones, chance, mirrored } = scenery;
  const sheet = scenery.plane('koi');
  const own = chance.fork('koi');
  const first = Math.floor(own.between(0, coats.length));
  const turn = own.between(-0.3, 0.3);
  const shoal = own.pick(shoals);
  shoal.slice(0, own.chance(0.6) ? 3 : 2).forEach((place, index) => {
    const fish = {
      ...place,
      y: place.y + own.between(-35, 35),
      length: place.length * own.between(0.9, 1.08),
      heading: place.heading + turn,
    };
    const [body, patch] = coats[(first + index * 2) % coats.length] ?? ['#fbf3e6', '#e2452a'];
    const brush = { ...sheet, chance: own.fork(`fish ${index}`) };
    koi(brush, {
      ...fish,
      x: scenery.across(fish.x) * WIDTH,
      heading: mirrored ? Math.PI - fish.heading : fish.heading,
      bend: mirrored ? -fish.bend : fish.bend,
      body: scenery.dimmed(body, 0.75),
      patch: scenery.dimmed(patch, 0.6),
      water: tones.water[1],
    });
    if (index === 1) {
      const at = { x: scenery.across(fish.x) * WIDTH, y: fish.y - 6 };
      rings(sheet, { ...at, radius: 120, count: 4, colour: tones.shine, strength: 0.34, tilt: POND_TILT });
    }
  });
};

/** A pond looked down into: koi under the surface, lotus about it, and a wave that tells who passed. */
export const lotusKoi: Scene = {
  name: 'lotus-koi',
  tones: lotusKoiTones,
  paint(scenery) {
    paintWater(scenery);
    paintRipples(scenery);
    paintKoi(scenery);
    paintLeaves(scenery);
    paintPondFront(scenery);
  },
};
