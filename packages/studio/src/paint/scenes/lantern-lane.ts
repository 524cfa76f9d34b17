import { pagoda } from '../brushes/building.js';
import { mist } from '../brushes/mist.js';
import { type Ridge, range, ridgeAt, skyline, under } from '../brushes/ridge.js';
import { sky } from '../brushes/sky.js';
import { inkEdge, moss, wash } from '../brushes/wash.js';
import { clamp } from '../chance.js';
import { mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { paintFrame } from './lantern-lane.front.js';
import { paintLanterns } from './lantern-lane.lanterns.js';
import { lanternLaneTones } from './lantern-lane.tones.js';
import { buildLane, type Lane, paintLane } from './lantern-lane.walls.js';

const paintSky = (scenery: Scenery, lane: Lane): void => {
  const { tones, spec } = scenery;
  const sheet = scenery.plane('sky');
  sky(sheet, { stops: tones.sky, horizon: lane.lens.y - 40, stir: 0.07 });
  const heavy = spec.sky === 'rain' || spec.sky === 'thunder' || spec.sky === 'cloudy' || spec.sky === 'snow';
  mist(sheet, {
    colour: tones.cloud,
    y: -140,
    height: 760,
    strength: heavy ? 0.5 : 0.3,
    fill: heavy ? 0.6 : 0.42,
    reach: 1100,
    name: 'cloud',
  });
  mist(sheet, {
    colour: tones.mist,
    y: 700,
    height: 460,
    strength: tones.dim > 0.3 ? 0.14 : 0.35,
    fill: 0.4,
    reach: 900,
    name: 'low',
  });
  scenery.deepenSky(sheet);
  const moon = scenery.moonPlace({ x: WIDTH * 0.71, radius: 58, horizon: 900 });
  if (!heavy) scenery.paintStars(sheet, { count: 150, lowest: 950 }, moon);
  scenery.paintMoon(sheet, moon);
};

/** A pagoda on the hill, no higher than the poem's seal allows. */
const paintPagoda = (scenery: Scenery, sheet: Sheet, ridge: Ridge, x: number): void => {
  const { tones } = scenery;
  const y = ridgeAt(ridge, x) + 10;
  pagoda(sheet.ctx, {
    x,
    y,
    size: clamp((y - 1122) * 0.55, 40, 80),
    tiers: 5,
    colour: mix(tones.far[0], tones.silhouette, 0.55),
    lamp: scenery.lampsLit ? '#f7c66b' : null,
  });
};

/** Hills behind the roofs; the nearer one is the person's own line. */
const paintFar = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const own = chance.fork('distant');
  const distant = skyline(own, {
    base: 1330,
    peaks: range(own, { mass: own.between(0.3, 0.6), tall: 230, low: 130, count: 4, spread: 0.17 }),
    rock: 'rolling',
  });
  wash(sheet, under(distant, 1330, scenery.ceiling), { stops: tones.distant, fade: 260, texture: 0.25, strength: 0.8 });
  mist(sheet, { colour: tones.mist, y: 1190, height: 140, strength: 0.4, fill: 0.5, name: 'between' });
  const ridge = scenery.farRidge(1390, 270, 'rolling', (fork) =>
    range(fork, { mass: fork.between(0.2, 0.5), tall: 230, low: 130, count: 4, spread: 0.14 }),
  );
  wash(sheet, ridge, {
    stops: tones.far,
    fade: 300,
    texture: 0.45,
    density: 0.7,
    light: 0.5 * scenery.facing,
    lightColour: tones.mist,
  });
  moss(sheet, ridge, {
    colour: mix(tones.far[0], tones.silhouette, 0.5),
    count: 460,
    size: 2.8,
    spread: 30,
    strength: 0.4,
  });
  inkEdge(sheet, ridge, { colour: mix(tones.far[0], tones.silhouette, 0.4), width: 1.8, strength: 0.4 });
  if (own.chance(0.6)) paintPagoda(scenery, sheet, ridge, own.between(0.2, 0.42) * WIDTH);
  mist(sheet, { colour: tones.mist, y: 1290, height: 160, strength: 0.5, fill: 0.55, name: 'foot' });
};

/** An old lane at night: a tall house on one hand, a garden wall on the other, lanterns, wet stone, one who walks home. */
export const lanternLane: Scene = {
  name: 'lantern-lane',
  tones: lanternLaneTones,
  paint(scenery) {
    const lane = buildLane(scenery);
    paintSky(scenery, lane);
    paintFar(scenery);
    paintLane(scenery, lane);
    paintLanterns(scenery, lane);
    paintFrame(scenery, lane);
  },
};
