import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline } from '../easel.js';

type Context = SKRSContext2D;

const eaves = (ctx: Context, y: number, reach: number, rise: number, inner: number): void => {
  ctx.beginPath();
  ctx.moveTo(-reach, y - rise * 0.28);
  ctx.quadraticCurveTo(-reach * 0.72, y, -inner, y - rise);
  ctx.lineTo(inner, y - rise);
  ctx.quadraticCurveTo(reach * 0.72, y, reach, y - rise * 0.28);
  ctx.quadraticCurveTo(reach * 0.55, y + rise * 0.36, 0, y + rise * 0.3);
  ctx.quadraticCurveTo(-reach * 0.55, y + rise * 0.36, -reach, y - rise * 0.28);
  ctx.fill();
};

/** A pagoda standing at (x, y), `size` about a third of its height; `lamp` lights its windows. */
export const pagoda = (
  ctx: Context,
  {
    x,
    y,
    size,
    tiers,
    colour,
    lamp = null,
  }: { x: number; y: number; size: number; tiers: number; colour: Colour; lamp?: Colour | null },
): void => {
  ctx.save();
  ctx.translate(x, y);
  let level = 0;
  for (let tier = 0; tier < tiers; tier++) {
    const shrink = 1 - tier * 0.085;
    const [width, height] = [size * 0.34 * shrink, size * 0.18 * shrink];
    ctx.fillStyle = colour;
    ctx.fillRect(-width / 2, level - height, width, height + 1);
    if (lamp !== null) {
      ctx.fillStyle = rgba(lamp, 0.9);
      for (const off of [-0.28, 0, 0.28])
        ctx.fillRect(width * off - width * 0.07, level - height * 0.7, width * 0.14, height * 0.5);
    }
    level -= height;
    ctx.fillStyle = colour;
    eaves(ctx, level, size * 0.29 * shrink, size * 0.07 * shrink, width * 0.3);
    level -= size * 0.055 * shrink;
  }
  fillOutline(ctx, [
    [-size * 0.045, level + 2],
    [0, level - size * 0.36],
    [size * 0.045, level + 2],
  ]);
  ctx.restore();
};

/** An arched stone bridge; its railing and the hole of its arch let the water be seen. */
export const bridge = (
  ctx: Context,
  { x, y, size, colour }: { x: number; y: number; size: number; colour: Colour },
): void => {
  ctx.save();
  ctx.translate(x, y);
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(-size, size * 0.05);
  ctx.quadraticCurveTo(-size * 0.5, -size * 0.04, -size * 0.18, -size * 0.3);
  ctx.quadraticCurveTo(0, -size * 0.38, size * 0.18, -size * 0.3);
  ctx.quadraticCurveTo(size * 0.5, -size * 0.04, size, size * 0.05);
  ctx.lineTo(size * 0.27, size * 0.05);
  ctx.arc(0, size * 0.05, size * 0.27, 0, Math.PI, true);
  ctx.lineTo(-size, size * 0.05);
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = Math.max(1, size * 0.018);
  ctx.beginPath();
  ctx.moveTo(-size * 0.62, -size * 0.11);
  ctx.quadraticCurveTo(-size * 0.3, -size * 0.3, -size * 0.16, -size * 0.39);
  ctx.quadraticCurveTo(0, -size * 0.46, size * 0.16, -size * 0.39);
  ctx.quadraticCurveTo(size * 0.3, -size * 0.3, size * 0.62, -size * 0.11);
  ctx.stroke();
  for (let post = -4; post <= 4; post++) {
    const px = (post / 4) * size * 0.5;
    const top = -size * 0.42 + Math.abs(post / 4) ** 1.3 * size * 0.24;
    ctx.fillRect(px - size * 0.012, top, size * 0.024, size * 0.12);
  }
  ctx.restore();
};

interface House {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly wall: Colour;
  readonly roof: Colour;
  /** Colour of lit windows; null when nobody has lit a lamp. */
  readonly lamp: Colour | null;
  /** Snow on the roof. */
  readonly snow?: Colour | null;
}

const window = (ctx: Context, x: number, y: number, width: number, frame: Colour): void => {
  ctx.fillRect(x, y, width, width * 1.05);
  ctx.strokeStyle = frame;
  ctx.lineWidth = Math.max(1, width * 0.09);
  ctx.strokeRect(x, y, width, width * 1.05);
  ctx.beginPath();
  ctx.moveTo(x + width / 2, y);
  ctx.lineTo(x + width / 2, y + width * 1.05);
  ctx.moveTo(x, y + width * 0.52);
  ctx.lineTo(x + width, y + width * 0.52);
  ctx.stroke();
};

/** A low house of the water towns: white or dark wall, swept roof, lattice windows. */
export const townHouse = (ctx: Context, { x, y, size, wall, roof, lamp, snow = null }: House): void => {
  ctx.save();
  ctx.translate(x, y);
  const body = ctx.createLinearGradient(0, -size * 0.42, 0, 0);
  body.addColorStop(0, mix(wall, roof, 0.4));
  body.addColorStop(1, wall);
  ctx.fillStyle = body;
  ctx.fillRect(-size * 0.44, -size * 0.42, size * 0.88, size * 0.42);
  for (const px of [-0.28, 0.08]) {
    ctx.fillStyle = lamp ?? mix(wall, roof, 0.65);
    window(ctx, size * px, -size * 0.3, size * 0.19, roof);
  }
  ctx.fillStyle = roof;
  eaves(ctx, -size * 0.4, size * 0.62, size * 0.3, size * 0.34);
  ctx.fillRect(-size * 0.37, -size * 0.735, size * 0.74, size * 0.05);
  if (snow !== null) {
    ctx.fillStyle = snow;
    ctx.beginPath();
    ctx.moveTo(-size * 0.6, -size * 0.5);
    ctx.quadraticCurveTo(-size * 0.42, -size * 0.46, -size * 0.34, -size * 0.74);
    ctx.quadraticCurveTo(0, -size * 0.8, size * 0.34, -size * 0.74);
    ctx.quadraticCurveTo(size * 0.42, -size * 0.46, size * 0.6, -size * 0.5);
    ctx.quadraticCurveTo(0, -size * 0.42, -size * 0.6, -size * 0.5);
    ctx.fill();
  }
  ctx.restore();
};
