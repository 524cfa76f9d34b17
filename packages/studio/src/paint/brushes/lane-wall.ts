import { clamp, lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';
import { fillSpots, type Lens, metreAt, type Spot, seen, strokeSpots } from './lane-lens.js';

export interface Wall {
  /** Metres to the right (> 0) or left of us. */
  readonly x: number;
  readonly from: number;
  readonly to: number;
  readonly height: number;
  /** Plaster in light and in shade, tile, and the stone at its foot. */
  readonly plaster: readonly [Colour, Colour];
  readonly tile: Colour;
  readonly stone: Colour;
  readonly snow: Colour | null;
}

/** The way from a wall to the middle of the lane. */
const inward = (wall: Wall): 1 | -1 => (wall.x > 0 ? -1 : 1);

const on = ({ x }: Wall, height: number, away: number): Spot => ({ x, height, away });

/** Rain has run down it, and damp has risen: stains on plaster. */
const stains = (sheet: Sheet, lens: Lens, wall: Wall): void => {
  const { ctx, chance } = sheet;
  const count = Math.round((wall.to - wall.from) * 9);
  for (let stain = 0; stain < count; stain++) {
    const away = wall.from * (wall.to / wall.from) ** chance.unit();
    const top = wall.height * chance.between(0.3, 1);
    const [x, y] = seen(lens, on(wall, top, away));
    const metre = metreAt(lens, away);
    const length = metre * chance.between(0.3, 1.3);
    const run = ctx.createLinearGradient(0, y, 0, y + length);
    run.addColorStop(0, rgba(wall.stone, chance.between(0.04, 0.14)));
    run.addColorStop(1, rgba(wall.stone, 0));
    ctx.fillStyle = run;
    ctx.fillRect(x, y, metre * chance.between(0.03, 0.16), length);
  }
};

/** The plaster, its foot of stone, and the shade under the eave. */
export const wallFace = (sheet: Sheet, lens: Lens, wall: Wall): void => {
  const { ctx } = sheet;
  const { from, to, height } = wall;
  const [near, far] = [seen(lens, on(wall, 0, from)), seen(lens, on(wall, 0, to))];
  const light = ctx.createLinearGradient(near[0], 0, far[0], 0);
  light.addColorStop(0, wall.plaster[1]);
  light.addColorStop(1, wall.plaster[0]);
  ctx.fillStyle = light;
  fillSpots(ctx, lens, [on(wall, -0.05, from), on(wall, height, from), on(wall, height, to), on(wall, -0.05, to)]);
  ctx.save();
  ctx.beginPath();
  for (const spot of [on(wall, 0, from), on(wall, height, from), on(wall, height, to), on(wall, 0, to)])
    ctx.lineTo(...seen(lens, spot));
  ctx.clip();
  stains(sheet, lens, wall);
  ctx.restore();
  ctx.fillStyle = rgba(wall.stone, 0.8);
  fillSpots(ctx, lens, [on(wall, -0.02, from), on(wall, 0.5, from), on(wall, 0.5, to), on(wall, -0.02, to)]);
  ctx.strokeStyle = rgba(mix(wall.stone, wall.plaster[0], 0.4), 0.4);
  for (let away = from; away < to; away += 0.9) strokeSpots(ctx, lens, [on(wall, 0, away), on(wall, 0.5, away)], 0.015);
  ctx.fillStyle = rgba(wall.tile, 0.3);
  fillSpots(ctx, lens, [
    on(wall, height, from),
    on(wall, height - 0.45, from),
    on(wall, height - 0.3, to),
    on(wall, height, to),
  ]);
};

/** A roof that hangs over the lane, seen from below: rafters, the dark edge of its tiles, and snow when it lies. */
export const eave = ({ ctx }: Sheet, lens: Lens, wall: Wall, reach: number): void => {
  const { from, to, height, tile, plaster } = wall;
  const x = wall.x + inward(wall) * reach;
  const edge = (away: number, lift: number): Spot => ({ x, height: height - 0.2 + lift, away });
  const soffit = mix(tile, '#20140f', 0.4);
  ctx.fillStyle = soffit;
  fillSpots(ctx, lens, [on(wall, height, from), on(wall, height, to), edge(to, 0), edge(from, 0)]);
  ctx.strokeStyle = mix(soffit, plaster[0], 0.16);
  for (let away = from + 0.2; away < to; away += 0.42)
    strokeSpots(ctx, lens, [on(wall, height, away), edge(away, 0)], 0.09);
  ctx.fillStyle = mix(tile, '#05070c', 0.3);
  fillSpots(ctx, lens, [edge(from, -0.02), edge(to, -0.02), edge(to, 0.16), edge(from, 0.16)]);
  ctx.fillStyle = mix(tile, plaster[0], 0.24);
  for (let away = from + 0.13; away < to; away += 0.26) {
    const [px, py] = seen(lens, edge(away, 0.07));
    ctx.beginPath();
    ctx.ellipse(px, py, metreAt(lens, away) * 0.04, metreAt(lens, away) * 0.075, 0, 0, 7);
    ctx.fill();
  }
  const lying = wall.snow === null ? 0.03 : 0.1;
  ctx.fillStyle = wall.snow ?? mix(tile, plaster[0], 0.3);
  fillSpots(ctx, lens, [edge(from, 0.16), edge(to, 0.16), edge(to, 0.16 + lying), edge(from, 0.16 + lying)]);
};

/** The dark coping of tiles on a wall's top, with both ends turned up. */
export const coping = (
  { ctx }: Sheet,
  lens: Lens,
  wall: Wall,
  { from, to, height }: { from: number; to: number; height: number },
): void => {
  const side = inward(wall);
  const at = (away: number, lift: number, over: number): Spot => ({
    x: wall.x + side * over,
    height: height + lift,
    away,
  });
  ctx.fillStyle = wall.tile;
  const curl = Math.min(0.3, (to - from) * 0.12);
  const cap = wall.snow === null ? 0.03 : 0.09;
  const ends = [at(from, 0.2, 0.06), at(from + curl, 0.13, 0), at(to - curl, 0.13, 0), at(to, 0.2, 0.06)];
  fillSpots(ctx, lens, [at(from, 0, 0.14), ...ends, at(to, 0, 0.14)]);
  ctx.fillStyle = wall.snow ?? mix(wall.tile, wall.plaster[0], 0.22);
  fillSpots(ctx, lens, [...ends, at(to - curl, 0.13 + cap, 0), at(from + curl, 0.13 + cap, 0)]);
};

interface Opening {
  readonly from: number;
  readonly to: number;
  readonly sill: number;
  readonly top: number;
  readonly wood: Colour;
  /** Light behind it; null for none. */
  readonly lamp: Colour | null;
  /** Bars across it. */
  readonly bars: number;
}

/** A lattice window or a door in a wall. */
export const opening = (
  { ctx }: Sheet,
  lens: Lens,
  wall: Wall,
  { from, to, sill, top, wood, lamp, bars }: Opening,
): void => {
  const frame = 0.08;
  ctx.fillStyle = mix(wood, '#0a0808', 0.35);
  fillSpots(ctx, lens, [
    on(wall, sill - frame, from - frame),
    on(wall, top + frame, from - frame),
    on(wall, top + frame, to + frame),
    on(wall, sill - frame, to + frame),
  ]);
  const [, upper] = seen(lens, on(wall, top, from));
  const [, lower] = seen(lens, on(wall, sill, from));
  const fill = ctx.createLinearGradient(0, upper, 0, lower);
  fill.addColorStop(0, lamp === null ? mix(wood, '#0a0808', 0.55) : mix(lamp, '#fff2cc', 0.35));
  fill.addColorStop(1, lamp === null ? mix(wood, '#0a0808', 0.35) : mix(lamp, wood, 0.3));
  ctx.fillStyle = fill;
  fillSpots(ctx, lens, [on(wall, sill, from), on(wall, top, from), on(wall, top, to), on(wall, sill, to)]);
  ctx.strokeStyle = rgba(wood, lamp === null ? 0.9 : 0.8);
  for (let bar = 1; bar < bars; bar++) {
    const away = lerp(from, to, bar / bars);
    strokeSpots(ctx, lens, [on(wall, sill, away), on(wall, top, away)], 0.045);
  }
  for (const level of [0.34, 0.67]) {
    const height = lerp(sill, top, level);
    strokeSpots(ctx, lens, [on(wall, height, from), on(wall, height, to)], 0.04);
  }
};

/** Light from a lamp at `spot` on the wall beside it. */
export const wallLight = (
  { ctx }: Sheet,
  lens: Lens,
  wall: Wall,
  { spot, reach, colour, strength }: { spot: Spot; reach: number; colour: Colour; strength: number },
): void => {
  const [x, y] = seen(lens, { ...spot, x: wall.x });
  const radius = metreAt(lens, spot.away) * reach;
  const lit = ctx.createRadialGradient(x, y, 0, x, y, radius);
  for (let step = 0; step <= 6; step++) lit.addColorStop(step / 6, rgba(colour, strength * clamp(1 - step / 6) ** 1.8));
  ctx.save();
  ctx.beginPath();
  for (const corner of [
    on(wall, 0, wall.from),
    on(wall, wall.height, wall.from),
    on(wall, wall.height, wall.to),
    on(wall, 0, wall.to),
  ])
    ctx.lineTo(...seen(lens, corner));
  ctx.clip();
  ctx.globalCompositeOperation = 'screen';
  ctx.fillStyle = lit;
  ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
  ctx.restore();
};
