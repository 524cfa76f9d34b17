import { crane } from '../brushes/birds.js';
import { boat } from '../brushes/boat.js';
import { bridge, pagoda } from '../brushes/building.js';
import { mist } from '../brushes/mist.js';
import { range, ridgeAt, skyline, under } from '../brushes/ridge.js';
import { glow, sky } from '../brushes/sky.js';
import { inkEdge, moss, wash } from '../brushes/wash.js';
import { mirrored, rainRings, reflection, ripples } from '../brushes/water.js';
import { farWillow } from '../brushes/willow.js';
import { mix, rgba } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { paintLakeCorner } from './lake-rain.front.js';
import { lakeRainTones } from './lake-rain.tones.js';

const WATERLINE = 1345;

const paintSky = (scenery: Scenery): void => {
  const { tones } = scenery;
  const sheet = scenery.plane('sky');
  sky(sheet, { stops: tones.sky, horizon: WATERLINE, stir: 0.07 });
  mist(sheet, {
    colour: tones.cloud,
    y: -160,
    height: 620,
    strength: 0.3,
    fill: 0.45,
    reach: 1100,
    name: 'rain-cloud',
  });
  mist(sheet, {
    colour: tones.mist,
    y: 560,
    height: 560,
    strength: tones.dim > 0.3 ? 0.16 : 0.5,
    fill: 0.5,
    reach: 900,
    name: 'light-cloud',
  });
  scenery.deepenSky(sheet);
  const moon = scenery.moonPlace({ x: WIDTH * 0.83, radius: 46, horizon: 900 });
  if (scenery.spec.sky === 'clear') scenery.paintStars(sheet, { count: 90, lowest: 900 }, moon);
  scenery.paintMoon(sheet, moon);
};

const paintFar = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const mass = scenery.across(0.88);
  const back = chance.fork('distant');
  const distant = skyline(back, {
    base: WATERLINE - 70,
    peaks: range(back, { mass, tall: 290, low: 120, count: 5, spread: 0.14 }),
    rock: 'rolling',
  });
  wash(sheet, under(distant, WATERLINE - 70, scenery.ceiling), {
    stops: tones.distant,
    fade: 300,
    texture: 0.25,
    strength: 0.75,
  });
  mist(sheet, { colour: tones.mist, y: 1130, height: 190, strength: 0.6, name: 'behind' });
  const ridge = scenery.farRidge(WATERLINE - 28, 245, 'rolling', (own) =>
    range(own, { mass: 1 - mass, tall: 190, low: 130, count: 4, spread: 0.15 }),
  );
  wash(sheet, ridge, {
    stops: tones.far,
    fade: 290,
    texture: 0.45,
    density: 0.85,
    strength: 0.94,
    light: 0.35,
    lightColour: tones.mist,
  });
  moss(sheet, ridge, {
    colour: mix(tones.far[0], tones.silhouette, 0.5),
    count: 420,
    size: 2.4,
    spread: 30,
    strength: 0.3,
  });
  mist(sheet, { colour: tones.mist, y: 1200, height: 180, strength: 0.85, fill: 0.62, name: 'foot' });
};

const paintHills = (scenery: Scenery, sheet: Sheet): void => {
  const { tones, chance } = scenery;
  const own = chance.fork('hills');
  const mass = scenery.across(own.between(0.76, 0.86));
  const peaks = [
    { x: mass, spread: 0.15, height: own.between(110, 150) },
    { x: scenery.across(1.04), spread: 0.14, height: 150 },
    { x: scenery.across(own.between(-0.04, 0.06)), spread: 0.17, height: own.between(70, 125) },
    { x: scenery.across(own.between(0.36, 0.5)), spread: 0.12, height: own.between(20, 42) },
  ];
  const ridge = under(skyline(own, { base: WATERLINE + 2, peaks, rock: 'rolling' }), WATERLINE, scenery.ceiling);
  const at = mass * WIDTH;
  pagoda(sheet.ctx, {
    x: at,
    y: ridgeAt(ridge, at) + 9,
    size: own.between(84, 100),
    tiers: own.pick([5, 7]),
    colour: mix(tones.mid[0], tones.silhouette, 0.35),
    lamp: scenery.night ? '#ffcf84' : null,
  });
  wash(sheet, ridge, {
    stops: [tones.mid[0], mix(tones.mid[0], tones.mid[1], 0.5), tones.mid[1]],
    fade: 225,
    texture: 0.6,
    density: 0.65,
  });
  moss(sheet, ridge, { colour: tones.near[0], count: 950, size: 3.4, spread: 48, strength: 0.5 });
  inkEdge(sheet, ridge, { colour: tones.near[0], width: 1.7, strength: 0.35 });
  mist(sheet, { colour: tones.mist, y: WATERLINE - 100, height: 130, strength: 0.78, fill: 0.55, name: 'shore' });
};

const paintCauseway = (scenery: Scenery, sheet: Sheet): void => {
  const { tones, spec, chance } = scenery;
  const { ctx } = sheet;
  const own = chance.fork('causeway');
  const far = own.between(0.56, 0.66) * WIDTH;
  const arch = own.between(0.3, 0.44) * WIDTH;
  const place = (x: number) => (scenery.mirrored ? WIDTH - x : x);
  const stone = mix(tones.near[0], tones.silhouette, 0.3);
  ctx.fillStyle = stone;
  ctx.beginPath();
  ctx.moveTo(place(-10), WATERLINE + 20);
  for (let x = -10; x <= far; x += 6) ctx.lineTo(place(x), WATERLINE + 6 - own.cloud(x * 0.02, 2, 2) * 5);
  ctx.quadraticCurveTo(place(far + 70), WATERLINE + 10, place(far + 140), WATERLINE + 17);
  ctx.quadraticCurveTo(place(far * 0.6), WATERLINE + 30, place(-10), WATERLINE + 27);
  ctx.fill();
  bridge(ctx, { x: place(arch), y: WATERLINE + 8, size: 84, colour: stone });
  const greens = {
    spring: ['#8fae5e', '#a5c06e', '#7c9f58'],
    summer: ['#5f8f52', '#76a25c', '#4d7d4a'],
    autumn: ['#b99a4c', '#a8863e', '#8f8a4a'],
    winter: ['#7d8178', '#6c7470', '#8c8e84'],
  } as const;
  const [one, two, three] = greens[spec.season];
  const leaves = [scenery.dimmed(one), scenery.dimmed(two), scenery.dimmed(three)] as const;
  for (let tree = 0; tree < 13; tree++) {
    const x = own.between(0, far);
    if (Math.abs(x - arch) < 96) continue;
    farWillow(
      { ...sheet, chance: own },
      { x: place(x), y: WATERLINE + 6, height: own.between(48, 96), colours: leaves, trunk: stone },
    );
  }
};

const paintLake = (scenery: Scenery): void => {
  const { tones, easel } = scenery;
  const sheet = scenery.plane('lake');
  paintHills(scenery, sheet);
  reflection(sheet, {
    source: easel.flattened(0.4),
    waterline: WATERLINE,
    squash: 0.85,
    sway: 10,
    far: tones.water[0],
    near: tones.water[1],
    cover: [0.22, 0.72],
  });
  ripples(sheet, { waterline: WATERLINE, colour: tones.shine, count: 420, strength: 0.4 });
  ripples(sheet, { waterline: WATERLINE, colour: tones.mid[0], count: 260, strength: 0.22 });
  mist(sheet, { colour: tones.mist, y: WATERLINE - 34, height: 110, strength: 0.6, fill: 0.55, name: 'water' });
  paintCauseway(scenery, sheet);
  rainRings(sheet, {
    waterline: WATERLINE,
    colour: tones.shine,
    count: Math.round(70 * scenery.falling('rain')),
    strength: 0.42,
  });
};

const paintBoat = (scenery: Scenery): void => {
  const { tones, spec, chance } = scenery;
  const sheet = scenery.plane('boat');
  const own = chance.fork('boat');
  const [x, y] = [scenery.across(own.between(0.52, 0.68)) * WIDTH, own.between(1535, 1640)];
  const lamp = scenery.lampsLit && spec.partOfDay !== 'dawn' ? '#ffcf7a' : null;
  const facing = own.chance(0.5) ? 1 : -1;
  const umbrella = scenery.falling('rain') > 0 ? mix(spec.palette.accent, tones.silhouette, tones.dim * 0.35) : null;
  if (lamp !== null) glow(sheet, { x: x + 14 * facing, y: y - 14, radius: 130, colour: '#ffb85a', strength: 0.45 });
  mirrored(sheet, y + 9, 0.26, (ctx) =>
    boat(ctx, {
      x,
      y,
      size: own.between(82, 82),
      colour: mix(tones.silhouette, tones.mid[0], 0.15),
      facing,
      umbrella,
      lamp,
    }),
  );
  for (let ring = 0; ring < 6; ring++) {
    sheet.ctx.strokeStyle = rgba(tones.shine, 0.42 - 0.06 * ring);
    sheet.ctx.lineWidth = 1.6;
    sheet.ctx.beginPath();
    sheet.ctx.ellipse(x, y + 13, 96 + ring * 36, 7 + ring * 4.6, 0, 0.15, Math.PI - 0.15);
    sheet.ctx.stroke();
  }
  if (spec.partOfDay !== 'night' && scenery.falling('rain') < 0.6 && own.chance(0.6)) {
    crane(sheet, { x: WIDTH * 0.76, y: 1000, size: 44, turn: -0.14, facing: -1 });
  }
};

/** A lake under rain: ridges fading into mist, a causeway with its bridge and willows, one boat. */
export const lakeRain: Scene = {
  name: 'lake-rain',
  tones: lakeRainTones,
  paint(scenery) {
    paintSky(scenery);
    paintFar(scenery);
    paintLake(scenery);
    paintBoat(scenery);
    paintLakeCorner(scenery);
  },
};
