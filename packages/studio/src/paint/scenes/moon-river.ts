import { branch } from '../brushes/branch.js';
import { pagoda } from '../brushes/building.js';
import { leafage } from '../brushes/foliage.js';
import { skyLantern } from '../brushes/lantern.js';
import { mist } from '../brushes/mist.js';
import { range, ridgeAt, skyline, under } from '../brushes/ridge.js';
import { sky } from '../brushes/sky.js';
import { moss, wash } from '../brushes/wash.js';
import { lightColumn, reflection, ripples } from '../brushes/water.js';
import { mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { framingBranch } from './framing-branch.js';
import { moonRiverTones } from './moon-river.tones.js';
import { paintTown } from './moon-river.town.js';

const WATERLINE = 1400;
const MOON_X = WIDTH * 0.225;

const paintSky = (scenery: Scenery): boolean => {
  const { tones, spec } = scenery;
  const sheet = scenery.plane('sky');
  const clear = spec.sky === null || spec.sky === 'clear' || spec.sky === 'wind' || spec.sky === 'cloudy';
  sky(sheet, { stops: tones.sky, horizon: WATERLINE, stir: 0.05 });
  scenery.deepenSky(sheet);
  const risen = scenery.moonPlace({ x: MOON_X, radius: 96, horizon: 1080 });
  if (clear) scenery.paintStars(sheet, { count: spec.sky === 'cloudy' ? 60 : 230, lowest: 1020 }, risen);
  scenery.paintMoon(sheet, risen);
  if (risen !== null) {
    mist(sheet, {
      colour: mix(tones.mist, '#f3e3b8', 0.5),
      y: risen.y - 20,
      height: 260,
      strength: 0.22,
      fill: 0.3,
      name: 'moonlit',
    });
    mist(sheet, { colour: tones.cloud, y: risen.y + 60, height: 220, strength: 0.4, fill: 0.3, name: 'across' });
  }
  if (!clear || spec.sky === 'cloudy')
    mist(sheet, {
      colour: tones.cloud,
      y: -100,
      height: 760,
      strength: 0.4,
      fill: 0.55,
      reach: 1000,
      name: 'overcast',
    });
  mist(sheet, { colour: tones.mist, y: 960, height: 340, strength: 0.4, fill: 0.45, reach: 900, name: 'low' });
  return risen !== null;
};

const paintFar = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const own = chance.fork('distant');
  const light = scenery.spec.partOfDay === 'day' ? 0.4 : 0.7;
  const distant = under(
    skyline(own, {
      base: WATERLINE - 40,
      peaks: range(own, { mass: scenery.across(0.9), tall: 330, low: 190, count: 7, spread: 0.06 }),
      rock: 'karst',
    }),
    WATERLINE,
    scenery.ceiling,
  );
  wash(sheet, distant, { stops: tones.distant, fade: 310, texture: 0.3, density: 0.7, strength: 0.7 });
  mist(sheet, { colour: tones.mist, y: 1190, height: 200, strength: 0.5, name: 'between' });
  const ridge = scenery.farRidge(WATERLINE - 20, 265, 'karst', (fork) =>
    range(fork, { mass: scenery.across(0.12), tall: 250, low: 150, count: 6, spread: 0.065 }),
  );
  wash(sheet, ridge, {
    stops: tones.far,
    fade: 300,
    texture: 0.4,
    density: 0.75,
    light: light,
    lightColour: mix(tones.shine, tones.far[0], 0.35),
  });
  moss(sheet, ridge, { colour: tones.mid[0], count: 420, size: 2.6, spread: 30, strength: 0.4 });
  mist(sheet, { colour: tones.mist, y: WATERLINE - 150, height: 190, strength: 0.62, fill: 0.5, name: 'foot' });
};

const paintBanks = (scenery: Scenery, sheet: Sheet): void => {
  const { tones, chance } = scenery;
  const own = chance.fork('banks');
  const peaks = [
    { x: scenery.across(own.between(-0.05, 0.02)), spread: 0.2, height: own.between(180, 225) },
    { x: scenery.across(own.between(0.17, 0.24)), spread: 0.1, height: own.between(70, 110) },
    { x: scenery.across(1.02), spread: 0.14, height: own.between(110, 170) },
  ];
  const ridge = under(skyline(own, { base: WATERLINE + 6, peaks, rock: 'rolling' }), WATERLINE, scenery.ceiling);
  const at = scenery.across(own.between(0.1, 0.15)) * WIDTH;
  pagoda(sheet.ctx, {
    x: at,
    y: ridgeAt(ridge, at) + 10,
    size: 96,
    tiers: 7,
    colour: mix(tones.near[0], tones.silhouette, 0.4),
    lamp: scenery.lampsLit ? '#f7c66b' : null,
  });
  wash(sheet, ridge, { stops: [tones.mid[0], tones.mid[1]], fade: 330, texture: 0.4, density: 0.6, floor: 0.25 });
  moss(sheet, ridge, { colour: tones.near[0], count: 900, size: 4, spread: 40, strength: 0.55 });
  mist(sheet, { colour: tones.mist, y: WATERLINE - 70, height: 100, strength: 0.5, name: 'bank' });
};

const paintRiver = (scenery: Scenery, moonlit: boolean): void => {
  const { tones, easel } = scenery;
  const sheet = scenery.plane('river');
  paintBanks(scenery, sheet);
  reflection(sheet, {
    source: easel.flattened(0.4),
    waterline: WATERLINE,
    squash: 0.66,
    sway: 17,
    far: tones.water[0],
    near: tones.water[1],
    cover: [0.16, 0.66],
  });
  ripples(sheet, { waterline: WATERLINE, colour: tones.shine, count: 260, strength: 0.16 });
  ripples(sheet, { waterline: WATERLINE, colour: tones.near[0], count: 380, strength: 0.3 });
  const fraction = scenery.spec.moon?.fraction ?? 0;
  if (moonlit)
    lightColumn(sheet, {
      x: MOON_X,
      waterline: WATERLINE,
      colour: tones.shine,
      count: Math.round(150 + 420 * fraction),
      strength: scenery.night ? 0.62 : 0.4,
    });
};

const paintLanterns = (scenery: Scenery, sheet: Sheet): void => {
  const own = scenery.chance.fork('lanterns');
  if (!scenery.night || scenery.falling('rain') > 0 || scenery.falling('snow') > 0) return;
  const count = 5 + Math.floor(own.between(0, 5));
  for (let lantern = 0; lantern < count; lantern++) {
    const part = lantern / count;
    const [x, y] = [own.between(60, WIDTH - 60), 560 + (1 - part) * own.between(500, 720)];
    if (scenery.quiet(x, y, 50) || (Math.abs(x - MOON_X) < 150 && y < 900)) continue;
    skyLantern({ ...sheet, chance: own }, { x, y, size: own.between(9, 15) + part * 9, colour: '#ff9d3c' });
  }
};

const paintFront = (scenery: Scenery): void => {
  const { spec } = scenery;
  const sheet = scenery.plane('front');
  paintLanterns(scenery, sheet);
  if (spec.season === 'autumn') {
    const osmanthus = branch(sheet, {
      x: -30,
      y: 60,
      angle: 0.42,
      length: 430,
      width: 18,
      twigs: 4,
      forks: 2,
      droop: 0.012,
      colour: scenery.dimmed('#5a463f', 0.62),
      keepOut: (x, y) => scenery.quiet(x, y, 58),
    });
    leafage(sheet, osmanthus, {
      colours: [scenery.dimmed('#2f6a45', 0.8), scenery.dimmed('#3f7d50', 0.8), scenery.dimmed('#255238', 0.8)],
      size: 46,
      gold: '#ffc44e',
    });
  } else {
    framingBranch(scenery, sheet, { x: -30, y: 50, angle: 0.45, length: 420, width: 18, droop: 0.01 });
  }
  scenery.paintWeather(sheet);
};

/** A moonlit river: karst peaks, a waterside town with its lamps, a boat going home. */
export const moonRiver: Scene = {
  name: 'moon-river',
  tones: moonRiverTones,
  paint(scenery) {
    const moonlit = paintSky(scenery);
    paintFar(scenery);
    paintRiver(scenery, moonlit);
    paintTown(scenery, WATERLINE);
    paintFront(scenery);
  },
};
