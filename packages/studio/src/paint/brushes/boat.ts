import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Colour, rgba } from '../colour.js';

interface Boat {
  readonly x: number;
  readonly y: number;
  /** Half of its length. */
  readonly size: number;
  readonly colour: Colour;
  /** 1 its bow points right, -1 left. */
  readonly facing: 1 | -1;
  /** Colour of the umbrella over the one who sits in the stern; null: a boatman with his pole. */
  readonly umbrella: Colour | null;
  /** Light under the canopy. */
  readonly lamp: Colour | null;
}

const hull = (ctx: SKRSContext2D, size: number): void => {
  ctx.beginPath();
  ctx.moveTo(-size, -size * 0.17);
  ctx.quadraticCurveTo(-size * 0.7, size * 0.13, 0, size * 0.13);
  ctx.quadraticCurveTo(size * 0.75, size * 0.13, size * 1.06, -size * 0.23);
  ctx.quadraticCurveTo(size * 0.55, -size * 0.02, 0, -size * 0.02);
  ctx.quadraticCurveTo(-size * 0.6, -size * 0.02, -size, -size * 0.17);
  ctx.fill();
};

const canopy = (ctx: SKRSContext2D, size: number, colour: Colour, inside: string): void => {
  ctx.beginPath();
  ctx.moveTo(-size * 0.38, -size * 0.01);
  ctx.quadraticCurveTo(-size * 0.36, -size * 0.36, -size * 0.02, -size * 0.38);
  ctx.quadraticCurveTo(size * 0.3, -size * 0.36, size * 0.34, -size * 0.01);
  ctx.fill();
  ctx.fillStyle = inside;
  ctx.beginPath();
  ctx.moveTo(size * 0.07, -size * 0.02);
  ctx.quadraticCurveTo(size * 0.09, -size * 0.26, size * 0.2, -size * 0.27);
  ctx.quadraticCurveTo(size * 0.28, -size * 0.2, size * 0.29, -size * 0.02);
  ctx.fill();
  ctx.fillStyle = colour;
};

const figure = (ctx: SKRSContext2D, size: number): void => {
  ctx.beginPath();
  ctx.moveTo(-size * 0.73, -size * 0.06);
  ctx.quadraticCurveTo(-size * 0.73, -size * 0.32, -size * 0.62, -size * 0.37);
  ctx.quadraticCurveTo(-size * 0.51, -size * 0.3, -size * 0.49, -size * 0.04);
  ctx.fill();
  ctx.beginPath();
  ctx.arc(-size * 0.61, -size * 0.42, size * 0.058, 0, 7);
  ctx.fill();
};

const strawHatAndPole = (ctx: SKRSContext2D, size: number, colour: Colour): void => {
  ctx.beginPath();
  ctx.moveTo(-size * 0.74, -size * 0.44);
  ctx.lineTo(-size * 0.61, -size * 0.54);
  ctx.lineTo(-size * 0.48, -size * 0.44);
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = Math.max(1.2, size * 0.02);
  ctx.beginPath();
  ctx.moveTo(-size * 0.32, -size * 0.8);
  ctx.lineTo(-size * 0.84, size * 0.22);
  ctx.stroke();
};

const umbrellaOver = (ctx: SKRSContext2D, size: number, colour: Colour): void => {
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(-size * 0.93, -size * 0.53);
  ctx.quadraticCurveTo(-size * 0.84, -size * 0.8, -size * 0.58, -size * 0.85);
  ctx.quadraticCurveTo(-size * 0.32, -size * 0.8, -size * 0.24, -size * 0.53);
  ctx.quadraticCurveTo(-size * 0.41, -size * 0.6, -size * 0.58, -size * 0.55);
  ctx.quadraticCurveTo(-size * 0.75, -size * 0.6, -size * 0.93, -size * 0.53);
  ctx.fill();
  ctx.strokeStyle = 'rgba(40,20,20,.35)';
  ctx.lineWidth = Math.max(0.8, size * 0.012);
  for (const rib of [-0.78, -0.58, -0.39]) {
    ctx.beginPath();
    ctx.moveTo(-size * 0.58, -size * 0.85);
    ctx.lineTo(size * rib, -size * 0.57);
    ctx.stroke();
  }
};

/** A covered boat of the water towns with one person in it: the picture's small human detail. */
export const boat = (ctx: SKRSContext2D, { x, y, size, colour, facing, umbrella, lamp }: Boat): void => {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(facing, 1);
  ctx.fillStyle = colour;
  hull(ctx, size);
  canopy(ctx, size, colour, lamp ?? rgba('#e8dcc0', 0.5));
  figure(ctx, size);
  if (umbrella === null) strawHatAndPole(ctx, size, colour);
  else umbrellaOver(ctx, size, umbrella);
  ctx.restore();
};
