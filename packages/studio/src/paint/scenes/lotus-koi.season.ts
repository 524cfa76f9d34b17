import { blossoms, mapleLeaves } from '../brushes/foliage.js';
import type { Chance } from '../chance.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';

/** What the season lets fall on the pond: petals in spring, a few red leaves in autumn. */
export const floatingLeaves = (scenery: Scenery, sheet: Sheet, own: Chance): void => {
  const { season } = scenery.spec;
  if (season !== 'spring' && season !== 'autumn') return;
  const spots = Array.from({ length: season === 'spring' ? 22 : 7 }, () => ({
    x: own.between(0.06, 0.94) * WIDTH,
    y: own.between(1130, 1900),
    angle: own.between(0, 6),
  })).filter(({ x, y }) => !scenery.quiet(x, y, 40));
  const brush = { ...sheet, chance: own };
  if (season === 'autumn') {
    mapleLeaves(brush, spots, [scenery.dimmed('#d8472b', 0.55), scenery.dimmed('#e5893a', 0.5)], 24);
    return;
  }
  blossoms(
    brush,
    spots,
    { petal: scenery.dimmed('#f2b0be', 0.45), core: '#c23f5c', back: scenery.dimmed('#fdeef0', 0.4) },
    12,
  );
};
