import { wetLight } from '../brushes/flagstones.js';
import { metreAt, type Spot, seen } from '../brushes/lane-lens.js';
import { wallLight } from '../brushes/lane-wall.js';
import { silkLantern } from '../brushes/silk-lantern.js';
import { walker } from '../brushes/walker.js';
import { mix } from '../colour.js';
import type { Sheet } from '../easel.js';
import type { Scenery } from '../scenery.js';
import type { Lane } from './lantern-lane.walls.js';

/** Where lanterns hang: under the eaves on both hands, and on lines across the lane, far ones first. */
const spotsOf = (scenery: Scenery, { left, right, garden }: Lane): Spot[] => {
  const own = scenery.chance.fork('spots');
  const rightX = (right[0]?.x ?? 1.6) - 0.42;
  const spots: Spot[] = [];
  for (let away = own.between(4.4, 5); away < 28; away += own.between(1.7, 2.6))
    spots.push({ x: rightX, height: 3.3, away });
  for (let away = garden.to + own.between(0.6, 1.4); away < 28; away += own.between(1.9, 3)) {
    spots.push({ x: (left[0]?.x ?? -1.6) + 0.42, height: 2.7, away });
  }
  const lines = own.chance(0.7) ? [own.between(10, 13), own.between(16, 20)] : [own.between(12, 16)];
  for (const away of lines) {
    for (const part of [-0.8, -0.3, 0.25, 0.75]) spots.push({ x: part, height: 3.15 + 0.35 * part * part, away });
  }
  return spots.toSorted((one, other) => other.away - one.away);
};

const light = (
  scenery: Scenery,
  sheet: Sheet,
  { lens, left, right, garden, wet }: Lane,
  spots: readonly Spot[],
): void => {
  const night = scenery.night ? 1 : 0.62;
  for (const spot of spots) {
    const walls = spot.x > 0 ? right : [...left, garden];
    const wall = walls.find(({ from, to }) => spot.away >= from && spot.away < to);
    if (wall !== undefined && Math.abs(spot.x - wall.x) < 0.8)
      wallLight(sheet, lens, wall, {
        spot: { ...spot, height: spot.height - 0.1 },
        reach: 1.7,
        colour: '#ff8a4a',
        strength: 0.5 * night,
      });
    wetLight(sheet, { lamp: spot, lens, colour: '#ff6f38', strength: 0.6 * wet * night, breadth: 0.24 });
    wetLight(sheet, {
      lamp: { ...spot, height: spot.height * 0.8 },
      lens,
      colour: '#ffc27a',
      strength: 0.5 * wet * night,
      breadth: 0.1,
    });
  }
};

/** The lanterns with their light on walls and stone, and the one who walks home under them. */
export const paintLanterns = (scenery: Scenery, lane: Lane): void => {
  const { spec, tones, chance } = scenery;
  const sheet = scenery.plane('lanterns');
  const { lens } = lane;
  const own = chance.fork('walker');
  const spots = spotsOf(scenery, lane);
  if (scenery.lampsLit) light(scenery, { ...sheet, chance: own }, lane, spots);
  const away = own.between(7.5, 10.5);
  const home = { x: own.between(-0.55, 0.5), height: 0, away };
  const [x, y] = seen(lens, home);
  const falling = scenery.falling('rain') > 0 || scenery.falling('snow') > 0;
  const person = {
    x,
    y,
    height: metreAt(lens, away) * own.between(1.5, 1.7),
    coat: own.pick([scenery.dimmed('#b9493c', 0.6), scenery.dimmed('#3f6277', 0.6), scenery.dimmed('#d8c9ac', 0.6)]),
    dark: tones.silhouette,
    umbrella: falling ? mix(spec.palette.accent, '#e8b04a', own.between(0, 0.5)) : null,
    lamp: scenery.lampsLit && !falling ? '#ffb45e' : null,
    facing: own.pick([1, -1] as const),
  };
  const hang = (nearer: boolean) => {
    for (const spot of spots) {
      if (spot.away < away !== nearer) continue;
      const [sx, sy] = seen(lens, spot);
      const size = metreAt(lens, spot.away) * 0.2;
      silkLantern(sheet, { x: sx, y: sy, size, lit: scenery.lampsLit, cord: size * 1.1 });
    }
  };
  hang(false);
  walker(sheet, person);
  hang(true);
};
