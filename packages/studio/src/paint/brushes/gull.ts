import type { Colour } from '../colour.js';
import type { Sheet } from '../easel.js';

/** A gull on the wing, `size` its span, banking by `turn` radians; its wing tips are dark. */
export const gull = (
  { ctx, chance }: Sheet,
  { x, y, size, turn, body, tip }: { x: number; y: number; size: number; turn: number; body: Colour; tip: Colour },
): void => {
  const lift = chance.between(0.1, 0.3);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(turn);
  for (const side of [-1, 1]) {
    const reach = side * size * 0.5;
    ctx.fillStyle = body;
    ctx.beginPath();
    ctx.moveTo(0, -size * 0.03);
    ctx.quadraticCurveTo(reach * 0.42, -size * (lift + 0.12), reach, -size * lift * 0.55);
    ctx.quadraticCurveTo(reach * 0.5, -size * lift * 0.5, 0, size * 0.055);
    ctx.fill();
    ctx.fillStyle = tip;
    ctx.beginPath();
    ctx.moveTo(reach * 0.76, -size * (lift * 0.79 + 0.035));
    ctx.quadraticCurveTo(reach * 0.9, -size * lift * 0.75, reach * 1.02, -size * lift * 0.5);
    ctx.quadraticCurveTo(reach * 0.88, -size * lift * 0.54, reach * 0.74, -size * lift * 0.56);
    ctx.fill();
  }
  ctx.fillStyle = body;
  ctx.beginPath();
  ctx.ellipse(0, 0, size * 0.052, size * 0.085, 0.2, 0, 7);
  ctx.fill();
  ctx.restore();
};
