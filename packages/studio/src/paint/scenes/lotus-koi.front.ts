import { dragonfly } from '../brushes/dragonfly.js';
import { lotusFlower } from '../brushes/lotus.js';
import { lotusBud } from '../brushes/lotus-bud.js';
import { openLotus, seedPod } from '../brushes/open-lotus.js';
import { rings } from '../brushes/pond.js';
import { willowStrand } from '../brushes/willow.js';
import type { Chance } from '../chance.js';
import { lerp } from '../chance.js';
import { type Colour, mix } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { framingBranch } from './framing-branch.js';
import { bloomOf, type Pad, paintPad } from './lotus-koi.pads.js';

/** Leaves of the corner beside us, in parts of the width inwards from it. */
const nearCorner: readonly Pad[] = [
  [-0.02, 1500, 120],
  [0.1, 1600, 96],
  [-0.03, 1700, 165],
  [0.17, 1760, 110],
  [0.05, 1880, 190],
  [0.29, 1910, 125],
  [0.2, 2030, 180],
  [0.46, 2040, 130],
];
const farCorner: readonly Pad[] = [
  [0.0, 1400, 70],
  [0.02, 1840, 130],
  [-0.02, 1990, 190],
  [0.17, 2060, 120],
];

const paintCorner = (scenery: Scenery, sheet: Sheet, pads: readonly Pad[], place: (inward: number) => number): void => {
  const own = scenery.chance.fork(`corner ${pads.length}`);
  const { season } = scenery.spec;
  const bare = { spring: 0.3, summer: 0, autumn: 0.1, winter: 0.4 }[season];
  pads.forEach(([inward, y, radius], index) => {
    const skipped = own.chance(bare + 0.12);
    const blooms = own.chance(0.36);
    const at = { x: place(inward + own.between(-0.06, 0.06)), y: y + own.between(-50, 50) };
    const size = radius * own.between(0.72, 1.15) * (season === 'spring' ? 0.8 : 1);
    if (!skipped) paintPad(scenery, sheet, own.fork(`pad ${index}`), [at.x, at.y, size]);
    const brush = { ...sheet, chance: own.fork(`bloom ${index}`) };
    const beside = { x: at.x + radius * 0.55 * (at.x < WIDTH / 2 ? 1 : -1), y: at.y - radius * 0.3 };
    if (season === 'summer' && blooms) openLotus(brush, { ...beside, size: radius * 0.72, ...bloomOf(scenery, own) });
    if (season === 'autumn' && blooms)
      seedPod(brush, { ...beside, size: radius * 0.5, colour: scenery.dimmed('#7d8a4a', 0.8) });
    if (season === 'winter' && blooms)
      seedPod(brush, { ...beside, size: radius * 0.5, colour: scenery.dimmed('#6b5238', 0.8) });
  });
};

/** What hangs over the water beside the poem: willow in summer, else the season's branch. */
const paintOverhang = (scenery: Scenery, sheet: Sheet, own: Chance): void => {
  if (scenery.spec.season !== 'summer') {
    framingBranch(scenery, sheet, {
      x: -30,
      y: own.between(20, 90),
      angle: own.between(0.5, 0.75),
      length: own.between(330, 400),
      width: 17,
      droop: 0.006,
    });
    return;
  }
  const wind = own.between(0.03, 0.1) * (scenery.spec.sky === 'wind' ? 2 : 1);
  for (let strand = 0; strand < 7; strand++) {
    const x = own.between(-20, 290);
    const length = own.between(260, 620) * (1 - x / 620);
    willowStrand(
      { ...sheet, chance: own },
      { x, y: -30, length, colour: scenery.dimmed('#6f9a52'), wind, keepOut: (px, py) => scenery.quiet(px + 40, py) },
    );
  }
};

/** A bud, and a dragonfly on it on a dry summer's day. */
const paintBud = (scenery: Scenery, sheet: Sheet, own: Chance, stalk: Colour): void => {
  const bud = { x: scenery.across(own.between(0.27, 0.33)) * WIDTH, y: own.between(1500, 1570), size: 46 };
  const { petal } = bloomOf(scenery, own);
  lotusBud(sheet, { ...bud, foot: HEIGHT, petal, stalk });
  if (scenery.spec.season === 'spring' || scenery.night || scenery.falling('rain') > 0) return;
  const wings = { body: scenery.dimmed('#c23b2c', 0.5), wing: scenery.tones.shine };
  dragonfly(sheet, {
    x: bud.x,
    y: bud.y - bud.size * 1.52,
    size: 46,
    turn: own.between(-0.5, 0.5) + (own.chance(0.5) ? Math.PI : 0),
    ...wings,
  });
};

/** Leaves that stand high on their stalks beside us, with a bud among them. */
const paintStanding = (scenery: Scenery, sheet: Sheet, own: Chance): void => {
  const { season } = scenery.spec;
  const place = (inward: number) => scenery.across(inward) * WIDTH;
  const stalk =
    season === 'winter' ? scenery.dimmed('#6b5638', 0.9) : mix(scenery.tones.near[1], scenery.tones.near[0], 0.45);
  const stands = [
    [own.between(0.04, 0.09), own.between(1130, 1200), own.between(120, 145)],
    [own.between(0.17, 0.23), own.between(1330, 1390), own.between(84, 104)],
  ] as const;
  const count = season === 'spring' || season === 'winter' ? 1 : 2;
  for (const [inward, y, radius] of stands.slice(2 - count)) {
    const x = place(inward);
    sheet.ctx.strokeStyle = stalk;
    sheet.ctx.lineCap = 'round';
    sheet.ctx.lineWidth = radius * 0.075;
    sheet.ctx.beginPath();
    sheet.ctx.moveTo(x, y);
    sheet.ctx.quadraticCurveTo(x + scenery.facing * 46, (y + HEIGHT) / 2, x - scenery.facing * 20, HEIGHT);
    sheet.ctx.stroke();
    paintPad(scenery, sheet, own.fork(`standing ${radius}`), [x, y, radius]);
  }
  if (season !== 'winter') paintBud(scenery, sheet, own, stalk);
};

/** The rings of raindrops. */
const paintDrops = (scenery: Scenery, sheet: Sheet, own: Chance): void => {
  const rain = scenery.falling('rain');
  for (let drop = 0; drop < 46 * rain; drop++) {
    const [x, y] = [own.between(0, WIDTH), own.between(1120, HEIGHT)];
    rings(sheet, {
      x,
      y,
      radius: lerp(16, 44, (y - 1120) / 960) * own.between(0.6, 1),
      count: 2,
      colour: scenery.tones.shine,
      strength: 0.5,
      tilt: 0.5,
    });
  }
};

/** The leaves at our feet, which frame the water. */
export const paintPondFront = (scenery: Scenery): void => {
  const { chance, spec } = scenery;
  const sheet = scenery.plane('front');
  const own = chance.fork('front');
  const place = (inward: number) => scenery.across(inward) * WIDTH;
  paintOverhang(scenery, sheet, own.fork('overhang'));
  paintStanding(scenery, sheet, own.fork('standing'));
  paintCorner(scenery, sheet, farCorner, (inward) => place(1 - inward));
  paintCorner(scenery, sheet, nearCorner, place);
  if (spec.season === 'spring' || spec.season === 'summer')
    lotusFlower(
      { ...sheet, chance: own },
      {
        x: place(own.between(0.85, 0.93)),
        y: own.between(HEIGHT - 360, HEIGHT - 290),
        size: spec.season === 'spring' ? 60 : 104,
        ...bloomOf(scenery, own),
      },
    );
  scenery.paintWeather(sheet);
  paintDrops(scenery, sheet, own);
};
