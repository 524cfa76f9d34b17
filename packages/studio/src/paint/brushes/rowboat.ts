import { type Colour, mix } from '../colour.js';
import type { Sheet } from '../easel.js';

interface Rowboat {
  readonly x: number;
  readonly y: number;
  /** Half of its length. */
  readonly size: number;
  readonly hull: Colour;
  readonly inside: Colour;
  readonly shadow: string;
  /** 1 its bow points right, -1 left. */
  readonly facing: 1 | -1;
}

const shell = ({ ctx }: Sheet, size: number, hull: Colour): void => {
  const wood = ctx.createLinearGradient(0, -size * 0.3, 0, size * 0.2);
  wood.addColorStop(0, mix(hull, '#ffffff', 0.16));
  wood.addColorStop(1, mix(hull, '#101018', 0.42));
  ctx.fillStyle = wood;
  ctx.beginPath();
  ctx.moveTo(-size * 0.92, -size * 0.26);
  ctx.quadraticCurveTo(-size * 0.9, size * 0.06, -size * 0.56, size * 0.13);
  ctx.quadraticCurveTo(size * 0.3, size * 0.2, size * 0.68, size * 0.04);
  ctx.quadraticCurveTo(size * 0.95, -size * 0.12, size * 1.06, -size * 0.44);
  ctx.quadraticCurveTo(size * 0.3, -size * 0.1, -size * 0.92, -size * 0.26);
  ctx.fill();
  ctx.strokeStyle = mix(hull, '#0c0c14', 0.55);
  ctx.lineWidth = Math.max(1, size * 0.012);
  for (const strake of [0.33, 0.66]) {
    ctx.beginPath();
    ctx.moveTo(-size * (0.91 - strake * 0.2), -size * (0.26 - strake * 0.32));
    ctx.quadraticCurveTo(
      size * 0.3,
      -size * (0.1 - strake * 0.27),
      size * (1.03 - strake * 0.2),
      -size * (0.38 - strake * 0.4),
    );
    ctx.stroke();
  }
};

const well = ({ ctx }: Sheet, size: number, hull: Colour, inside: Colour): void => {
  ctx.fillStyle = inside;
  ctx.beginPath();
  ctx.moveTo(-size * 0.92, -size * 0.27);
  ctx.quadraticCurveTo(0, -size * 0.44, size * 1.06, -size * 0.45);
  ctx.quadraticCurveTo(size * 0.3, -size * 0.11, -size * 0.92, -size * 0.27);
  ctx.fill();
  ctx.strokeStyle = mix(hull, '#fff4dc', 0.5);
  ctx.lineWidth = Math.max(1.4, size * 0.026);
  ctx.stroke();
  ctx.strokeStyle = mix(inside, '#e8d2a8', 0.5);
  ctx.lineWidth = size * 0.05;
  for (const seat of [-0.38, 0.16]) {
    ctx.beginPath();
    ctx.moveTo(size * seat, -size * 0.35);
    ctx.lineTo(size * (seat + 0.1), -size * 0.22);
    ctx.stroke();
  }
  ctx.strokeStyle = mix(hull, '#d8b98a', 0.75);
  ctx.lineWidth = Math.max(1.6, size * 0.028);
  ctx.lineCap = 'round';
  ctx.beginPath();
  ctx.moveTo(-size * 0.62, -size * 0.42);
  ctx.lineTo(size * 0.62, -size * 0.3);
  ctx.stroke();
};

/** A rowing boat that somebody pulled up on the sand, its oars shipped. */
export const rowboat = (sheet: Sheet, { x, y, size, hull, inside, shadow, facing }: Rowboat): void => {
  const { ctx } = sheet;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(facing, 1);
  ctx.fillStyle = shadow;
  ctx.beginPath();
  ctx.ellipse(0, size * 0.13, size * 0.98, size * 0.09, -0.02, 0, 7);
  ctx.fill();
  ctx.rotate(-0.035);
  shell(sheet, size, hull);
  well(sheet, size, hull, inside);
  ctx.restore();
};
