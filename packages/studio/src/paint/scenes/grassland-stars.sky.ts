import { cumulus } from '../brushes/cumulus.js';
import { milkyWay, shootingStar } from '../brushes/milky-way.js';
import { mist } from '../brushes/mist.js';
import { sky } from '../brushes/sky.js';
import { sun } from '../brushes/sun.js';
import { lerp } from '../chance.js';
import { mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { clearOfPoem, isOpen, sunPlace } from './open-sky.js';

const paintGalaxy = (scenery: Scenery, sheet: Sheet, horizon: number): void => {
  const own = scenery.chance.fork('galaxy');
  const brush = { ...sheet, chance: own };
  const clear = clearOfPoem(scenery, 190);
  const [foot, head, bow] = [own.between(0.16, 0.4), own.between(0.88, 1.02), own.between(-0.02, 0.12)];
  const bright = 1 - 0.5 * (scenery.spec.moon?.fraction ?? 0) * (scenery.spec.moon?.altitude === null ? 0 : 0.5);
  milkyWay(brush, {
    axis: (y) => {
      const up = 1 - y / horizon;
      return (lerp(foot, head, up) + bow * Math.sin(Math.PI * up)) * WIDTH;
    },
    bottom: horizon,
    breadth: own.between(185, 235),
    glow: '#7f9fe0',
    core: '#f3dcc0',
    strength: 0.88 * bright,
    open: (x, y) => 0.12 + 0.88 * clear(x, y),
  });
  if (own.chance(0.5)) {
    const [x, y] = [own.between(0.2, 0.86) * WIDTH, own.between(1120, 1250)];
    shootingStar(brush, {
      x,
      y,
      angle: own.chance(0.5) ? own.between(0.35, 0.6) : Math.PI - own.between(0.35, 0.6),
      length: own.between(110, 170),
    });
  }
};

const overcast = { y: -260, height: 1250, strength: 0.5, fill: 0.75, reach: 1000, name: 'overcast' };

/** Rows of clouds, near ones first; `x` in parts of the width. */
const rows = [
  { base: 620, x: [0.86, 1.06], width: 430, height: 170, count: 1 },
  { base: 1080, x: [0.6, 1], width: 520, height: 170, count: 2 },
  { base: 1230, x: [0, 1], width: 380, height: 96, count: 3 },
  { base: 1345, x: [0, 1], width: 270, height: 52, count: 4 },
] as const;

/** Heaped clouds over the plain, smaller towards the horizon; the large ones stand beside the poem. */
const paintClouds = (scenery: Scenery, sheet: Sheet): void => {
  const { tones, spec } = scenery;
  const own = scenery.chance.fork('clouds');
  const closed = !isOpen(scenery);
  if (scenery.night || spec.sky === 'fog') return;
  const warm = spec.partOfDay === 'day' ? '#fffef8' : mix(tones.shine, tones.mist, 0.35);
  rows.forEach(({ base, x, width, height, count }, row) => {
    for (let cloud = 0; cloud < count; cloud++) {
      const size = own.between(0.75, 1.25);
      const part = lerp(x[0], x[1], (cloud + own.unit()) / count);
      cumulus(
        { ...sheet, chance: own.fork(`${row}/${cloud}`) },
        {
          x: part * WIDTH,
          base: base + own.between(-40, 40),
          width: width * size,
          height: height * size * own.between(0.8, 1.15),
          lit: mix(warm, tones.mist, row * 0.12),
          shade: mix(tones.cloud, tones.mist, 0.15 + row * 0.14),
          strength: closed ? 0.55 : 0.9,
          facing: scenery.facing,
        },
      );
    }
  });
};

/** The whole sky down to the horizon: clouds by day, moon, stars and the Milky Way at night. */
export const paintSky = (scenery: Scenery, horizon: number): void => {
  const { tones, spec } = scenery;
  const sheet = scenery.plane('sky');
  const high = spec.partOfDay === 'day';
  const disc = sunPlace(scenery, {
    x: WIDTH * (high ? 0.82 : scenery.across(0.7)),
    horizon: horizon - 40,
    zenith: 430,
  });
  sky(sheet, {
    stops: tones.sky,
    horizon,
    stir: 0.045,
    light: disc === null || high ? null : { x: disc.x, y: disc.y, reach: 400, lift: 0.1 },
  });
  scenery.deepenSky(sheet);
  const moon = disc === null ? scenery.moonPlace({ x: WIDTH * 0.82, radius: 52, horizon: 1200 }) : null;
  if (scenery.night && isOpen(scenery)) paintGalaxy(scenery, sheet, horizon);
  if (isOpen(scenery) || spec.sky === 'cloudy')
    scenery.paintStars(sheet, { count: spec.sky === 'cloudy' ? 120 : 420, lowest: 1400 }, moon);
  if (disc !== null) sun(sheet, { ...disc, colour: tones.shine, strength: spec.sky === 'cloudy' ? 0.5 : 1 });
  scenery.paintMoon(sheet, moon);
  if (!isOpen(scenery)) mist(sheet, { ...overcast, colour: tones.cloud });
  paintClouds(scenery, sheet);
  mist(sheet, { colour: tones.mist, y: horizon - 260, height: 320, strength: 0.36, reach: 1200, name: 'haze' });
};
