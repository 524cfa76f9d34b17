import { geese } from '../brushes/birds.js';
import { boat } from '../brushes/boat.js';
import { mist } from '../brushes/mist.js';
import { reeds } from '../brushes/reeds.js';
import { range, skyline, under } from '../brushes/ridge.js';
import { glow, sky } from '../brushes/sky.js';
import { moss, wash } from '../brushes/wash.js';
import { lightColumn, mirrored, reflection, ripples } from '../brushes/water.js';
import { mix } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { framingBranch } from './framing-branch.js';
import { sunsetReedsTones } from './sunset-reeds.tones.js';

const WATERLINE = 1310;
const LIGHT_X = WIDTH * 0.215;

const sunOf = (scenery: Scenery): { y: number; radius: number } | null => {
  const { partOfDay, sky: weather } = scenery.spec;
  const hidden = weather === 'rain' || weather === 'thunder' || weather === 'snow' || weather === 'fog';
  if (partOfDay === 'night' || hidden) return null;
  return { dawn: { y: 1010, radius: 52 }, day: { y: 420, radius: 46 }, dusk: { y: 1060, radius: 66 } }[partOfDay];
};

const paintSun = (sheet: Sheet, x: number, { y, radius }: { y: number; radius: number }, colour: string): void => {
  glow(sheet, { x, y, radius: radius * 8, colour, strength: 0.6 });
  sheet.ctx.fillStyle = mix(colour, '#fffaf0', 0.45);
  sheet.ctx.beginPath();
  sheet.ctx.arc(x, y, radius, 0, 7);
  sheet.ctx.fill();
  glow(sheet, { x, y, radius: radius * 2.8, colour: '#fff0c0', strength: 0.75 });
};

/** Paints the sky and gives back whether a sun or moon shines on the water. */
const paintSky = (scenery: Scenery): boolean => {
  const { tones } = scenery;
  const sheet = scenery.plane('sky');
  const sun = sunOf(scenery);
  sky(sheet, {
    stops: tones.sky,
    horizon: WATERLINE,
    stir: 0.06,
    light: sun === null ? null : { x: LIGHT_X, y: sun.y, reach: 390, lift: 0.14 },
  });
  mist(sheet, { colour: tones.cloud, y: 120, height: 460, strength: 0.3, fill: 0.4, reach: 1200, name: 'high' });
  mist(sheet, {
    colour: mix(tones.cloud, tones.mist, 0.3),
    y: 760,
    height: 380,
    strength: 0.42,
    fill: 0.36,
    reach: 1000,
    name: 'band',
  });
  scenery.deepenSky(sheet);
  const moon = sun === null ? scenery.moonPlace({ x: LIGHT_X, radius: 74, horizon: 1060 }) : null;
  scenery.paintStars(sheet, { count: 170, lowest: 950 }, moon);
  if (sun !== null) paintSun(sheet, LIGHT_X, sun, tones.shine);
  scenery.paintMoon(sheet, moon);
  mist(sheet, { colour: tones.mist, y: 960, height: 280, strength: 0.32, fill: 0.42, reach: 900, name: 'rosy' });
  return sun !== null || moon !== null;
};

const paintFar = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const own = chance.fork('distant');
  const light = { light: 0.5, lightColour: tones.shine };
  const distant = under(
    skyline(own, {
      base: WATERLINE - 60,
      peaks: range(own, { mass: 0.96, tall: 250, low: 120, count: 5, spread: 0.13 }),
      rock: 'rolling',
    }),
    WATERLINE,
    scenery.ceiling,
  );
  wash(sheet, distant, { stops: tones.distant, fade: 280, texture: 0.25, density: 0.7, strength: 0.8, ...light });
  mist(sheet, { colour: tones.mist, y: 1110, height: 190, strength: 0.5, name: 'between' });
  const ridge = scenery.farRidge(WATERLINE - 24, 210, 'rolling', (fork) =>
    range(fork, { mass: scenery.across(0.62), tall: 180, low: 110, count: 4, spread: 0.12 }),
  );
  wash(sheet, ridge, { stops: tones.far, fade: 290, texture: 0.35, density: 0.7, ...light });
  moss(sheet, ridge, {
    colour: mix(tones.far[0], tones.silhouette, 0.4),
    count: 480,
    size: 2.8,
    spread: 28,
    strength: 0.35,
  });
  mist(sheet, { colour: tones.mist, y: WATERLINE - 130, height: 160, strength: 0.65, fill: 0.5, name: 'foot' });
};

const paintWater = (scenery: Scenery, lit: boolean): void => {
  const { tones, easel, chance, spec } = scenery;
  const sheet = scenery.plane('water');
  const own = chance.fork('headland');
  const peaks = [
    { x: scenery.across(1.04), spread: 0.2, height: own.between(80, 120) },
    { x: scenery.across(own.between(0.72, 0.8)), spread: 0.1, height: own.between(30, 52) },
  ];
  const headland = skyline(own, { base: WATERLINE + 12, peaks, rock: 'rolling' });
  wash(sheet, headland, { stops: tones.mid, fade: 190, texture: 0.45, density: 0.6, bottom: WATERLINE + 4 });
  moss(sheet, headland, { colour: tones.near[0], count: 700, size: 3.6, spread: 30, strength: 0.5 });
  mist(sheet, { colour: tones.mist, y: WATERLINE - 60, height: 90, strength: 0.5, name: 'shore' });
  reflection(sheet, {
    source: easel.flattened(0.4),
    waterline: WATERLINE,
    squash: 0.72,
    sway: 15,
    far: tones.water[0],
    near: tones.water[1],
    cover: [0.12, 0.6],
  });
  ripples(sheet, { waterline: WATERLINE, colour: tones.near[0], count: 420, strength: 0.26 });
  ripples(sheet, { waterline: WATERLINE, colour: tones.shine, count: 260, strength: 0.2 });
  if (lit)
    lightColumn(sheet, {
      x: LIGHT_X,
      waterline: WATERLINE,
      colour: tones.shine,
      count: spec.partOfDay === 'day' ? 240 : 520,
      strength: 0.6,
      spread: 1.05,
    });
};

const paintBoat = (scenery: Scenery): void => {
  const { tones, chance, spec } = scenery;
  const sheet = scenery.plane('boat');
  const own = chance.fork('boat');
  const [x, y] = [own.between(0.5, 0.7) * WIDTH, own.between(1450, 1540)];
  const lamp = scenery.night || spec.partOfDay === 'dusk' ? '#ffd489' : null;
  const facing = own.chance(0.5) ? 1 : -1;
  const umbrella = scenery.falling('rain') > 0 ? spec.palette.accent : null;
  if (lamp !== null && scenery.night) glow(sheet, { x, y: y - 12, radius: 130, colour: '#ffb85a', strength: 0.4 });
  mirrored(sheet, y + 8, 0.28, (ctx) =>
    boat(ctx, { x, y, size: 78, colour: tones.silhouette, facing, umbrella, lamp }),
  );
  if (spec.season !== 'summer' && spec.partOfDay !== 'night') {
    const skein = {
      x: own.between(0.72, 0.86) * WIDTH,
      y: own.between(1065, 1090),
      size: 15,
      count: 9,
      colour: mix(tones.silhouette, tones.far[0], 0.35),
      facing: 1,
    } as const;
    geese({ ...sheet, chance: own }, skein);
  }
};

const paintFront = (scenery: Scenery): void => {
  const { tones, chance, spec } = scenery;
  const sheet = scenery.plane('front');
  const own = chance.fork('reeds');
  const green = spec.season === 'spring' || spec.season === 'summer';
  const stalk = green ? (['#4f6f4a', '#7d9358'] as const) : (['#6a4638', '#b07a44'] as const);
  const plume = [mix('#f3dcae', tones.shine, 0.3), mix('#dcb489', tones.far[0], 0.2), '#f7ead0'] as const;
  const wind = own.between(0.08, 0.2) * (spec.sky === 'wind' ? 2 : 1) * scenery.facing;
  const common = {
    stalk: [scenery.dimmed(stalk[0], 1.4), scenery.dimmed(stalk[1], 1.2)],
    plume: [scenery.dimmed(plume[0], 0.4), scenery.dimmed(plume[1], 0.4), scenery.dimmed(plume[2], 0.4)],
    wind,
  } as const;
  const brush = { ...sheet, chance: own };
  reeds(brush, {
    ...common,
    x: scenery.across(0.08) * WIDTH,
    spread: 210,
    y: HEIGHT,
    height: own.between(480, 600),
    count: 46,
  });
  reeds(brush, {
    ...common,
    x: scenery.across(0.95) * WIDTH,
    spread: 150,
    y: HEIGHT,
    height: own.between(280, 400),
    count: 26,
  });
  if (spec.season === 'autumn' || own.chance(0.35))
    framingBranch(scenery, sheet, { x: -30, y: 40, angle: 0.5, length: 400, width: 18, droop: 0.008 });
  scenery.paintWeather(sheet);
};

/** Low light over wide water: hills, a boat, reeds at our feet and geese going over. */
export const sunsetReeds: Scene = {
  name: 'sunset-reeds',
  tones: sunsetReedsTones,
  paint(scenery) {
    const lit = paintSky(scenery);
    paintFar(scenery);
    paintWater(scenery, lit);
    paintBoat(scenery);
    paintFront(scenery);
  },
};
