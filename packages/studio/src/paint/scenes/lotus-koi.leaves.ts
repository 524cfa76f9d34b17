import { lotusFlower } from '../brushes/lotus.js';
import { paperBoat, waterLamp } from '../brushes/paper-boat.js';
import { rings } from '../brushes/pond.js';
import { lightColumn } from '../brushes/water.js';
import type { Chance } from '../chance.js';
import { mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { bloomOf, type Pad, paintPad } from './lotus-koi.pads.js';
import { floatingLeaves } from './lotus-koi.season.js';

/** Leaves that lie far out, beside and under the poem. */
const open: readonly Pad[] = [
  [0.05, 330, 34],
  [0.15, 365, 24],
  [0.03, 640, 58],
  [0.17, 690, 40],
  [0.1, 800, 64],
  [0.0, 905, 84],
  [0.2, 960, 50],
];

/** What floats on the pond: a paper boat by day, lamps at night. */
const paintFloats = (scenery: Scenery, sheet: Sheet, own: Chance): void => {
  const { tones } = scenery;
  const [x, y] = [scenery.across(own.between(0.62, 0.88)) * WIDTH, own.between(1220, 1480)];
  rings(sheet, { x, y: y + 8, radius: 120, count: 4, colour: tones.shine, strength: 0.32, tilt: 0.42 });
  if (!scenery.night) {
    paperBoat(sheet, {
      x,
      y,
      size: 64,
      facing: own.pick([1, -1] as const),
      paper: scenery.dimmed('#f8f2e4', 0.5),
      shade: mix(tones.water[1], '#d8d2c6', 0.62),
    });
    return;
  }
  for (const [dx, dy, size] of [
    [0, 0, 40],
    [-0.13, -70, 30],
    [0.07, -128, 23],
  ] as const) {
    const at = { x: x + scenery.facing * dx * WIDTH, y: y + dy };
    lightColumn(sheet, {
      x: at.x,
      waterline: at.y + 8,
      bottom: at.y + size * 4,
      colour: '#ffc56b',
      count: 20,
      strength: 0.4,
      spread: 0.26,
    });
    waterLamp(sheet, { ...at, size });
  }
};

/** Leaves beside the poem, far out, and what floats before them. */
export const paintLeaves = (scenery: Scenery): void => {
  const { spec, chance } = scenery;
  const sheet = scenery.plane('leaves');
  const own = chance.fork('leaves');
  const sparse = { spring: 0.45, summer: 0, autumn: 0.2, winter: 0.5 }[spec.season];
  for (const [inward, y, radius] of open) {
    const x = (inward + own.between(-0.03, 0.03)) * WIDTH;
    const skipped = own.chance(0.12 + sparse * 0.5);
    if (skipped || scenery.quiet(x, y, radius * 0.9 + 16)) continue;
    paintPad(scenery, sheet, own.fork(`pad ${y}`), [x, y + own.between(-24, 24), radius * own.between(0.85, 1.1)]);
  }
  if (spec.season === 'summer')
    lotusFlower(
      { ...sheet, chance: own },
      { x: WIDTH * own.between(0.06, 0.14), y: own.between(820, 870), size: 58, ...bloomOf(scenery, own) },
    );
  floatingLeaves(scenery, sheet, own);
  paintFloats(scenery, sheet, own);
};
