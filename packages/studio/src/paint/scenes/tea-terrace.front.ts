import { branch, type Tip } from '../brushes/branch.js';
import { blossoms, leafage } from '../brushes/foliage.js';
import { mist } from '../brushes/mist.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';

/** Dark leaves, and at the ends young ones in spring and summer, white flowers in autumn and winter. */
const dress = (scenery: Scenery, sheet: Sheet, tips: readonly Tip[]): void => {
  const { season } = scenery.spec;
  const old = [scenery.dimmed('#3f7a44'), scenery.dimmed('#5f9a4c'), scenery.dimmed('#2f6a40')] as const;
  const young = [scenery.dimmed('#b6cf5c'), scenery.dimmed('#8fb84e'), scenery.dimmed('#d3df7a')] as const;
  leafage(sheet, tips, { colours: old, size: 66 });
  const ends = tips.filter((_, index) => index % 2 === 0);
  if (season === 'spring' || season === 'summer') {
    leafage(sheet, ends, { colours: young, size: 44 });
    return;
  }
  const white = { petal: scenery.dimmed('#fbf7ea', 0.5), core: '#d9a53a', back: scenery.dimmed('#ffffff', 0.45) };
  blossoms(sheet, ends, white, 24);
};

/** A spray of tea before our eyes. */
export const paintFront = (scenery: Scenery): void => {
  const { chance, facing, tones } = scenery;
  const sheet = scenery.plane('front');
  const own = chance.fork('spray');
  mist(sheet, { colour: tones.mist, y: 1590, height: 150, strength: 0.3, fill: 0.25, reach: 620, name: 'near' });
  const edge = facing > 0 ? WIDTH : 0;
  const up = -Math.PI / 2;
  const sprays = [
    { x: edge + facing * 30, y: own.between(1960, 2040), angle: up - facing * 0.95, length: own.between(380, 470) },
    {
      x: edge - facing * WIDTH * own.between(0.16, 0.3),
      y: HEIGHT + 30,
      angle: up - facing * 0.35,
      length: own.between(230, 310),
    },
  ];
  const wood = { width: 12, twigs: 4, forks: 1, colour: scenery.dimmed('#5c4a36', 0.8) };
  const brush = { ...sheet, chance: own };
  for (const spray of sprays) {
    dress(scenery, brush, branch(brush, { ...spray, ...wood, keepOut: (x, y) => scenery.quiet(x, y, 58) }));
  }
  scenery.paintWeather(sheet);
};
