import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';
import { glow } from './sky.js';

interface Yurt {
  readonly x: number;
  readonly y: number;
  /** Half of its width. */
  readonly size: number;
  readonly felt: Colour;
  readonly shade: Colour;
  /** The painted band under its eaves and the door. */
  readonly trim: Colour;
  /** Light in the door and through the crown; null by day. */
  readonly lamp: Colour | null;
  readonly smoke: Colour | null;
  /** 1: light comes from the left. */
  readonly facing: 1 | -1;
}

const body = ({ ctx }: Sheet, { size, felt, shade, trim, facing }: Yurt): void => {
  const round = ctx.createLinearGradient(-size * facing, 0, size * facing, 0);
  round.addColorStop(0, mix(felt, shade, 0.25));
  round.addColorStop(0.3, felt);
  round.addColorStop(1, shade);
  ctx.fillStyle = round;
  ctx.beginPath();
  ctx.moveTo(-size, -size * 0.5);
  ctx.lineTo(-size * 0.97, 0);
  ctx.quadraticCurveTo(0, size * 0.13, size * 0.97, 0);
  ctx.lineTo(size, -size * 0.5);
  ctx.fill();
  ctx.beginPath();
  ctx.moveTo(-size * 1.06, -size * 0.47);
  ctx.bezierCurveTo(-size * 0.8, -size * 0.78, -size * 0.4, -size * 0.94, -size * 0.18, -size * 0.98);
  ctx.lineTo(size * 0.18, -size * 0.98);
  ctx.bezierCurveTo(size * 0.4, -size * 0.94, size * 0.8, -size * 0.78, size * 1.06, -size * 0.47);
  ctx.quadraticCurveTo(0, -size * 0.33, -size * 1.06, -size * 0.47);
  ctx.fill();
  ctx.strokeStyle = rgba(trim, 0.85);
  ctx.lineWidth = Math.max(1.2, size * 0.045);
  ctx.beginPath();
  ctx.moveTo(-size * 1.02, -size * 0.43);
  ctx.quadraticCurveTo(0, -size * 0.29, size * 1.02, -size * 0.43);
  ctx.stroke();
};

/** Ropes over the roof and round the wall, and the crown ring. */
const ropes = ({ ctx }: Sheet, { size, shade, trim }: Yurt): void => {
  ctx.strokeStyle = rgba(mix(shade, '#3a2c28', 0.5), 0.55);
  ctx.lineWidth = Math.max(0.8, size * 0.016);
  for (const rope of [-0.78, -0.42, 0.42, 0.78]) {
    ctx.beginPath();
    ctx.moveTo(size * rope * 0.2, -size * 0.97);
    ctx.quadraticCurveTo(size * rope * 0.75, -size * 0.82, size * rope * 1.02, -size * 0.4);
    ctx.stroke();
  }
  ctx.beginPath();
  ctx.moveTo(-size * 0.98, -size * 0.2);
  ctx.quadraticCurveTo(0, -size * 0.07, size * 0.98, -size * 0.2);
  ctx.stroke();
  ctx.fillStyle = mix(trim, shade, 0.35);
  ctx.beginPath();
  ctx.ellipse(0, -size * 0.975, size * 0.2, size * 0.045, 0, 0, 7);
  ctx.fill();
};

const door = ({ ctx }: Sheet, { size, trim, lamp }: Yurt): void => {
  const [half, top] = [size * 0.17, -size * 0.4];
  ctx.fillStyle = mix(trim, '#2a1614', 0.25);
  ctx.fillRect(-half * 1.22, top - size * 0.04, half * 2.44, size * 0.5);
  const light = ctx.createLinearGradient(0, top, 0, size * 0.05);
  light.addColorStop(0, lamp === null ? mix(trim, '#c98a4e', 0.45) : '#fff0c0');
  light.addColorStop(1, lamp ?? mix(trim, '#7a3a2c', 0.5));
  ctx.fillStyle = light;
  ctx.fillRect(-half, top, half * 2, size * 0.46);
  if (lamp !== null) return;
  ctx.strokeStyle = mix(trim, '#2a1614', 0.5);
  ctx.lineWidth = Math.max(0.8, size * 0.018);
  ctx.strokeRect(-half * 0.78, top + size * 0.05, half * 0.7, size * 0.34);
  ctx.strokeRect(half * 0.08, top + size * 0.05, half * 0.7, size * 0.34);
};

const smokeOf = ({ ctx, chance }: Sheet, size: number, colour: Colour): void => {
  const drift = chance.between(-0.9, 0.9) * size;
  for (let puff = 0; puff < 26; puff++) {
    const part = puff / 26;
    const x = size * 0.12 + drift * part * part + Math.sin(part * 6) * size * 0.1;
    const y = -size * 1.08 - part * size * 1.5;
    const radius = size * (0.05 + part * 0.2);
    const soft = ctx.createRadialGradient(x, y, 0, x, y, radius);
    soft.addColorStop(0, rgba(colour, 0.2 * (1 - part)));
    soft.addColorStop(1, rgba(colour, 0));
    ctx.fillStyle = soft;
    ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
  }
};

/** A felt yurt; at night its door stands open and its light falls on the grass. */
export const yurt = (sheet: Sheet, options: Yurt): void => {
  const { ctx } = sheet;
  const { x, y, size, lamp, smoke } = options;
  ctx.save();
  ctx.translate(x, y);
  ctx.fillStyle = 'rgba(14,20,24,.28)';
  ctx.beginPath();
  ctx.ellipse(options.facing * size * 0.16, size * 0.05, size * 1.16, size * 0.14, 0, 0, 7);
  ctx.fill();
  body(sheet, options);
  ropes(sheet, options);
  door(sheet, options);
  ctx.fillStyle = mix(options.shade, '#2a2a30', 0.5);
  ctx.fillRect(size * 0.09, -size * 1.1, size * 0.055, size * 0.16);
  if (smoke !== null) smokeOf(sheet, size, smoke);
  ctx.restore();
  if (lamp === null) return;
  glow(sheet, { x, y: y - size * 0.2, radius: size * 1.7, colour: lamp, strength: 0.5 });
  ctx.save();
  ctx.translate(x, y + size * 0.08);
  ctx.scale(1, 0.3);
  glow(sheet, { x: 0, y: size * 0.6, radius: size * 1.5, colour: lamp, strength: 0.6 });
  ctx.restore();
};
