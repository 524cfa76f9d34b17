import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Colour, mix } from '../colour.js';

interface Pavilion {
  readonly x: number;
  /** Its floor. */
  readonly y: number;
  /** Breadth of its floor. */
  readonly size: number;
  readonly pillar: Colour;
  readonly roof: Colour;
  readonly gold: Colour;
  /** Light within; null for none. */
  readonly lamp: Colour | null;
  readonly snow?: Colour | null;
}

const roofOf = (ctx: SKRSContext2D, y: number, reach: number, rise: number): void => {
  ctx.beginPath();
  ctx.moveTo(-reach, y - rise * 0.2);
  ctx.quadraticCurveTo(-reach * 0.5, y - rise * 0.1, -reach * 0.1, y - rise);
  ctx.lineTo(reach * 0.1, y - rise);
  ctx.quadraticCurveTo(reach * 0.5, y - rise * 0.1, reach, y - rise * 0.2);
  ctx.quadraticCurveTo(reach * 0.6, y + rise * 0.14, 0, y + rise * 0.12);
  ctx.quadraticCurveTo(-reach * 0.6, y + rise * 0.14, -reach, y - rise * 0.2);
  ctx.fill();
};

/** Someone sits in it and looks out: the one person for whom all these mountains are there. */
const guest = (ctx: SKRSContext2D, size: number, robe: Colour): void => {
  ctx.fillStyle = robe;
  ctx.beginPath();
  ctx.moveTo(-size * 0.1, -size * 0.05);
  ctx.quadraticCurveTo(-size * 0.08, -size * 0.26, 0, -size * 0.28);
  ctx.quadraticCurveTo(size * 0.09, -size * 0.24, size * 0.11, -size * 0.05);
  ctx.fill();
  ctx.fillStyle = '#2a211c';
  ctx.beginPath();
  ctx.arc(0, -size * 0.33, size * 0.055, 0, 7);
  ctx.fill();
};

/** An open pavilion with a two-tiered swept roof and one guest. */
export const pavilion = (ctx: SKRSContext2D, { x, y, size, pillar, roof, gold, lamp, snow = null }: Pavilion): void => {
  ctx.save();
  ctx.translate(x, y);
  ctx.fillStyle = lamp ?? mix(roof, '#f3e6c4', 0.72);
  ctx.fillRect(-size * 0.42, -size * 0.56, size * 0.84, size * 0.56);
  guest(ctx, size, mix(pillar, '#f5efe2', 0.75));
  ctx.fillStyle = mix(roof, '#8d8672', 0.55);
  ctx.fillRect(-size * 0.56, -size * 0.05, size * 1.12, size * 0.13);
  ctx.fillStyle = pillar;
  for (const at of [-0.43, -0.17, 0.17, 0.43]) ctx.fillRect(size * (at - 0.03), -size * 0.56, size * 0.06, size * 0.54);
  ctx.fillRect(-size * 0.46, -size * 0.17, size * 0.92, size * 0.035);
  for (const [level, reach, rise] of [
    [-0.52, 0.76, 0.3],
    [-0.78, 0.5, 0.36],
  ] as const) {
    ctx.fillStyle = roof;
    roofOf(ctx, size * level, size * reach, size * rise);
    ctx.strokeStyle = snow ?? gold;
    ctx.lineWidth = snow === null ? Math.max(0.8, size * 0.018) : size * 0.06;
    ctx.beginPath();
    ctx.moveTo(-size * reach, size * (level - rise * 0.2));
    ctx.quadraticCurveTo(-size * reach * 0.5, size * (level - rise * 0.1), -size * reach * 0.1, size * (level - rise));
    ctx.lineTo(size * reach * 0.1, size * (level - rise));
    ctx.quadraticCurveTo(size * reach * 0.5, size * (level - rise * 0.1), size * reach, size * (level - rise * 0.2));
    ctx.stroke();
  }
  ctx.fillStyle = gold;
  ctx.beginPath();
  ctx.arc(0, -size * 1.18, size * 0.05, 0, 7);
  ctx.fill();
  ctx.restore();
};
