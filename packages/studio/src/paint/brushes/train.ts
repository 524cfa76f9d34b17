import { type Colour, mix } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';
import { glow } from './sky.js';

interface Train {
  readonly x: number;
  /** Where its wheels stand. */
  readonly y: number;
  /** Half of its breadth. */
  readonly size: number;
  readonly body: Colour;
  readonly stripe: Colour;
  readonly shade: Colour;
  /** Where its other end is: the carriages behind it. */
  readonly tail: { readonly x: number; readonly y: number; readonly scale: number };
  /** How bright its lamps are against the hour, 0..1. */
  readonly lamps: number;
}

const carriages = ({ ctx }: Sheet, { x, y, size, body, stripe, shade, tail, lamps }: Train): void => {
  const side = tail.x > x ? 1 : -1;
  const [end, small] = [tail.x + side * size * tail.scale, tail.scale];
  const wall = (from: number, to: number): [number, number][] => [
    [x + side * size, y - size * from],
    [x + side * size, y - size * to],
    [end, tail.y - size * to * small],
    [end, tail.y - size * from * small],
  ];
  ctx.fillStyle = mix(body, shade, 0.5);
  fillOutline(ctx, wall(0.25, 2.2));
  ctx.fillStyle = mix(stripe, shade, 0.4);
  fillOutline(ctx, wall(0.75, 0.92));
  ctx.fillStyle = lamps > 0.4 ? '#ffd896' : mix(shade, '#9fb4bc', 0.4);
  fillOutline(ctx, wall(1.2, 1.65));
};

/** A train that comes towards us, still far off, its lamps on. */
export const train = (sheet: Sheet, options: Train): void => {
  const { ctx } = sheet;
  const { x, y, size, body, stripe, shade, lamps } = options;
  carriages(sheet, options);
  const front = ctx.createLinearGradient(0, y - size * 2.4, 0, y);
  front.addColorStop(0, mix(body, '#ffffff', 0.12));
  front.addColorStop(1, mix(body, shade, 0.5));
  ctx.fillStyle = front;
  ctx.beginPath();
  ctx.moveTo(x - size, y - size * 0.15);
  ctx.lineTo(x - size, y - size * 1.7);
  ctx.quadraticCurveTo(x - size * 0.9, y - size * 2.4, x, y - size * 2.44);
  ctx.quadraticCurveTo(x + size * 0.9, y - size * 2.4, x + size, y - size * 1.7);
  ctx.lineTo(x + size, y - size * 0.15);
  ctx.fill();
  ctx.fillStyle = mix(shade, '#8fa6b0', 0.25);
  ctx.fillRect(x - size * 0.74, y - size * 1.92, size * 0.66, size * 0.58);
  ctx.fillRect(x + size * 0.08, y - size * 1.92, size * 0.66, size * 0.58);
  ctx.fillStyle = stripe;
  ctx.fillRect(x - size, y - size * 0.98, size * 2, size * 0.2);
  ctx.fillStyle = mix(shade, '#000000', 0.3);
  ctx.fillRect(x - size * 0.9, y - size * 0.2, size * 1.8, size * 0.24);
  for (const side of [-0.58, 0.58]) {
    ctx.fillStyle = '#fff6dc';
    ctx.beginPath();
    ctx.arc(x + side * size, y - size * 0.62, size * 0.14, 0, 7);
    ctx.fill();
    glow(sheet, {
      x: x + side * size,
      y: y - size * 0.62,
      radius: size * (0.8 + lamps * 1.9),
      colour: '#ffe2a6',
      strength: 0.3 + lamps * 0.5,
    });
  }
};
