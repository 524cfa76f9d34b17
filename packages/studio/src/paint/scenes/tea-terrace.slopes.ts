import { mist } from '../brushes/mist.js';
import { type Ridge, ridgeAt, skyline, under } from '../brushes/ridge.js';
import { roundTree } from '../brushes/round-tree.js';
import { teaPicker } from '../brushes/tea-picker.js';
import type { Row } from '../brushes/tea-rows.js';
import type { Chance } from '../chance.js';
import { lerp } from '../chance.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { paintFarm, plant, treesOf } from './tea-terrace.planting.js';

/** The high hill on the side that the poem leaves free. */
const paintHigh = (scenery: Scenery, sheet: Sheet, own: Chance): Ridge => {
  const top = own.between(-0.04, 0.12);
  const peaks = [
    { x: top, spread: own.between(0.22, 0.27), height: own.between(380, 640) },
    { x: 0.5, spread: 0.2, height: own.between(90, 150) },
  ];
  const crest = under(skyline(own, { base: 1400, peaks, rock: 'rolling' }), 1400, scenery.ceiling);
  const foot: Row = (x) => 1620 + 70 * Math.sin(x * 0.004 + top * 20);
  plant(scenery, { ...sheet, chance: own.fork('high') }, { crest, foot, rows: 18, near: 0.12, veil: 0.62 });
  return crest;
};

/** A lower one across from it. */
const paintLow = (scenery: Scenery, sheet: Sheet, own: Chance): Ridge => {
  const peaks = [
    { x: own.between(0.9, 1.04), spread: 0.3, height: own.between(280, 340) },
    { x: own.between(0.3, 0.42), spread: 0.2, height: own.between(70, 120) },
  ];
  const crest = under(skyline(own.fork('low'), { base: 1540, peaks, rock: 'rolling' }), 1540, scenery.ceiling);
  const foot: Row = (x) => 1850 + 60 * Math.cos(x * 0.0042);
  plant(scenery, { ...sheet, chance: own.fork('low rows') }, { crest, foot, rows: 15, near: 0.4, veil: 0.5 });
  return crest;
};

/** Both hills, the farm on one of them and trees on the other, and mist at their feet. */
export const paintHills = (scenery: Scenery): void => {
  const { tones, chance } = scenery;
  const sheet = scenery.plane('hills');
  const own = chance.fork('hills');
  const farm = own.fork('farm');
  const farmHigh = own.chance(0.6);
  const high = paintHigh(scenery, sheet, own);
  const spot = { ridge: high, x: farm.between(0.15, 0.28) * WIDTH, size: farm.between(66, 80), far: 0.26 };
  if (farmHigh) paintFarm(scenery, sheet, spot, farm);
  mist(sheet, { colour: tones.mist, y: 1240, height: 240, strength: 0.92, fill: 0.6, reach: 700, name: 'high foot' });
  const low = paintLow(scenery, sheet, own);
  const across = { ridge: low, x: farm.between(0.7, 0.84) * WIDTH, size: farm.between(84, 98), far: 0.16 };
  if (!farmHigh) paintFarm(scenery, sheet, across, farm);
  const count = own.pick([1, 2, 3]);
  for (let tree = 0; tree < count; tree++) {
    const x = (farmHigh ? own.between(0.66, 0.96) : own.between(0.05, 0.24)) * WIDTH;
    const y = ridgeAt(farmHigh ? low : high, x) + 8;
    roundTree({ ...sheet, chance: own }, { x, y, height: own.between(90, 150), ...treesOf(scenery, 0.22) });
  }
  mist(sheet, { colour: tones.mist, y: 1440, height: 200, strength: 0.85, fill: 0.55, reach: 640, name: 'low foot' });
};

/** Pickers among the rows; nobody picks in winter, in the dark or in a storm. */
const paintPickers = (scenery: Scenery, sheet: Sheet, rows: readonly Row[]): void => {
  const own = sheet.chance;
  const { season, sky } = scenery.spec;
  if (scenery.night || season === 'winter' || sky === 'thunder' || sky === 'snow') return;
  const count = own.pick([1, 2, 3]);
  const dresses = ['#3f6ea0', '#c4493f', '#e6dcc6'] as const;
  for (let picker = 0; picker < count; picker++) {
    const row = rows[4 + picker];
    if (row === undefined) continue;
    const x = scenery.across(own.between(0.3, 0.4) + ((picker * 2) % 3) * 0.19) * WIDTH;
    teaPicker(sheet, {
      x,
      y: row(x) - 8,
      height: lerp(86, 120, picker / 2),
      dress: scenery.dimmed(own.pick(dresses), 0.7),
      straw: scenery.dimmed('#e3c98a', 0.7),
      shade: scenery.tones.silhouette,
      facing: own.pick([1, -1] as const),
    });
  }
};

/** The slope before us, whose rows sweep past the pickers. */
export const paintTerrace = (scenery: Scenery): void => {
  const sheet = scenery.plane('terrace');
  const own = scenery.chance.fork('terrace');
  const mass = scenery.across(own.between(0.1, 0.22));
  const peaks = [
    { x: mass, spread: 0.36, height: own.between(170, 220) },
    { x: 1 - mass, spread: 0.25, height: own.between(20, 60) },
  ];
  const crest = skyline(own, { base: 1720, peaks, rock: 'rolling' });
  const foot: Row = (x) => {
    const part = x / WIDTH - (1 - mass);
    return HEIGHT + 250 - 170 * Math.exp(-((part / 0.42) ** 2));
  };
  const slope = { crest, foot, rows: 12, near: 0.9, veil: 0.42 };
  const rows = plant(scenery, { ...sheet, chance: own.fork('rows') }, slope);
  paintPickers(scenery, { ...sheet, chance: own }, rows);
};
