import { crane } from '../brushes/birds.js';
import { mineralPeak } from '../brushes/mineral-peak.js';
import { mist } from '../brushes/mist.js';
import { range, skyline, under } from '../brushes/ridge.js';
import { glow, sky } from '../brushes/sky.js';
import { inkEdge, moss, wash } from '../brushes/wash.js';
import { waterfall } from '../brushes/waterfall.js';
import type { Chance } from '../chance.js';
import { lerp } from '../chance.js';
import { type Colour, mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scene, Scenery } from '../scenery.js';
import { paintCliffs, paintValley } from './blue-green-mountains.near.js';
import { blueGreenMountainsTones } from './blue-green-mountains.tones.js';

/** Sun and moon stand on the side that the poem leaves free. */
const lightX = ({ chance }: Scenery): number => WIDTH * chance.fork('light').between(0.73, 0.88);

/** Height of the sun's disc; null when there is none to be seen. */
const sunHeight = ({ spec: { partOfDay, sky: weather } }: Scenery): number | null => {
  const open = weather === null || weather === 'clear' || weather === 'wind';
  return partOfDay === 'night' || !open ? null : { dawn: 430, day: 270, dusk: 520 }[partOfDay];
};

const paintSun = (scenery: Scenery, sheet: Sheet, y: number): void => {
  const x = lightX(scenery);
  const red = scenery.dimmed('#cf4636', 0.35);
  glow(sheet, {
    x,
    y,
    radius: 330,
    colour: '#f2a566',
    strength: scenery.spec.partOfDay === 'dusk' ? 0.55 : 0.35,
  });
  const disc = sheet.ctx.createLinearGradient(0, y - 64, 0, y + 64);
  disc.addColorStop(0, red);
  disc.addColorStop(1, mix(red, '#ee9a58', 0.55));
  sheet.ctx.fillStyle = disc;
  sheet.ctx.beginPath();
  sheet.ctx.arc(x, y, 62, 0, 7);
  sheet.ctx.fill();
};

const paintSky = (scenery: Scenery): void => {
  const { tones } = scenery;
  const sheet = scenery.plane('sky');
  sky(sheet, { stops: tones.sky, horizon: 1320, stir: 0.09 });
  mist(sheet, { colour: tones.cloud, y: -60, height: 620, strength: 0.28, fill: 0.42, reach: 1200, name: 'high' });
  scenery.deepenSky(sheet);
  const sun = sunHeight(scenery);
  const moon = sun === null ? scenery.moonPlace({ x: lightX(scenery), radius: 66, horizon: 700 }) : null;
  scenery.paintStars(sheet, { count: 110, lowest: 900 }, moon);
  scenery.paintMoon(sheet, moon);
  if (sun !== null) paintSun(scenery, sheet, sun);
  const bright = tones.dim > 0.3 ? 0.2 : 0.45;
  mist(sheet, { colour: tones.mist, y: 520, height: 330, strength: bright, fill: 0.34, reach: 800, name: 'drift' });
};

/** Distant ranges, and before them the person's own ridge in azurite with a line of gold. */
const paintFar = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('far');
  const own = chance.fork('distant');
  const distant = skyline(own, {
    base: 1270,
    peaks: range(own, { mass: 0.95, tall: 420, low: 150, count: 7, spread: 0.08 }),
    rock: 'alpine',
  });
  wash(sheet, under(distant, 1270, scenery.ceiling), { stops: tones.distant, fade: 330, texture: 0.35, strength: 0.8 });
  mist(sheet, { colour: tones.mist, y: 1110, height: 190, strength: 0.65, fill: 0.55, name: 'behind' });
  const ridge = scenery.farRidge(1360, 240, 'alpine', (fork) =>
    range(fork, { mass: scenery.across(0.3), tall: 215, low: 130, count: 5, spread: 0.13 }),
  );
  wash(sheet, ridge, {
    stops: [mix(tones.mid[0], tones.far[0], 0.55), tones.far[0], tones.far[1]],
    fade: 260,
    texture: 0.6,
    density: 0.8,
    light: 0.9 * scenery.facing,
    lightColour: mix(tones.far[1], tones.mist, 0.4),
  });
  moss(sheet, ridge, {
    colour: mix(tones.mid[0], tones.silhouette, 0.6),
    count: 420,
    size: 2.4,
    spread: 30,
    strength: 0.4,
  });
  inkEdge(sheet, ridge, { colour: tones.shine, width: 2.4, strength: 0.85 });
  mist(sheet, { colour: tones.mist, y: 1245, height: 190, strength: 0.85, fill: 0.6, name: 'foot' });
};

interface Stand {
  readonly x: number;
  readonly top: number;
  readonly foot: number;
  readonly breadth: number;
  /** 0 in the far haze, 1 near. */
  readonly near: number;
}

const paintPeak = (scenery: Scenery, sheet: Sheet, { near, ...place }: Stand, own: Chance): void => {
  const { tones } = scenery;
  const azurite = mix(tones.far[0], tones.near[0], near);
  const malachite = mix(tones.far[1], tones.near[1], 0.3 + near * 0.7);
  const ochre = mix(tones.mist, tones.shine, 0.35);
  const order: readonly [Colour, Colour, ...Colour[]] = own.chance(0.7)
    ? [mix(azurite, tones.silhouette, 0.12), azurite, malachite, mix(malachite, ochre, 0.5)]
    : [mix(malachite, azurite, 0.4), malachite, azurite, mix(azurite, ochre, 0.5)];
  mineralPeak(
    { ...sheet, chance: own },
    {
      ...place,
      pigments:
        scenery.falling('snow') > 0
          ? [mix(order[0], '#f2f6fa', 0.72 - tones.dim * 0.4), order[1], ...order.slice(2)]
          : order,
      gold: tones.shine,
      gilding: lerp(0.5, 0.95, near),
      light: scenery.facing,
    },
  );
};

const paintFall = ({ tones }: Scenery, sheet: Sheet, x: number, own: Chance): void => {
  const colour = mix('#f8fcf8', tones.mist, 0.3 + tones.dim * 0.7);
  waterfall({ ...sheet, chance: own.fork('fall') }, { x, top: own.between(890, 950), bottom: 1290, width: 26, colour });
};

/** The tall group that stands free of the poem, with its falls. */
const paintTall = (scenery: Scenery, sheet: Sheet, own: Chance): void => {
  const crown = own.between(0.86, 0.98);
  const rise = own.between(-60, 170);
  const tall: readonly Stand[] = [
    { x: crown + own.between(0.08, 0.13), top: own.between(600, 680), foot: 1330, breadth: 170, near: 0.05 },
    { x: crown - own.between(0.13, 0.17), top: own.between(860, 940), foot: 1330, breadth: 120, near: 0.15 },
    { x: crown, top: own.between(500, 580), foot: 1420, breadth: 215, near: 0.5 },
    { x: crown - own.between(0.09, 0.11), top: own.between(800, 860), foot: 1440, breadth: 150, near: 0.7 },
    { x: crown + own.between(0.1, 0.13), top: own.between(820, 920), foot: 1470, breadth: 165, near: 0.85 },
    { x: crown - own.between(0.2, 0.25), top: own.between(1130, 1170), foot: 1490, breadth: 150, near: 0.8 },
    { x: crown - own.between(0.04, 0.07), top: own.between(1170, 1220), foot: 1520, breadth: 130, near: 1 },
  ];
  const veil = { colour: scenery.tones.mist, height: 200, strength: 0.6, fill: 0.42 };
  tall.forEach((stand, index) => {
    if (index === 4) paintFall(scenery, sheet, (crown + 0.015) * WIDTH, own);
    const raised = { ...stand, x: stand.x * WIDTH, top: stand.top + rise * (1 - stand.near * 0.6) };
    paintPeak(scenery, sheet, raised, own.fork(`tall ${index}`));
    if (index === 1 || index === 3) mist(sheet, { ...veil, y: 1060 + index * 60, name: `tall${index}` });
  });
};

/** A lower group across from it. */
const paintLow = (scenery: Scenery, sheet: Sheet, own: Chance): void => {
  const low: readonly Stand[] = [
    { x: own.between(-0.02, 0.04), top: own.between(1120, 1160), foot: 1450, breadth: 150, near: 0.45 },
    { x: own.between(0.13, 0.2), top: own.between(1190, 1250), foot: 1470, breadth: 120, near: 0.65 },
    { x: own.between(0.32, 0.42), top: own.between(1290, 1340), foot: 1500, breadth: 110, near: 0.75 },
  ];
  low.forEach((stand, index) => {
    paintPeak(scenery, sheet, { ...stand, x: stand.x * WIDTH }, own.fork(`low ${index}`));
  });
};

const paintCranes = (sheet: Sheet, flock: Chance): void => {
  const [lead, high] = [flock.between(0.5, 0.7), flock.between(985, 1050)];
  const count = flock.pick([2, 3, 3, 4]);
  for (let bird = 0; bird < count; bird++) {
    const x = WIDTH * (lead - bird * flock.between(0.06, 0.09));
    const y = high + bird * 30 + flock.between(-18, 18);
    crane({ ...sheet, chance: flock }, { x, y, size: 46 - bird * 7, turn: -0.18, facing: 1 });
  }
};

const paintPeaks = (scenery: Scenery): void => {
  const sheet = scenery.plane('peaks');
  const own = scenery.chance.fork('peaks');
  paintTall(scenery, sheet, own);
  paintLow(scenery, sheet, own);
  mist(sheet, { colour: scenery.tones.mist, y: 1300, height: 220, strength: 0.9, fill: 0.62, reach: 700, name: 'sea' });
  const fair = scenery.falling('rain') < 0.6 && scenery.falling('snow') === 0;
  if (fair && !scenery.night) paintCranes(sheet, own.fork('cranes'));
};

/** Blue-green mountains in the manner of the Song: gilded peaks out of a sea of mist, a fall, a pavilion, a pine. */
export const blueGreenMountains: Scene = {
  name: 'blue-green-mountains',
  tones: blueGreenMountainsTones,
  paint(scenery) {
    paintSky(scenery);
    paintFar(scenery);
    paintPeaks(scenery);
    paintValley(scenery);
    paintCliffs(scenery);
  },
};
