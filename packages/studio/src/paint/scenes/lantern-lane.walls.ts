import { flagstones, puddles } from '../brushes/flagstones.js';
import { type Lens, type Spot, seen } from '../brushes/lane-lens.js';
import { coping, eave, opening, type Wall, wallFace } from '../brushes/lane-wall.js';
import { mist } from '../brushes/mist.js';
import { glow } from '../brushes/sky.js';
import type { Chance } from '../chance.js';
import { mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';

/** The lane as it is built for one picture: what stands on either hand, near to far. */
export interface Lane {
  readonly lens: Lens;
  readonly right: readonly Wall[];
  readonly left: readonly Wall[];
  readonly garden: Wall;
  /** How wet its stones are, 0..1. */
  readonly wet: number;
}

const END = 34;

/** Sets the lane: the tall houses are on the side that the poem leaves free. */
export const buildLane = (scenery: Scenery): Lane => {
  const { tones, chance } = scenery;
  const own = chance.fork('lane');
  const lens = {
    x: own.between(0.36, 0.52) * WIDTH,
    y: own.between(1450, 1530),
    focal: own.between(1040, 1180),
    eye: own.between(1.5, 1.9),
  };
  const snow = scenery.falling('snow') > 0 ? mix('#eef3fa', tones.silhouette, tones.dim * 0.45) : null;
  const common = { plaster: tones.mid, tile: tones.near[0], stone: tones.near[1], snow };
  const row = (x: number, heights: readonly [number, number], from: number): Wall[] => {
    const walls: Wall[] = [];
    for (let away = from; away < END; ) {
      const length = own.between(3.2, 6.2);
      walls.push({ ...common, x, from: away, to: Math.min(END, away + length), height: own.between(...heights) });
      away += length;
    }
    return walls;
  };
  const leftX = -own.between(1.35, 1.95);
  const gardenEnd = own.between(5.6, 11);
  return {
    lens,
    right: row(own.between(1.45, 1.9), [4.2, 5.2], 2.2),
    garden: { ...common, x: leftX, from: 1.9, to: gardenEnd, height: lens.eye + own.between(0.75, 0.98) },
    left: row(leftX, [lens.eye + 1.5, lens.eye + 2.1], gardenEnd),
    wet: scenery.falling('rain') > 0 ? 1 : scenery.spec.sky === 'clear' || scenery.spec.sky === 'wind' ? 0.5 : 0.75,
  };
};

const windowsOf = (scenery: Scenery, sheet: Sheet, { lens }: Lane, wall: Wall, own: Chance): void => {
  const wood = scenery.dimmed('#6a3a2a', 0.75);
  const length = wall.to - wall.from;
  const lamp = () => (scenery.lampsLit && own.chance(0.62) ? '#ffb95e' : null);
  const door = wall.from + length * own.between(0.3, 0.42);
  opening(sheet, lens, wall, {
    from: door,
    to: door + 1,
    sill: 0.1,
    top: 2.15,
    wood,
    lamp: own.chance(0.3) ? lamp() : null,
    bars: 2,
  });
  for (const [at, sill, top] of [
    [0.66, 1.05, 2],
    [0.2, 2.75, 3.5],
    [0.68, 2.75, 3.5],
  ] as const) {
    const from = wall.from + length * at;
    if (top > wall.height - 0.5) continue;
    opening(sheet, lens, wall, { from, to: from + 0.95, sill, top, wood, lamp: lamp(), bars: 4 });
  }
};

const paintHouses = (scenery: Scenery, sheet: Sheet, lane: Lane, walls: readonly Wall[]): void => {
  const own = scenery.chance.fork(`houses ${walls[0]?.x ?? 0}`);
  [...walls].toReversed().forEach((wall, index) => {
    wallFace({ ...sheet, chance: own }, lane.lens, wall);
    windowsOf(scenery, sheet, lane, wall, own.fork(`windows ${index}`));
    // Some houses turn their eaves to the lane, others only a high wall under its coping.
    if (own.chance(0.55)) eave(sheet, lane.lens, wall, 0.55);
    else coping(sheet, lane.lens, wall, wall);
  });
};

/** What closes the lane: a gate with light behind it. */
const paintEnd = (scenery: Scenery, sheet: Sheet, { lens, left, right }: Lane): void => {
  const { tones } = scenery;
  const { ctx } = sheet;
  const [from, to] = [left[0]?.x ?? -1.5, right[0]?.x ?? 1.6];
  const at = (x: number, height: number): Spot => ({ x, height, away: END });
  const [x, y] = seen(lens, at((from + to) / 2, 0));
  const [west] = seen(lens, at(from, 0));
  const [east, roof] = seen(lens, at(to, 3));
  ctx.fillStyle = mix(tones.mid[1], tones.mist, 0.25);
  ctx.fillRect(west - 2, roof, east - west + 4, y - roof);
  ctx.fillStyle = tones.near[0];
  ctx.fillRect(west - 12, roof - 13, east - west + 24, 14);
  ctx.fillStyle = scenery.lampsLit ? '#ffcf86' : mix(tones.mist, tones.sky.at(-1) ?? tones.mist, 0.4);
  ctx.beginPath();
  ctx.moveTo(x - 17, y);
  ctx.lineTo(x - 17, y - 42);
  ctx.arc(x, y - 42, 17, Math.PI, 0);
  ctx.lineTo(x + 17, y);
  ctx.fill();
  if (scenery.lampsLit) glow(sheet, { x, y: y - 30, radius: 210, colour: '#ffb45e', strength: 0.5 });
};

/** The plane of walls and ground. */
export const paintLane = (scenery: Scenery, lane: Lane): void => {
  const { tones } = scenery;
  const sheet = scenery.plane('lane');
  const { lens, left, right, garden, wet } = lane;
  const snow = scenery.falling('snow') > 0 ? 0.62 : 0;
  const stone = [mix(tones.near[0], tones.near[1], 0.35), mix(tones.near[1], tones.water[0], 0.4)] as const;
  const laid = (colour: string) => mix(colour, mix('#eef3fa', tones.silhouette, tones.dim * 0.5), snow);
  flagstones({ ...sheet, chance: scenery.chance.fork('stones') }, lens, {
    left: garden.x,
    right: right[0]?.x ?? 1.6,
    nearest: 1.8,
    farthest: END,
    stone: [laid(stone[0]), laid(stone[1])],
    joint: laid(mix(tones.near[0], tones.silhouette, 0.6)),
    shine: tones.water[0],
    wet,
  });
  puddles(sheet, {
    lens,
    colour: mix(tones.sky.at(-2) ?? tones.mist, tones.shine, 0.2),
    strength: 0.5 * wet * (snow > 0 ? 0.3 : 1),
  });
  paintEnd(scenery, sheet, lane);
  mist(sheet, { colour: tones.mist, y: lens.y - 170, height: 240, strength: 0.3, fill: 0.6, reach: 500, name: 'end' });
  paintHouses(scenery, sheet, lane, left);
  paintHouses(scenery, sheet, lane, right);
  wallFace(sheet, lens, garden);
  coping(sheet, lens, garden, { from: garden.from, to: garden.to, height: garden.height });
};
