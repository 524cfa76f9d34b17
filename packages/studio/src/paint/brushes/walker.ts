import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Colour, mix } from '../colour.js';
import type { Sheet } from '../easel.js';
import { glow } from './sky.js';

interface Walker {
  readonly x: number;
  /** The ground under the feet. */
  readonly y: number;
  /** Picture units from head to foot. */
  readonly height: number;
  readonly coat: Colour;
  readonly dark: Colour;
  /** Colour of an open umbrella; null without one. */
  readonly umbrella: Colour | null;
  /** Colour of a hand lamp's light; null without one. */
  readonly lamp: Colour | null;
  readonly facing: 1 | -1;
}

const figure = (ctx: SKRSContext2D, tall: number, coat: Colour, dark: Colour): void => {
  ctx.fillStyle = dark;
  ctx.fillRect(-tall * 0.075, -tall * 0.2, tall * 0.06, tall * 0.2);
  ctx.fillRect(tall * 0.015, -tall * 0.22, tall * 0.06, tall * 0.2);
  const cloth = ctx.createLinearGradient(-tall * 0.15, 0, tall * 0.15, 0);
  cloth.addColorStop(0, mix(coat, dark, 0.1));
  cloth.addColorStop(1, mix(coat, dark, 0.55));
  ctx.fillStyle = cloth;
  ctx.beginPath();
  ctx.moveTo(-tall * 0.05, -tall * 0.84);
  ctx.quadraticCurveTo(-tall * 0.14, -tall * 0.8, -tall * 0.15, -tall * 0.6);
  ctx.quadraticCurveTo(-tall * 0.12, -tall * 0.4, -tall * 0.16, -tall * 0.15);
  ctx.quadraticCurveTo(0, -tall * 0.1, tall * 0.16, -tall * 0.15);
  ctx.quadraticCurveTo(tall * 0.12, -tall * 0.4, tall * 0.15, -tall * 0.6);
  ctx.quadraticCurveTo(tall * 0.14, -tall * 0.8, tall * 0.05, -tall * 0.84);
  ctx.fill();
  ctx.fillStyle = mix(dark, '#1a1210', 0.5);
  ctx.beginPath();
  ctx.ellipse(0, -tall * 0.91, tall * 0.065, tall * 0.085, 0, 0, 7);
  ctx.fill();
};

const umbrellaOver = (ctx: SKRSContext2D, tall: number, colour: Colour, dark: Colour): void => {
  const top = ctx.createLinearGradient(-tall * 0.4, -tall * 1.2, tall * 0.4, -tall * 0.9);
  top.addColorStop(0, mix(colour, '#ffe6c0', 0.25));
  top.addColorStop(1, mix(colour, dark, 0.35));
  ctx.fillStyle = top;
  ctx.beginPath();
  ctx.moveTo(-tall * 0.42, -tall * 0.86);
  ctx.quadraticCurveTo(-tall * 0.3, -tall * 1.12, 0, -tall * 1.2);
  ctx.quadraticCurveTo(tall * 0.3, -tall * 1.12, tall * 0.42, -tall * 0.86);
  for (let scallop = 5; scallop > -5; scallop -= 2) {
    const to = ((scallop - 2) / 5) * tall * 0.42;
    ctx.quadraticCurveTo(((scallop - 1) / 5) * tall * 0.42, -tall * 0.93, Math.max(to, -tall * 0.42), -tall * 0.86);
  }
  ctx.fill();
  ctx.strokeStyle = mix(colour, dark, 0.6);
  ctx.lineWidth = Math.max(0.7, tall * 0.008);
  for (const rib of [-0.25, -0.085, 0.085, 0.25]) {
    ctx.beginPath();
    ctx.moveTo(0, -tall * 1.2);
    ctx.quadraticCurveTo(tall * rib * 0.8, -tall * 1.08, tall * rib, -tall * 0.87);
    ctx.stroke();
  }
};

/** Someone who walks home, seen from behind. */
export const walker = (sheet: Sheet, { x, y, height, coat, dark, umbrella, lamp, facing }: Walker): void => {
  const { ctx } = sheet;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(facing, 1);
  ctx.fillStyle = 'rgba(5,6,14,.35)';
  ctx.beginPath();
  ctx.ellipse(0, 0, height * 0.24, height * 0.035, 0, 0, 7);
  ctx.fill();
  if (lamp !== null)
    glow(sheet, { x: height * 0.24, y: -height * 0.3, radius: height * 0.95, colour: lamp, strength: 0.55 });
  figure(ctx, height, coat, dark);
  if (umbrella !== null) umbrellaOver(ctx, height, umbrella, dark);
  if (lamp !== null) {
    ctx.strokeStyle = dark;
    ctx.lineWidth = Math.max(0.8, height * 0.012);
    ctx.beginPath();
    ctx.moveTo(height * 0.12, -height * 0.5);
    ctx.lineTo(height * 0.25, -height * 0.46);
    ctx.lineTo(height * 0.24, -height * 0.36);
    ctx.stroke();
    ctx.fillStyle = mix(lamp, '#e0452a', 0.45);
    ctx.beginPath();
    ctx.ellipse(height * 0.24, -height * 0.3, height * 0.055, height * 0.065, 0, 0, 7);
    ctx.fill();
  }
  ctx.restore();
};
