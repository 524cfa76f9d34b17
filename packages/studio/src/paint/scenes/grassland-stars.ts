import { turf } from '../brushes/grass.js';
import { type Course, meander } from '../brushes/meander.js';
import { mist } from '../brushes/mist.js';
import { type Ridge, range, ridgeAt, skyline, under } from '../brushes/ridge.js';
import { inkEdge, moss, wash } from '../brushes/wash.js';
import { mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import type { Tones } from '../tones.js';
import { paintCamp, paintMeadow } from './grassland-stars.camp.js';
import { paintSky } from './grassland-stars.sky.js';
import { grasslandStarsTones } from './grassland-stars.tones.js';
import { groundCover } from './ground-cover.js';

/** The plain lies higher or lower in every seed. */
const horizonOf = ({ chance }: Scenery): number => Math.round(chance.fork('horizon').between(1448, 1510));

const paintFar = (scenery: Scenery): void => {
  const horizon = horizonOf(scenery);
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const own = chance.fork('distant');
  const distant = skyline(own, {
    base: horizon - 8,
    peaks: range(own, { mass: scenery.across(0.16), tall: 110, low: 60, count: 5, spread: 0.2 }),
    rock: 'rolling',
  });
  wash(sheet, under(distant, horizon, scenery.ceiling), {
    stops: tones.distant,
    fade: 230,
    texture: 0.2,
    strength: 0.75,
  });
  mist(sheet, { colour: tones.mist, y: horizon - 150, height: 150, strength: 0.5, name: 'between' });
  const ridge = scenery.farRidge(horizon + 8, 235, 'rolling', (fork) =>
    range(fork, { mass: scenery.across(0.74), tall: 105, low: 60, count: 4, spread: 0.2 }),
  );
  wash(sheet, ridge, {
    stops: tones.far,
    fade: 250,
    texture: 0.35,
    density: 0.7,
    floor: 0.3,
    light: scenery.facing * 0.5,
    lightColour: tones.shine,
  });
  inkEdge(sheet, ridge, { colour: mix(tones.far[0], tones.silhouette, 0.5), width: 1.2, strength: 0.25 });
  mist(sheet, { colour: tones.mist, y: horizon - 90, height: 140, strength: 0.6, fill: 0.55, name: 'foot' });
};

/** The scene's tones with the land in the dress of the season. */
const landTones = (scenery: Scenery): Tones => {
  const { tones } = scenery;
  const dress = groundCover(scenery);
  return {
    ...tones,
    mid: [dress(tones.mid[0]), dress(tones.mid[1])],
    near: [dress(tones.near[0]), dress(tones.near[1])],
  };
};

/** One swell of the plain with its grass; `part` 0 is the far one. */
const paintSwell = (sheet: Sheet, ridge: Ridge, tones: Tones, part: number): void => {
  wash(sheet, ridge, {
    stops: [
      mix(tones.mid[1], tones.mid[0], part),
      mix(tones.mid[0], tones.near[0], part),
      tones.near[0],
      mix(tones.near[0], tones.near[1], 0.7),
    ],
    fade: 430,
    floor: 1,
    texture: 0.1,
  });
  moss(sheet, ridge, {
    colour: mix(tones.near[1], tones.silhouette, 0.25),
    count: 240,
    size: 2.4,
    spread: 30,
    strength: 0.32,
  });
  const far = part < 0.2;
  turf(sheet, {
    ground: (x) => ridgeAt(ridge, x),
    depth: far ? 60 : 420,
    count: far ? 420 : 1500,
    colours: [tones.near[1], tones.mid[1]],
  });
  if (far)
    mist(sheet, { colour: tones.mist, y: ridgeAt(ridge, WIDTH / 2) - 10, height: 70, strength: 0.45, name: 'dip' });
};

/** Swells of the plain one behind the other, and the river in the near one. */
const paintPlain = (scenery: Scenery): Course => {
  const horizon = horizonOf(scenery);
  const tones = landTones(scenery);
  const sheet = scenery.plane('plain');
  const own = scenery.chance.fork('plain');
  for (const { base, height, part } of [
    { base: horizon + 34, height: 26, part: 0.1 },
    { base: horizon + 74, height: 34, part: 0.4 },
  ]) {
    const hill = (from: number, to: number) => ({
      x: own.between(from, to),
      spread: own.between(0.2, 0.4),
      height: own.between(0.4, 1) * height,
    });
    const fork = own.fork(`swell ${part}`);
    const ridge = skyline(fork, { base, peaks: [hill(-0.05, 0.4), hill(0.5, 1.05)], rock: 'rolling' });
    paintSwell({ ...sheet, chance: fork }, ridge, tones, part);
  }
  return meander(
    { ...sheet, chance: own.fork('river') },
    {
      top: horizon + 52,
      bottom: horizon + 360,
      x: scenery.across(own.between(0.34, 0.42)) * WIDTH,
      swing: own.between(230, 300),
      width: own.between(74, 96),
      water: tones.water,
      bank: mix(tones.near[1], tones.silhouette, 0.3),
      shine: tones.shine,
    },
  );
};

/** Grassland under a huge sky: stars and the Milky Way or wandering clouds, a river, a lit yurt, horses in long grass. */
export const grasslandStars: Scene = {
  name: 'grassland-stars',
  tones: grasslandStarsTones,
  paint(scenery) {
    paintSky(scenery, horizonOf(scenery));
    paintFar(scenery);
    const river = paintPlain(scenery);
    paintCamp(scenery, { horizon: horizonOf(scenery), river, tones: landTones(scenery) });
    paintMeadow(scenery, landTones(scenery));
  },
};
