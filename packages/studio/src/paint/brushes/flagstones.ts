import { clamp, lerp } from '../chance.js';
import { type Colour, channels, mix, rgba } from '../colour.js';
import { HEIGHT, paintField, type Sheet, WIDTH } from '../easel.js';
import { fillSpots, type Lens, metreAt, type Spot, seen } from './lane-lens.js';

interface Paving {
  readonly left: number;
  readonly right: number;
  readonly nearest: number;
  readonly farthest: number;
  /** Stone near us and far away. */
  readonly stone: readonly [Colour, Colour];
  readonly joint: Colour;
  readonly shine: Colour;
  /** How wet they are, 0..1. */
  readonly wet: number;
}

/** Long flagstones across the lane, each of its own tone, worn smooth in the middle. */
export const flagstones = (sheet: Sheet, lens: Lens, paving: Paving): void => {
  const { ctx, chance } = sheet;
  const { left, right, nearest, farthest, stone, joint, shine, wet } = paving;
  const ground = (x: number, away: number): Spot => ({ x, height: 0, away });
  ctx.fillStyle = joint;
  fillSpots(ctx, lens, [
    ground(left, nearest),
    ground(left, farthest),
    ground(right, farthest),
    ground(right, nearest),
  ]);
  let away = nearest;
  while (away < farthest) {
    const depth = chance.between(0.42, 0.62);
    const gap = 0.02;
    const part = clamp((away - nearest) / (farthest - nearest)) ** 0.5;
    let x = left;
    while (x < right) {
      const end = Math.min(right, x + chance.between(0.55, 1.15));
      const tone = mix(stone[0], stone[1], clamp(part + chance.between(-0.16, 0.16)));
      ctx.fillStyle = chance.chance(0.2) ? mix(tone, joint, 0.25) : tone;
      const shape = [
        ground(x + gap, away + gap),
        ground(x + gap, away + depth),
        ground(end - gap, away + depth),
        ground(end - gap, away + gap),
      ];
      fillSpots(ctx, lens, shape);
      if (chance.chance(0.5 * wet)) {
        ctx.fillStyle = rgba(shine, chance.between(0.05, 0.2) * wet);
        fillSpots(ctx, lens, shape);
      }
      x = end;
    }
    away += depth;
  }
};

interface WetLight {
  /** The lamp that is reflected. */
  readonly lamp: Spot;
  readonly colour: Colour;
  readonly strength: number;
  /** Half breadth of the streak in metres. */
  readonly breadth: number;
  readonly lens: Lens;
}

/** A lamp's image in wet stone: a long broken streak towards us, from under the lamp. */
export const wetLight = ({ ctx, chance }: Sheet, { lamp, colour, strength, breadth, lens }: WetLight): void => {
  const [x, foot] = seen(lens, { ...lamp, height: 0 });
  const metre = metreAt(lens, lamp.away);
  const length = Math.min(HEIGHT - foot, metre * lamp.height * 1.9);
  ctx.save();
  ctx.globalCompositeOperation = 'screen';
  const bars = Math.max(10, Math.round(length / 9));
  for (let bar = 0; bar < bars; bar++) {
    const part = (bar + chance.between(-0.4, 0.4)) / bars;
    const bright = Math.sin(Math.PI * clamp(part * 0.86 + 0.1)) ** 1.4;
    const half = metre * breadth * lerp(0.7, 1.35, part) * chance.between(0.5, 1.15);
    const [bx, by] = [x + chance.bell() * metre * breadth * 0.5, foot + part * length];
    const soft = ctx.createRadialGradient(0, 0, 0, 0, 0, half);
    soft.addColorStop(0, rgba(colour, strength * bright * chance.between(0.5, 1)));
    soft.addColorStop(1, rgba(colour, 0));
    ctx.save();
    ctx.translate(bx, by);
    ctx.scale(1, Math.min(0.6, 7 / Math.max(7, half) + 0.14));
    ctx.fillStyle = soft;
    ctx.fillRect(-half, -half, 2 * half, 2 * half);
    ctx.restore();
  }
  ctx.restore();
};

/** The sky's light on wet stone, in puddles, strongest towards the lane's end. */
export const puddles = (
  sheet: Sheet,
  { lens, colour, strength }: { lens: Lens; colour: Colour; strength: number },
): void => {
  const { chance } = sheet;
  const [red, green, blue] = channels(colour);
  const top = lens.y + 20;
  paintField(sheet, { x: 0, y: top, width: WIDTH, height: HEIGHT - top }, 6, (x, y, out, at) => {
    const away = lens.focal / Math.max(4, y - lens.y);
    const across = ((x - lens.x) * away) / lens.focal;
    const pool = clamp(chance.cloud(across * 0.9 + 5, away * 0.55, 3) * 1.5 + 0.28);
    const middle = Math.exp(-((across / 1.1) ** 2));
    out[at] = red;
    out[at + 1] = green;
    out[at + 2] = blue;
    out[at + 3] = 255 * strength * clamp(pool * (0.35 + 0.65 * middle) * clamp(0.35 + away / 12));
  });
};
