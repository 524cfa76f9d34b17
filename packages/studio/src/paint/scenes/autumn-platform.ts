import { mist } from '../brushes/mist.js';
import { along, pylons, strip, track } from '../brushes/rails.js';
import { type Ridge, range, ridgeAt, skyline, under } from '../brushes/ridge.js';
import { sky } from '../brushes/sky.js';
import { sun } from '../brushes/sun.js';
import { train } from '../brushes/train.js';
import { inkEdge, moss, wash } from '../brushes/wash.js';
import type { Chance } from '../chance.js';
import { type Colour, mix } from '../colour.js';
import { fillOutline, type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { paintFront } from './autumn-platform.front.js';
import { paintPlatform, type Station } from './autumn-platform.platform.js';
import { autumnPlatformTones } from './autumn-platform.tones.js';
import { groundCover, snowLies } from './ground-cover.js';
import { isOpen, sunPlace } from './open-sky.js';

const HORIZON = 1306;

const paintSky = (scenery: Scenery): void => {
  const { tones, spec } = scenery;
  const sheet = scenery.plane('sky');
  const high = spec.partOfDay === 'day';
  const closed = !isOpen(scenery);
  const disc = sunPlace(scenery, {
    x: WIDTH * (high ? 0.27 : scenery.across(0.68)),
    horizon: HORIZON - 90,
    zenith: 760,
  });
  sky(sheet, {
    stops: tones.sky,
    horizon: HORIZON,
    stir: 0.06,
    light: disc === null || high ? null : { x: disc.x, y: disc.y, reach: 390, lift: 0.1 },
  });
  mist(sheet, {
    colour: tones.cloud,
    y: closed ? -220 : 120,
    height: closed ? 950 : 520,
    strength: closed ? 0.48 : 0.36,
    fill: closed ? 0.7 : 0.4,
    reach: 1200,
    name: 'high',
  });
  scenery.deepenSky(sheet);
  const moon = disc === null ? scenery.moonPlace({ x: WIDTH * 0.27, radius: 58, horizon: 1060 }) : null;
  if (!closed) scenery.paintStars(sheet, { count: 190, lowest: 1100 }, moon);
  if (disc !== null) sun(sheet, { ...disc, colour: tones.shine, strength: spec.sky === 'cloudy' ? 0.5 : 1 });
  scenery.paintMoon(sheet, moon);
  mist(sheet, { colour: tones.mist, y: 1000, height: 340, strength: 0.4, fill: 0.45, reach: 1000, name: 'low' });
};

const paintFar = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const own = chance.fork('distant');
  const distant = skyline(own, {
    base: HORIZON - 20,
    peaks: range(own, { mass: scenery.across(0.22), tall: 170, low: 100, count: 5, spread: 0.14 }),
    rock: 'rolling',
  });
  wash(sheet, under(distant, HORIZON, scenery.ceiling), {
    stops: tones.distant,
    fade: 240,
    texture: 0.25,
    strength: 0.75,
  });
  mist(sheet, { colour: tones.mist, y: HORIZON - 190, height: 170, strength: 0.5, name: 'between' });
  const ridge = scenery.farRidge(HORIZON, 200, 'rolling', (fork) =>
    range(fork, { mass: scenery.across(0.82), tall: 165, low: 80, count: 5, spread: 0.12 }),
  );
  wash(sheet, ridge, {
    stops: tones.far,
    fade: 230,
    texture: 0.4,
    density: 0.7,
    light: scenery.facing * 0.5,
    lightColour: tones.shine,
  });
  moss(sheet, ridge, {
    colour: mix(tones.far[0], tones.silhouette, 0.4),
    count: 380,
    size: 2.6,
    spread: 26,
    strength: 0.32,
  });
  inkEdge(sheet, ridge, { colour: mix(tones.far[0], tones.silhouette, 0.5), width: 1.2, strength: 0.25 });
  mist(sheet, { colour: tones.mist, y: HORIZON - 100, height: 140, strength: 0.6, fill: 0.55, name: 'foot' });
};

/** The trees at the end of the fields. */
const paintWood = (scenery: Scenery, sheet: Sheet, land: Ridge): void => {
  const { tones, spec } = scenery;
  const wood = mix(
    { spring: '#8aa86a', summer: '#54784a', autumn: '#b5813c', winter: '#77716a' }[spec.season],
    tones.far[0],
    0.45,
  );
  for (let row = 0; row < 3; row++) {
    const line = land.map((y, x) => y + row * 15 - 6 - Math.max(0, sheet.chance.noise(x * 0.005, row * 7)) * 20);
    moss(sheet, line, {
      colour: scenery.dimmed(mix(wood, tones.silhouette, row * 0.12), 0.9),
      count: 520,
      size: 6 + row * 3,
      spread: 22,
      strength: 0.42,
    });
  }
};

const paintFurrows = (ctx: Sheet['ctx'], own: Chance, colour: Colour): void => {
  ctx.strokeStyle = colour;
  for (let strip = 0; strip < 9; strip++) {
    const y = HORIZON + 44 + strip * strip * 5.5;
    ctx.globalAlpha = 0.28;
    ctx.lineWidth = 1 + strip * 0.35;
    ctx.beginPath();
    for (let x = -10; x <= WIDTH + 10; x += 30) ctx.lineTo(x, y + own.noise(x * 0.004, strip) * (3 + strip));
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
};

/** Fields on both sides of the line, in strips, with a wood at their end. */
const paintFields = (scenery: Scenery, sheet: Sheet): void => {
  const { tones, chance } = scenery;
  const own = chance.fork('fields');
  const soil = groundCover(scenery);
  const land = skyline(own, {
    base: HORIZON + 12,
    peaks: [{ x: own.unit(), spread: 0.4, height: 12 }],
    rock: 'rolling',
  });
  wash(sheet, land, {
    stops: [
      soil(tones.mid[1]),
      soil(tones.mid[0]),
      soil(tones.near[0]),
      soil(mix(tones.near[0], tones.silhouette, 0.35)),
    ],
    fade: 620,
    floor: 1,
    texture: 0.12,
  });
  paintWood(scenery, { ...sheet, chance: own }, land);
  paintFurrows(sheet.ctx, own, mix(soil(tones.near[1]), tones.silhouette, 0.25));
  mist(sheet, { colour: tones.mist, y: ridgeAt(land, WIDTH / 2) - 40, height: 90, strength: 0.42, name: 'field' });
};

const paintTrain = (scenery: Scenery, sheet: Sheet, { vanishing, foot }: Station): void => {
  const { tones, spec } = scenery;
  const own = scenery.chance.fork('train');
  const near = own.between(0.1, 0.15);
  const [x, y] = along(vanishing, foot, near);
  const [tx, ty] = along(vanishing, foot, near * 0.4);
  train(sheet, {
    x,
    y,
    size: 280 * near,
    body: scenery.dimmed(own.pick(['#3f6b54', '#a8473a', '#3d5f80']), 0.8),
    stripe: scenery.dimmed('#e8cf8c', 0.7),
    shade: tones.silhouette,
    tail: { x: tx, y: ty, scale: 0.4 },
    lamps: { dawn: 0.5, day: 0.15, dusk: 0.75, night: 1 }[spec.partOfDay],
  });
};

const paintRails = (scenery: Scenery, station: Station): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('rails');
  const own = chance.fork('rails');
  paintFields(scenery, sheet);
  const { vanishing, foot } = station;
  const white = snowLies(scenery) ? 0.45 : 0;
  const snow = scenery.dimmed('#eef1f6', 0.8);
  const ballast = [
    mix(mix(scenery.dimmed('#a8a097'), tones.mist, 0.2), snow, white),
    mix(scenery.dimmed('#7a726c', 1.1), snow, white),
  ] as const;
  sheet.ctx.fillStyle = mix(ballast[1], tones.silhouette, 0.4);
  fillOutline(sheet.ctx, strip(vanishing, [station.edge, foot], 0.004, 1.1));
  track(
    { ...sheet, chance: own },
    {
      vanishing,
      foot,
      gauge: 176,
      ballast,
      sleeper: scenery.dimmed('#5c4c42', 1.1),
      steel: scenery.dimmed('#6a6664'),
      shine: mix(tones.sky.at(-1) ?? tones.mist, tones.shine, 0.4),
    },
  );
  pylons(sheet, {
    vanishing,
    foot: foot + scenery.facing * 430,
    wire: foot,
    height: 720,
    colour: mix(tones.silhouette, tones.near[0], 0.3),
    nearest: 0.3,
  });
  paintTrain(scenery, sheet, station);
};

/** A small station: rails that run to far hills, a train still far off, a bench with a suitcase under a tree that sheds its leaves. */
export const autumnPlatform: Scene = {
  name: 'autumn-platform',
  tones: autumnPlatformTones,
  paint(scenery) {
    // The platform lies on one side, the line on the other.
    const station: Station = {
      vanishing: { x: scenery.across(0.56) * WIDTH, y: HORIZON + 14 },
      foot: scenery.across(0.82) * WIDTH,
      edge: scenery.across(0.43) * WIDTH,
    };
    paintSky(scenery);
    paintFar(scenery);
    paintRails(scenery, station);
    paintPlatform(scenery, station);
    paintFront(scenery);
  },
};
