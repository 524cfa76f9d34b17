import { lotusFlower, lotusLeaf } from '../brushes/lotus.js';
import { willowStrand } from '../brushes/willow.js';
import { lerp } from '../chance.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { framingBranch } from './framing-branch.js';

/** Lotus in the near corner, the lake's summer. */
const paintLotus = (scenery: Scenery, sheet: Sheet, atRight: boolean): void => {
  const own = scenery.chance.fork('lotus');
  const brush = { ...sheet, chance: own };
  const greens = [scenery.dimmed('#5d9a6b'), scenery.dimmed('#2f6a50')] as const;
  const place = (inward: number) => (atRight ? WIDTH - inward : inward);
  for (let leaf = 0; leaf < 12; leaf++) {
    const near = leaf / 11;
    const inward = own.between(-30, 300 + near * 330);
    const y = lerp(1690, 2040, near ** 0.8) + own.between(-20, 20);
    lotusLeaf(brush, { x: place(inward), y, radius: lerp(52, 128, near) * own.between(0.8, 1.15), greens });
    if (leaf % 4 === 1)
      lotusFlower(brush, {
        x: place(inward + 60),
        y: y - 40,
        size: lerp(44, 74, near),
        petal: scenery.dimmed('#f4a6b8', 0.4),
        heart: scenery.dimmed('#fff1ea', 0.35),
      });
  }
};

/** The front plane: willow over the shoulder, and what the season grows in the near corner. */
export const paintLakeCorner = (scenery: Scenery): void => {
  const { spec, chance } = scenery;
  const sheet = scenery.plane('front');
  const own = chance.fork('willow');
  const leaf = { spring: '#8fae5e', summer: '#6f9a52', autumn: '#b39a4e', winter: '#8a8c74' }[spec.season];
  const wind = own.between(0.05, 0.14) * (spec.sky === 'wind' || spec.sky === 'thunder' ? 2.2 : 1);
  const strands = spec.season === 'winter' ? 6 : 10;
  for (let strand = 0; strand < strands; strand++) {
    const part = strand / strands;
    const length = own.between(330, 560) * (0.6 + part * 1.15);
    willowStrand(
      { ...sheet, chance: own },
      {
        x: WIDTH * (0.69 + part * 0.36) + own.between(-14, 14),
        y: -30,
        length,
        colour: scenery.dimmed(leaf),
        wind,
        keepOut: scenery.quiet,
      },
    );
  }
  const side = own.chance(0.75) === scenery.mirrored;
  if (spec.season === 'summer') {
    paintLotus(scenery, sheet, side);
    scenery.paintWeather(sheet);
    return;
  }
  framingBranch(scenery, sheet, {
    x: side ? WIDTH + 20 : -20,
    y: own.between(1880, 1960),
    angle: side ? Math.PI + 0.55 : -0.55,
    length: own.between(400, 480),
    width: 19,
    droop: side ? 0.006 : -0.006,
  });
  scenery.paintWeather(sheet);
};
