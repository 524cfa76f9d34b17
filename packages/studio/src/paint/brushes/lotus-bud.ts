import { type Colour, mix } from '../colour.js';
import type { Sheet } from '../easel.js';

interface LotusBud {
  /** Where the bud sits on its stalk. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Height at which the stalk leaves the water. */
  readonly foot: number;
  readonly petal: Colour;
  readonly stalk: Colour;
}

const petalOf = ({ ctx }: Sheet, { x, y, size }: LotusBud, side: number, breadth: number): void => {
  const [foot, head] = [size * side * 0.5, size * side * 0.34];
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.bezierCurveTo(
    x + foot - size * breadth,
    y - size * 0.3,
    x + head - size * breadth * 0.8,
    y - size,
    x,
    y - size * 1.5,
  );
  ctx.bezierCurveTo(x + head + size * breadth * 0.8, y - size, x + foot + size * breadth, y - size * 0.3, x, y);
  ctx.fill();
  ctx.stroke();
};

/** A lotus bud on its stalk. */
export const lotusBud = (sheet: Sheet, bud: LotusBud): void => {
  const { ctx } = sheet;
  const { x, y, size, foot, petal, stalk } = bud;
  ctx.strokeStyle = stalk;
  ctx.lineCap = 'round';
  ctx.lineWidth = Math.max(2, size * 0.13);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.quadraticCurveTo(x + size * 0.5, (y + foot) / 2, x - size * 0.2, foot);
  ctx.stroke();
  const wash = ctx.createLinearGradient(0, y - size * 1.5, 0, y);
  wash.addColorStop(0, mix(petal, '#c02a5e', 0.45));
  wash.addColorStop(0.6, petal);
  wash.addColorStop(1, mix(petal, '#f2f0cc', 0.6));
  ctx.fillStyle = wash;
  ctx.strokeStyle = 'rgba(160,40,85,.28)';
  ctx.lineWidth = Math.max(0.7, size * 0.02);
  petalOf(sheet, bud, 0, 0.46);
  petalOf(sheet, bud, -1, 0.26);
  petalOf(sheet, bud, 1, 0.26);
};
