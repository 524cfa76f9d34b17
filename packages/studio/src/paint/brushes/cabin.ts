import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';
import { glow } from './sky.js';

interface Cabin {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly wood: Colour;
  readonly snow: Colour;
  readonly shade: Colour;
  readonly lamp: Colour;
  /** How much the lamp tells against the daylight, 0..1. */
  readonly warmth: number;
  readonly smoke: boolean;
}

const walls = ({ ctx }: Sheet, size: number, wood: Colour): void => {
  const gable: [number, number][] = [
    [-size * 0.6, 4],
    [-size * 0.6, -size * 0.5],
    [0, -size * 0.98],
    [size * 0.6, -size * 0.5],
    [size * 0.6, 4],
  ];
  const tone = ctx.createLinearGradient(0, -size, 0, 0);
  tone.addColorStop(0, mix(wood, '#120c14', 0.35));
  tone.addColorStop(1, wood);
  ctx.fillStyle = tone;
  fillOutline(ctx, gable);
  ctx.strokeStyle = 'rgba(0,0,0,.16)';
  ctx.lineWidth = Math.max(1, size * 0.014);
  for (let log = 1; log < 6; log++) {
    ctx.beginPath();
    ctx.moveTo(-size * 0.6, -log * size * 0.098);
    ctx.lineTo(size * 0.6, -log * size * 0.098);
    ctx.stroke();
  }
};

const pane = ({ ctx }: Sheet, x: number, y: number, size: number, lamp: Colour): void => {
  const light = ctx.createLinearGradient(0, y, 0, y + size);
  light.addColorStop(0, mix(lamp, '#fff6d8', 0.6));
  light.addColorStop(1, lamp);
  ctx.fillStyle = light;
  ctx.fillRect(x, y, size, size);
  ctx.strokeStyle = '#3a2226';
  ctx.lineWidth = Math.max(1, size * 0.09);
  ctx.strokeRect(x, y, size, size);
  ctx.beginPath();
  ctx.moveTo(x + size / 2, y);
  ctx.lineTo(x + size / 2, y + size);
  ctx.moveTo(x, y + size / 2);
  ctx.lineTo(x + size, y + size / 2);
  ctx.stroke();
};

const roof = ({ ctx }: Sheet, size: number, snow: Colour, shade: Colour): void => {
  const cover = ctx.createLinearGradient(-size * 0.8, 0, size * 0.8, 0);
  cover.addColorStop(0, snow);
  cover.addColorStop(0.5, mix(snow, shade, 0.25));
  cover.addColorStop(1, shade);
  ctx.fillStyle = cover;
  ctx.beginPath();
  ctx.moveTo(-size * 0.88, -size * 0.4);
  ctx.quadraticCurveTo(-size * 0.5, -size * 0.76, -size * 0.06, -size * 1.14);
  ctx.quadraticCurveTo(0, -size * 1.2, size * 0.06, -size * 1.14);
  ctx.quadraticCurveTo(size * 0.5, -size * 0.76, size * 0.88, -size * 0.4);
  ctx.quadraticCurveTo(size * 0.8, -size * 0.3, size * 0.68, -size * 0.4);
  ctx.quadraticCurveTo(size * 0.3, -size * 0.66, 0, -size * 0.9);
  ctx.quadraticCurveTo(-size * 0.3, -size * 0.66, -size * 0.68, -size * 0.4);
  ctx.quadraticCurveTo(-size * 0.8, -size * 0.3, -size * 0.88, -size * 0.4);
  ctx.fill();
};

const smokeOf = ({ ctx, chance }: Sheet, size: number, colour: Colour): void => {
  const drift = chance.between(-70, 90);
  for (let puff = 0; puff < 30; puff++) {
    const part = puff / 30;
    const [x, y] = [size * 0.36 + Math.sin(part * 5) * 26 * part + part * drift, -size * 1.24 - part * size * 1.7];
    const radius = size * (0.07 + part * 0.3);
    const soft = ctx.createRadialGradient(x, y, 0, x, y, radius);
    soft.addColorStop(0, rgba(colour, 0.17 * (1 - part)));
    soft.addColorStop(1, rgba(colour, 0));
    ctx.fillStyle = soft;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 7);
    ctx.fill();
  }
};

/** A wooden cabin under snow with lit windows, and smoke when somebody is home. */
export const cabin = (sheet: Sheet, { x, y, size, wood, snow, shade, lamp, warmth, smoke }: Cabin): void => {
  const { ctx } = sheet;
  glow(sheet, { x, y: y - size * 0.3, radius: size * 2.6, colour: lamp, strength: 0.5 * warmth });
  ctx.save();
  ctx.translate(x, y);
  walls(sheet, size, wood);
  pane(sheet, -size * 0.44, -size * 0.4, size * 0.26, lamp);
  pane(sheet, size * 0.18, -size * 0.4, size * 0.26, lamp);
  pane(sheet, -size * 0.08, -size * 0.74, size * 0.16, lamp);
  ctx.fillStyle = mix(wood, '#000000', 0.35);
  ctx.fillRect(-size * 0.09, -size * 0.38, size * 0.18, size * 0.4);
  ctx.fillStyle = mix(wood, '#8a5a50', 0.3);
  ctx.fillRect(size * 0.28, -size * 1.16, size * 0.16, size * 0.42);
  ctx.fillStyle = snow;
  ctx.beginPath();
  ctx.ellipse(size * 0.36, -size * 1.16, size * 0.11, size * 0.05, 0, 0, 7);
  ctx.fill();
  roof(sheet, size, snow, shade);
  ctx.fillStyle = snow;
  ctx.beginPath();
  ctx.ellipse(0, size * 0.035, size * 0.74, size * 0.06, 0, 0, 7);
  ctx.fill();
  if (smoke) smokeOf(sheet, size, mix(snow, '#ffffff', 0.4));
  ctx.restore();
};
