import { branch, type Tip } from '../brushes/branch.js';
import { blossoms, leafage, mapleLeaves, snowOnLimb } from '../brushes/foliage.js';
import type { Sheet } from '../easel.js';
import type { Scenery } from '../scenery.js';

interface Framing {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly length: number;
  readonly width: number;
  readonly droop?: number;
  /** Stands under a roof: no snow lies on it. */
  readonly sheltered?: boolean;
}

/** What the season puts on the framing branch. */
const dress = (scenery: Scenery, sheet: Sheet, tips: readonly Tip[]): void => {
  const { spec, tones } = scenery;
  if (spec.season === 'spring') {
    blossoms(
      sheet,
      tips,
      { petal: scenery.dimmed('#f2b0be', 0.45), core: '#c23f5c', back: scenery.dimmed('#fdeef0', 0.4) },
      25,
    );
  } else if (spec.season === 'summer') {
    const greens = ['#4f8052', '#6b9a5c', '#3f6f4c'] as const;
    leafage(sheet, tips, {
      colours: [scenery.dimmed(greens[0]), scenery.dimmed(greens[1]), scenery.dimmed(greens[2])],
      size: 40,
    });
  } else if (spec.season === 'autumn') {
    mapleLeaves(
      sheet,
      tips,
      [
        scenery.dimmed('#d8372b', 0.55),
        scenery.dimmed('#e8592f', 0.5),
        scenery.dimmed('#c42435', 0.5),
        scenery.dimmed('#ee9438', 0.45),
      ],
      34,
    );
  } else {
    const red = scenery.dimmed('#d9394e', 0.3);
    blossoms(sheet, tips, { petal: red, core: '#8f1630', back: scenery.dimmed('#ee7584', 0.35) }, 19);
  }
  if (spec.season === 'autumn' && tones.dim < 0.5) mapleLeaves(sheet, tips.slice(0, 2), ['#f4b14a'], 26);
};

/** The branch that frames the picture in front, in the dress of the season; with snow on it when snow falls. */
export const framingBranch = (
  scenery: Scenery,
  sheet: Sheet,
  { x, y, angle, length, width, droop, sheltered = false }: Framing,
): Tip[] => {
  const snowy = !sheltered && scenery.spec.season === 'winter' && scenery.falling('snow') > 0;
  const limbs: [readonly Tip[], number][] = [];
  const tips = branch(sheet, {
    x,
    y,
    angle,
    length,
    width,
    droop: droop ?? 0,
    twigs: 4,
    forks: 2,
    colour: scenery.dimmed('#5a463f', 0.62),
    keepOut: (px, py) => scenery.quiet(px, py, 58),
    onLimb: (points, limbWidth) => limbs.push([points, limbWidth]),
  });
  if (snowy) for (const [points, limbWidth] of limbs) snowOnLimb(sheet, points, limbWidth);
  dress(scenery, sheet, tips);
  return tips;
};
