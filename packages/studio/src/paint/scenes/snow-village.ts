import { cabin } from '../brushes/cabin.js';
import { footprints } from '../brushes/footprints.js';
import { mist } from '../brushes/mist.js';
import { pine } from '../brushes/pine.js';
import { type Ridge, range, ridgeAt, skyline, under } from '../brushes/ridge.js';
import { glow, sky } from '../brushes/sky.js';
import { inkEdge, wash } from '../brushes/wash.js';
import { wood } from '../brushes/wood.js';
import type { Chance } from '../chance.js';
import { mix } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { snowVillageTones } from './snow-village.tones.js';

const FOOT = 1330;

const paintSky = (scenery: Scenery): void => {
  const { tones, spec } = scenery;
  const sheet = scenery.plane('sky');
  const overcast = spec.sky === 'snow' || spec.sky === 'cloudy' || spec.sky === 'fog';
  sky(sheet, { stops: tones.sky, horizon: FOOT - 40, stir: 0.05 });
  mist(sheet, {
    colour: tones.cloud,
    y: overcast ? -100 : 180,
    height: 760,
    strength: (overcast ? 0.4 : 0.25) * (tones.dim > 0.3 ? 0.5 : 1),
    fill: 0.5,
    reach: 1100,
    name: 'cloud',
  });
  mist(sheet, { colour: tones.mist, y: 900, height: 340, strength: 0.45, fill: 0.45, reach: 800, name: 'glow' });
  scenery.deepenSky(sheet);
  const moon = scenery.moonPlace({ x: WIDTH * 0.8, radius: 56, horizon: 980 });
  scenery.paintStars(sheet, { count: overcast ? 40 : 220, lowest: 950 }, moon);
  scenery.paintMoon(sheet, moon);
};

const paintFar = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const own = chance.fork('distant');
  const light = scenery.facing * 1.3;
  const distant = under(
    skyline(own, {
      base: FOOT - 20,
      peaks: range(own, { mass: scenery.across(0.86), tall: 400, low: 170, count: 5, spread: 0.15 }),
      rock: 'alpine',
    }),
    FOOT,
    scenery.ceiling,
  );
  wash(sheet, distant, {
    stops: [tones.distant[0], tones.distant[1]],
    fade: 430,
    texture: 0.5,
    density: 0.6,
    light: light * 0.6,
    lightColour: mix(tones.shine, tones.distant[0], 0.45),
    strength: 0.9,
  });
  mist(sheet, { colour: tones.mist, y: 1140, height: 200, strength: 0.5, name: 'between' });
  const ridge = scenery.farRidge(FOOT + 6, 270, 'alpine', (fork) =>
    range(fork, { mass: scenery.across(0.3), tall: 270, low: 150, count: 4, spread: 0.15 }),
  );
  wash(sheet, ridge, {
    stops: [mix(tones.far[0], tones.shine, 0.45), tones.far[0], tones.far[1]],
    fade: 330,
    texture: 0.75,
    density: 0.6,
    light: light * 1.1,
    lightColour: tones.shine,
  });
  inkEdge(sheet, ridge, { colour: tones.mid[0], width: 1.8, strength: 0.3 });
  mist(sheet, { colour: tones.mist, y: 1210, height: 210, strength: 0.8, fill: 0.55, name: 'foot' });
};

const paintFarWood = ({ tones, across }: Scenery, sheet: Sheet, own: Chance): void => {
  const snowFar = mix(tones.near[0], tones.mist, 0.45);
  const slope = skyline(own, {
    base: FOOT + 60,
    peaks: [
      { x: across(0.1), spread: 0.3, height: 56 },
      { x: across(0.95), spread: 0.25, height: 74 },
    ],
    rock: 'rolling',
  });
  wash(sheet, slope, {
    stops: [mix(tones.near[0], tones.mist, 0.4), mix(tones.near[1], tones.mist, 0.4)],
    fade: 320,
    floor: 1,
    texture: 0.2,
  });
  wood(
    { ...sheet, chance: own.fork('far') },
    {
      ridge: slope,
      count: 150,
      heights: [54, 104],
      tints: [mix(tones.mid[0], tones.mid[1], 0.45), mix(tones.mid[0], tones.mid[1], 0.12)],
      snow: snowFar,
      grows: () => true,
    },
  );
  mist(sheet, { colour: tones.mist, y: FOOT - 20, height: 170, strength: 0.7, fill: 0.55, name: 'wood' });
};

const paintHill = ({ tones, across, facing }: Scenery, sheet: Sheet, own: Chance): void => {
  const hill = skyline(own.fork('hill'), {
    base: FOOT + 190,
    peaks: [
      { x: across(0.06), spread: 0.32, height: 110 },
      { x: across(0.98), spread: 0.26, height: 84 },
    ],
    rock: 'rolling',
  });
  wash(sheet, hill, {
    stops: [tones.near[0], mix(tones.near[0], tones.near[1], 0.55), tones.near[1]],
    fade: 460,
    floor: 1,
    texture: 0.2,
    light: facing * 0.6,
    lightColour: tones.shine,
  });
  const middle = across(0.56);
  wood(
    { ...sheet, chance: own.fork('near') },
    {
      ridge: hill,
      count: 44,
      heights: [120, 235],
      tints: [mix(tones.mid[0], tones.silhouette, 0.35), mix(tones.mid[0], tones.silhouette, 0.7)],
      snow: tones.near[0],
      grows: (part) => Math.abs(part - middle) > 0.2,
    },
  );
};

const paintForest = (scenery: Scenery): void => {
  const sheet = scenery.plane('forest');
  const own = scenery.chance.fork('forest');
  paintFarWood(scenery, sheet, own);
  paintHill(scenery, sheet, own);
};

/** Lamp light that falls from the door onto the snow. */
const paintDoorLight = (sheet: Sheet, door: number, y: number, strength: number): void => {
  const { ctx } = sheet;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, y, WIDTH, HEIGHT - y);
  ctx.clip();
  ctx.translate(door, y + 40);
  ctx.scale(1, 0.55);
  glow(sheet, { x: 0, y: 0, radius: 380, colour: '#ffbe6e', strength: 0.75 * strength });
  ctx.restore();
};

const paintKnoll = ({ tones, across, facing }: Scenery, sheet: Sheet, own: Chance): Ridge => {
  const knoll = skyline(own, {
    base: FOOT + 300,
    peaks: [
      { x: across(0.54), spread: 0.3, height: 66 },
      { x: across(1.05), spread: 0.2, height: 80 },
    ],
    rock: 'rolling',
  });
  wash(sheet, knoll, {
    stops: [tones.near[0], mix(tones.near[0], tones.near[1], 0.5), tones.water[1]],
    fade: 560,
    floor: 1,
    texture: 0.18,
    light: facing * 0.6,
    lightColour: tones.shine,
  });
  return knoll;
};

const paintVillage = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('village');
  const own = chance.fork('village');
  const knoll = paintKnoll(scenery, sheet, own);
  const warmth = scenery.lampsLit ? (scenery.night ? 1 : 0.7) : 0.15;
  const house = {
    wood: scenery.dimmed('#5a3a38', 0.7),
    snow: mix(tones.near[0], '#ffffff', 0.3),
    shade: tones.near[1],
    lamp: scenery.lampsLit ? '#ffb04a' : '#d9b98a',
    warmth,
  };
  const neighbours = [
    [own.between(0.2, 0.28), 62],
    [own.between(0.82, 0.9), 70],
  ] as const;
  for (const [part, size] of neighbours) {
    const x = scenery.across(part) * WIDTH;
    cabin({ ...sheet, chance: own }, { ...house, x, y: ridgeAt(knoll, x) + 22, size, smoke: false });
  }
  const door = scenery.across(own.between(0.5, 0.6)) * WIDTH;
  const y = ridgeAt(knoll, door) + 74;
  footprints(sheet, {
    from: scenery.across(0.82) * WIDTH,
    door,
    y: y + 12,
    colour: mix(tones.near[1], tones.mid[0], 0.35),
  });
  cabin({ ...sheet, chance: own }, { ...house, x: door, y, size: own.between(136, 158), smoke: true });
  paintDoorLight(sheet, door, y + 8, warmth);
};

const paintFront = (scenery: Scenery): void => {
  const { tones } = scenery;
  const sheet = scenery.plane('front');
  const own = scenery.chance.fork('pines');
  const group = (edge: number, inward: number, heights: readonly number[]) => {
    heights.forEach((height, index) => {
      const x = scenery.across(edge) * WIDTH + scenery.facing * inward * index * own.between(92, 128);
      pine(
        { ...sheet, chance: own },
        {
          x,
          y: HEIGHT + 40 + index * 20,
          height: height * own.between(0.9, 1.1),
          colour: mix(tones.mid[0], tones.silhouette, 0.85),
          snow: tones.near[0],
        },
      );
    });
  };
  group(0.03, 1, [760, 520, 330]);
  group(0.985, -1, own.chance(0.5) ? [620, 420] : [470]);
  scenery.paintWeather(sheet);
};

/** A village under snow: ranges, a dark wood, one lit cabin and the tracks that lead to it. */
export const snowVillage: Scene = {
  name: 'snow-village',
  tones: snowVillageTones,
  paint(scenery) {
    paintSky(scenery);
    paintFar(scenery);
    paintForest(scenery);
    paintVillage(scenery);
    paintFront(scenery);
  },
};
