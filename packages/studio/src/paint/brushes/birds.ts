import { lerp } from '../chance.js';
import { type Colour, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

/** A skein of geese in a V, led by the one at (x, y), flying to the right (1) or left (-1). */
export const geese = (
  { ctx, chance }: Sheet,
  {
    x,
    y,
    size,
    count,
    colour,
    facing,
  }: { x: number; y: number; size: number; count: number; colour: Colour; facing: 1 | -1 },
): void => {
  ctx.lineCap = 'round';
  ctx.strokeStyle = colour;
  for (let bird = 0; bird < count; bird++) {
    const upper = bird % 2 === 0;
    const rank = Math.ceil(bird / 2);
    const px = x - facing * rank * size * (upper ? 1.9 : 1.3) + chance.between(-4, 4);
    const py = y + rank * size * (upper ? -0.5 : 0.62) + chance.between(-4, 4);
    const span = size * chance.between(0.72, 1.05);
    const beat = chance.between(-0.15, 0.5);
    ctx.lineWidth = Math.max(1.3, span * 0.13);
    ctx.beginPath();
    ctx.moveTo(px - span * 0.72, py - span * beat);
    ctx.quadraticCurveTo(px - span * 0.25, py - span * 0.36, px, py);
    ctx.quadraticCurveTo(px + span * 0.25, py - span * 0.38, px + span * 0.75, py - span * beat * 0.8);
    ctx.stroke();
  }
};

const wing = ({ ctx }: Pick<Sheet, 'ctx'>, size: number, lift: number, body: Colour, ink: Colour): void => {
  ctx.fillStyle = body;
  ctx.beginPath();
  ctx.moveTo(-size * 0.16, 0);
  ctx.bezierCurveTo(-size * 0.25, lift * size * 0.5, -size * 0.05, lift * size, size * 0.12, lift * size * 1.25);
  ctx.bezierCurveTo(size * 0.3, lift * size * 0.95, size * 0.3, lift * size * 0.4, size * 0.26, 0);
  ctx.fill();
  ctx.fillStyle = ink;
  for (let feather = 0; feather < 6; feather++) {
    const part = feather / 5;
    const [fx, fy] = [lerp(-size * 0.22, 0, part), lift * size * lerp(0.35, 1.12, part)];
    ctx.beginPath();
    ctx.ellipse(fx, fy, size * 0.15, size * 0.026, -lift * (0.9 + part * 0.35) + Math.PI, 0, 7);
    ctx.fill();
  }
};

/** Body, stretched neck and red crown. */
const neck = ({ ctx }: Pick<Sheet, 'ctx'>, size: number, body: Colour, ink: Colour): void => {
  ctx.fillStyle = body;
  ctx.beginPath();
  ctx.ellipse(0, 0, size * 0.36, size * 0.11, 0, 0, 7);
  ctx.fill();
  for (const [colour, from, width] of [
    [body, 0.28, 0.055],
    [ink, 0.46, 0.036],
  ] as const) {
    ctx.strokeStyle = rgba(colour, 1);
    ctx.lineWidth = size * width;
    ctx.beginPath();
    ctx.moveTo(size * from, -size * 0.02);
    ctx.quadraticCurveTo(size * 0.57, -size * 0.03, size * 0.74, -size * 0.16);
    ctx.stroke();
  }
  ctx.fillStyle = '#c8322b';
  ctx.beginPath();
  ctx.ellipse(size * 0.755, -size * 0.2, size * 0.035, size * 0.02, 0.3, 0, 7);
  ctx.fill();
};

/** A flying crane with its neck stretched out, its head red. */
export const crane = (
  { ctx }: Sheet,
  { x, y, size, turn, facing }: { x: number; y: number; size: number; turn: number; facing: 1 | -1 },
): void => {
  const [body, ink] = ['#fbfaf4', '#33343a'];
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(facing, 1);
  ctx.rotate(turn);
  ctx.lineCap = 'round';
  ctx.strokeStyle = ink;
  ctx.lineWidth = size * 0.022;
  ctx.beginPath();
  ctx.moveTo(-size * 0.3, size * 0.03);
  ctx.lineTo(-size * 0.85, size * 0.15);
  ctx.moveTo(size * 0.78, -size * 0.17);
  ctx.lineTo(size * 0.95, -size * 0.2);
  ctx.stroke();
  wing({ ctx }, size, -1, body, ink);
  neck({ ctx }, size, body, ink);
  wing({ ctx }, size, 0.42, body, ink);
  ctx.restore();
};
