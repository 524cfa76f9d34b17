import { boat } from '../brushes/boat.js';
import { cloudPine } from '../brushes/cloud-pine.js';
import { mineralPeak } from '../brushes/mineral-peak.js';
import { mist } from '../brushes/mist.js';
import { pavilion } from '../brushes/pavilion.js';
import { glow } from '../brushes/sky.js';
import { mirrored, reflection, ripples } from '../brushes/water.js';
import type { Chance } from '../chance.js';
import { type Colour, mix } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { framingBranch } from './framing-branch.js';

const WATERLINE = 1500;

const crag = (
  scenery: Scenery,
  sheet: Sheet,
  place: { x: number; top: number; foot: number; breadth: number; dissolve?: number },
): void => {
  const { tones } = scenery;
  mineralPeak(sheet, {
    ...place,
    pigments: [
      mix(tones.near[0], tones.silhouette, 0.25),
      tones.near[0],
      tones.near[1],
      mix(tones.near[1], tones.mist, 0.35),
    ],
    gold: tones.shine,
    gilding: 0.95,
    light: scenery.facing,
  });
};

/** The lake between the mountains with one boat, and the pavilion on its islet. */
export const paintValley = (scenery: Scenery): void => {
  const { tones, chance, easel, spec } = scenery;
  const sheet = scenery.plane('valley');
  const own = chance.fork('valley');
  const lake = { source: easel.flattened(0.4), waterline: WATERLINE, squash: 0.6, sway: 12 };
  reflection(sheet, { ...lake, far: tones.water[0], near: tones.water[1], cover: [0.3, 0.74] });
  ripples(sheet, { waterline: WATERLINE, colour: tones.mist, count: 300, strength: 0.4 });
  ripples(sheet, { waterline: WATERLINE, colour: tones.near[0], count: 300, strength: 0.28 });
  mist(sheet, { colour: tones.mist, y: WATERLINE - 70, height: 170, strength: 0.9, fill: 0.6, name: 'shore' });
  const islet = scenery.across(own.between(0.58, 0.72)) * WIDTH;
  paintIslet(scenery, sheet, { x: islet, y: own.between(-40, 60), housed: own.chance(0.6) }, own);
  const bx = scenery.across(own.between(0.3, 0.42)) * WIDTH;
  const by = own.between(1710, 1780);
  const rig = {
    x: bx,
    y: by,
    size: 52,
    colour: mix(tones.silhouette, tones.near[0], 0.2),
    facing: own.pick([1, -1] as const),
    umbrella: scenery.falling('rain') > 0 ? spec.palette.accent : null,
    lamp: scenery.lampsLit && spec.partOfDay !== 'dawn' ? '#ffcf7a' : null,
  };
  if (rig.lamp !== null) glow(sheet, { x: bx, y: by - 10, radius: 110, colour: '#ffb85a', strength: 0.4 });
  mirrored(sheet, by + 6, 0.25, (ctx) => boat(ctx, rig));
};

interface Islet {
  readonly x: number;
  /** How far it lies nearer (> 0) than the middle of the lake. */
  readonly y: number;
  /** With the pavilion on it; else with pines, and the pavilion stands on a rock beside it. */
  readonly housed: boolean;
}

const snowOf = (scenery: Scenery): Colour | null => (scenery.falling('snow') > 0 ? '#eef3f6' : null);

const pines = (scenery: Scenery) =>
  ({
    bark: scenery.dimmed('#4a372c', 0.8),
    needles: [scenery.dimmed('#164236', 0.8), scenery.dimmed('#4a8a58', 0.7)],
    snow: snowOf(scenery),
  }) as const;

const paintPavilion = (
  scenery: Scenery,
  sheet: Sheet,
  { x, y, size }: { x: number; y: number; size: number },
): void => {
  const lit = scenery.lampsLit && scenery.spec.partOfDay !== 'dawn';
  if (lit) glow(sheet, { x, y: y - size * 0.4, radius: size * 2.4, colour: '#ffb85a', strength: 0.5 });
  pavilion(sheet.ctx, {
    x,
    y,
    size,
    pillar: scenery.dimmed('#b83a2c', 0.4),
    roof: scenery.dimmed('#2f4b4a', 0.8),
    gold: scenery.tones.shine,
    lamp: lit ? '#ffd489' : null,
    snow: snowOf(scenery),
  });
};

const paintIslet = (scenery: Scenery, sheet: Sheet, { x, y, housed }: Islet, own: Chance): void => {
  const { tones, facing } = scenery;
  const brush = { ...sheet, chance: own.fork('islet') };
  const size = 1 + y / 260;
  const at = (dx: number) => x + facing * dx * size;
  crag(scenery, brush, { x: at(86), top: y + 1452, foot: y + 1660, breadth: 130 * size, dissolve: 0.66 });
  crag(scenery, brush, { x: at(-10), top: y + 1500, foot: y + 1670, breadth: 150 * size, dissolve: 0.7 });
  if (housed) paintPavilion(scenery, sheet, { x: at(-12), y: y + 1516, size: 62 * size });
  else
    cloudPine(brush, {
      x: at(-8),
      y: y + 1520,
      height: 150 * size,
      lean: -facing * own.between(0.2, 0.5),
      ...pines(scenery),
    });
  cloudPine(brush, { x: at(62), y: y + 1530, height: 110 * size, lean: -facing * 0.2, ...pines(scenery) });
  mist(sheet, { colour: tones.mist, y: y + 1590, height: 130, strength: 0.85, fill: 0.52, reach: 520, name: 'islet' });
  if (housed) return;
  const rock = at(-250);
  crag(scenery, brush, { x: rock, top: y + 1560, foot: y + 1690, breadth: 90 * size, dissolve: 0.7 });
  paintPavilion(scenery, sheet, { x: rock, y: y + 1574, size: 50 * size });
};

/** One tall pine on the cliff, or two smaller ones that lean apart. */
const paintCliffPines = (scenery: Scenery, sheet: Sheet, top: number): void => {
  const { chance } = sheet;
  const [count, height] = chance.chance(0.6) ? [1, chance.between(330, 400)] : [2, chance.between(210, 260)];
  for (let pine = 0; pine < count; pine++) {
    cloudPine(sheet, {
      x: scenery.across(0.047 - pine * 0.045) * WIDTH,
      y: top + 34 + pine * 64,
      height: height * (1 - pine * 0.2),
      lean: scenery.facing * (chance.between(0.28, 0.48) - pine * 0.5),
      ...pines(scenery),
    });
  }
};

/** The cliffs before us with their old pine, and the season's branch. */
export const paintCliffs = (scenery: Scenery): void => {
  const { tones, chance, facing, spec } = scenery;
  const sheet = scenery.plane('front');
  const own = chance.fork('cliffs');
  const at = (part: number) => scenery.across(part) * WIDTH;
  const summit = own.between(1660, 1720);
  const cliffs = [
    { x: at(0.2), top: own.between(1800, 1850), foot: HEIGHT + 120, breadth: 190 },
    { x: at(1), top: own.between(1740, 1800), foot: HEIGHT + 160, breadth: 230 },
    { x: at(0.04), top: summit, foot: HEIGHT + 220, breadth: 250 },
    { x: at(0.8), top: own.between(1900, 1940), foot: HEIGHT + 140, breadth: 220 },
  ];
  cliffs.forEach((cliff, index) => {
    crag(scenery, { ...sheet, chance: own.fork(`cliff ${index}`) }, { ...cliff, dissolve: 0.9 });
    if (cliff.top === summit) paintCliffPines(scenery, { ...sheet, chance: own.fork('pines') }, summit);
  });
  const near = {
    colour: tones.mist,
    y: HEIGHT - 190,
    height: 260,
    strength: 0.6,
    fill: 0.42,
    reach: 620,
    name: 'near',
  };
  mist(sheet, near);
  if (spec.season !== 'summer')
    framingBranch(scenery, sheet, {
      x: facing > 0 ? WIDTH + 20 : -20,
      y: own.between(1900, 1960),
      angle: facing > 0 ? Math.PI + 0.75 : -0.75,
      length: own.between(270, 330),
      width: 14,
    });
  scenery.paintWeather(sheet);
};
