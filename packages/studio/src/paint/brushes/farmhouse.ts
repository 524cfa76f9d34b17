import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Colour, mix } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';
import { glow } from './sky.js';

interface Farmhouse {
  readonly x: number;
  readonly y: number;
  /** Breadth of its front. */
  readonly size: number;
  readonly plaster: Colour;
  readonly tile: Colour;
  readonly wood: Colour;
  /** Light in its windows; null for none. */
  readonly lamp: Colour | null;
  readonly snow: Colour | null;
  readonly facing: 1 | -1;
}

const front = (ctx: SKRSContext2D, size: number, { plaster, wood, lamp }: Farmhouse): void => {
  const wall = ctx.createLinearGradient(0, -size * 0.5, 0, 0);
  wall.addColorStop(0, mix(plaster, wood, 0.28));
  wall.addColorStop(0.4, plaster);
  ctx.fillStyle = wall;
  ctx.fillRect(-size * 0.5, -size * 0.4, size, size * 0.42);
  ctx.fillStyle = mix(plaster, wood, 0.3);
  fillOutline(ctx, [
    [size * 0.5, -size * 0.4],
    [size * 0.66, -size * 0.62],
    [size * 0.82, -size * 0.38],
    [size * 0.82, 0],
    [size * 0.5, size * 0.02],
  ]);
  ctx.fillStyle = mix(wood, '#1a1210', 0.3);
  ctx.fillRect(-size * 0.08, -size * 0.27, size * 0.15, size * 0.28);
  for (const at of [-0.36, 0.2]) {
    ctx.fillStyle = lamp ?? mix(wood, '#1c2422', 0.5);
    ctx.fillRect(size * at, -size * 0.27, size * 0.16, size * 0.13);
    ctx.strokeStyle = wood;
    ctx.lineWidth = Math.max(0.8, size * 0.018);
    ctx.strokeRect(size * at, -size * 0.27, size * 0.16, size * 0.13);
    ctx.beginPath();
    ctx.moveTo(size * (at + 0.08), -size * 0.27);
    ctx.lineTo(size * (at + 0.08), -size * 0.14);
    ctx.stroke();
  }
};

const roofOf = (ctx: SKRSContext2D, size: number, { tile, snow, plaster }: Farmhouse): void => {
  const slope: readonly (readonly [number, number])[] = [
    [-size * 0.6, -size * 0.34],
    [-size * 0.44, -size * 0.66],
    [size * 0.66, -size * 0.66],
    [size * 0.56, -size * 0.36],
  ];
  ctx.fillStyle = snow ?? tile;
  fillOutline(ctx, slope);
  ctx.strokeStyle = mix(snow ?? tile, plaster, 0.3);
  ctx.lineWidth = Math.max(0.6, size * 0.012);
  for (let row = 0; row < 15; row++) {
    const part = row / 14;
    ctx.beginPath();
    ctx.moveTo(size * (-0.43 + part * 1.08), -size * 0.65);
    ctx.lineTo(size * (-0.58 + part * 1.13), -size * (0.35 + part * 0.015));
    ctx.stroke();
  }
  ctx.strokeStyle = mix(tile, '#0d1012', 0.4);
  ctx.lineCap = 'round';
  ctx.lineWidth = Math.max(1.2, size * 0.045);
  ctx.beginPath();
  ctx.moveTo(-size * 0.48, -size * 0.69);
  ctx.quadraticCurveTo(size * 0.1, -size * 0.64, size * 0.7, -size * 0.69);
  ctx.stroke();
  ctx.lineWidth = Math.max(1, size * 0.032);
  ctx.beginPath();
  ctx.moveTo(size * 0.67, -size * 0.67);
  ctx.lineTo(size * 0.87, -size * 0.35);
  ctx.moveTo(-size * 0.61, -size * 0.335);
  ctx.lineTo(size * 0.57, -size * 0.35);
  ctx.stroke();
};

/** A white farmhouse under dark tiles, its gable turned half towards us. */
export const farmhouse = (sheet: Sheet, house: Farmhouse): void => {
  const { ctx } = sheet;
  const { x, y, size, facing, lamp } = house;
  if (lamp !== null) glow(sheet, { x, y: y - size * 0.2, radius: size * 2.2, colour: lamp, strength: 0.45 });
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(facing, 1);
  front(ctx, size, house);
  roofOf(ctx, size, house);
  ctx.restore();
};
