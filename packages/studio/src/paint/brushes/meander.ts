import { lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';

interface Meander {
  /** Where it is lost in the distance, and where it comes nearest. */
  readonly top: number;
  readonly bottom: number;
  readonly x: number;
  /** How far its loops swing at their nearest. */
  readonly swing: number;
  readonly width: number;
  /** What it mirrors: far, near. */
  readonly water: readonly [Colour, Colour];
  readonly bank: Colour;
  readonly shine: Colour;
}

/** The middle and half of the breadth of a river at a height; null below its nearest point. */
export type Course = (y: number) => { readonly x: number; readonly half: number } | null;

interface Reach {
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

const course = ({ chance }: Sheet, { top, bottom, x, swing, width }: Meander): Reach[] => {
  const phase = chance.between(0, 6.3);
  const bends = chance.between(2.3, 3.1);
  return Array.from({ length: 121 }, (_, step) => {
    const near = step / 120;
    const away = near ** 1.55;
    const turn = Math.sin(phase + Math.log(0.06 + near) * bends * 1.9) + 0.25 * Math.sin(phase * 2 + near * 9);
    return {
      x: x + turn * lerp(26, swing, near ** 1.15),
      y: lerp(top, bottom, away),
      half: lerp(3, width, near ** 1.7) * (1 + 0.18 * chance.noise(near * 6, 3)),
    };
  });
};

const side = (reaches: readonly Reach[], by: number, drop: number): (readonly [number, number])[] =>
  reaches.map(({ x, y, half }) => [x + by * half, y + drop * (1 + half * 0.05)] as const);

/** A river that winds through a plain towards us and mirrors the sky, between cut banks; gives back where it runs. */
export const meander = (sheet: Sheet, options: Meander): Course => {
  const { ctx, chance } = sheet;
  const { top, bottom, water, bank, shine } = options;
  const reaches = course(sheet, options);
  ctx.fillStyle = rgba(bank, 0.75);
  fillOutline(ctx, [...side(reaches, -1.12, -2.4), ...side(reaches, 1.12, -1.2).reverse()]);
  const tone = ctx.createLinearGradient(0, top, 0, bottom);
  tone.addColorStop(0, water[0]);
  tone.addColorStop(1, water[1]);
  ctx.fillStyle = tone;
  fillOutline(ctx, [...side(reaches, -1, 0), ...side(reaches, 1, 0).reverse()]);
  ctx.lineCap = 'round';
  for (let line = 0; line < 170; line++) {
    const at = reaches[Math.floor(chance.unit() ** 0.6 * 120)];
    if (at === undefined) continue;
    ctx.strokeStyle = rgba(chance.chance(0.6) ? shine : mix(bank, water[1], 0.4), chance.between(0.15, 0.5));
    ctx.lineWidth = lerp(0.8, 2, at.half / options.width);
    const [x, length] = [at.x + chance.bell() * at.half * 0.75, at.half * chance.between(0.1, 0.34)];
    ctx.beginPath();
    ctx.moveTo(x - length, at.y);
    ctx.lineTo(x + length, at.y);
    ctx.stroke();
  }
  ctx.strokeStyle = rgba(shine, 0.35);
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  for (const point of side(reaches, 1, 0)) ctx.lineTo(...point);
  ctx.stroke();
  return (y) => reaches.find((reach) => reach.y >= y) ?? null;
};
