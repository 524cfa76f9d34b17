import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';
import { glow } from './sky.js';

interface Sailboat {
  readonly x: number;
  /** Its waterline. */
  readonly y: number;
  /** From the water to the top of the mast. */
  readonly size: number;
  readonly sail: Colour;
  readonly shade: Colour;
  readonly hull: Colour;
  /** A lamp at the mast; null by day. */
  readonly lamp: Colour | null;
  /** 1 it sails to the right. */
  readonly facing: 1 | -1;
}

const sails = ({ ctx }: Sheet, { size, sail, shade }: Sailboat): void => {
  const cloth = ctx.createLinearGradient(-size * 0.4, 0, size * 0.3, 0);
  cloth.addColorStop(0, mix(sail, shade, 0.45));
  cloth.addColorStop(0.55, sail);
  cloth.addColorStop(1, mix(sail, shade, 0.2));
  ctx.fillStyle = cloth;
  ctx.beginPath();
  ctx.moveTo(-size * 0.02, -size * 0.98);
  ctx.quadraticCurveTo(-size * 0.34, -size * 0.5, -size * 0.42, -size * 0.16);
  ctx.quadraticCurveTo(-size * 0.2, -size * 0.2, -size * 0.02, -size * 0.16);
  ctx.fill();
  ctx.beginPath();
  ctx.moveTo(size * 0.02, -size * 0.86);
  ctx.quadraticCurveTo(size * 0.24, -size * 0.46, size * 0.4, -size * 0.13);
  ctx.quadraticCurveTo(size * 0.18, -size * 0.2, size * 0.03, -size * 0.16);
  ctx.fill();
};

/** A small boat under sail, leaning a little, with its broken image in the water. */
export const sailboat = (sheet: Sheet, options: Sailboat): void => {
  const { ctx, chance } = sheet;
  const { x, y, size, sail, shade, hull, lamp, facing } = options;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(facing, 1);
  for (let row = 0; row < 9; row++) {
    const part = row / 9;
    const width = size * 0.36 * (1 - part * 0.6) * chance.between(0.5, 1);
    ctx.fillStyle = rgba(row < 2 ? hull : sail, 0.3 * (1 - part));
    ctx.fillRect(-width + chance.bell() * size * 0.06, size * (0.03 + part * 0.5), width * 2, size * 0.022);
  }
  ctx.rotate(0.05);
  sails(sheet, options);
  ctx.strokeStyle = mix(hull, shade, 0.5);
  ctx.lineWidth = Math.max(0.9, size * 0.018);
  ctx.beginPath();
  ctx.moveTo(0, -size);
  ctx.lineTo(0, 0);
  ctx.stroke();
  ctx.fillStyle = hull;
  ctx.beginPath();
  ctx.moveTo(-size * 0.44, -size * 0.1);
  ctx.lineTo(size * 0.5, -size * 0.12);
  ctx.quadraticCurveTo(size * 0.36, size * 0.05, size * 0.2, size * 0.05);
  ctx.lineTo(-size * 0.32, size * 0.05);
  ctx.quadraticCurveTo(-size * 0.42, size * 0.03, -size * 0.44, -size * 0.1);
  ctx.fill();
  ctx.restore();
  if (lamp !== null) glow(sheet, { x, y: y - size * 0.5, radius: size * 0.9, colour: lamp, strength: 0.7 });
};
