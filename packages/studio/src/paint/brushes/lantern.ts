import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';
import { glow } from './sky.js';

/** A paper lantern that has been let go into the sky. */
export const skyLantern = (
  sheet: Sheet,
  { x, y, size, colour }: { x: number; y: number; size: number; colour: Colour },
): void => {
  const { ctx, chance } = sheet;
  glow(sheet, { x, y, radius: size * 4.2, colour, strength: 0.45 });
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(chance.between(-0.1, 0.1));
  const paper = ctx.createLinearGradient(0, -size, 0, size);
  paper.addColorStop(0, mix(colour, '#b8431c', 0.55));
  paper.addColorStop(0.55, colour);
  paper.addColorStop(1, '#ffe9a8');
  ctx.fillStyle = paper;
  ctx.beginPath();
  ctx.moveTo(-size * 0.5, size * 0.78);
  ctx.bezierCurveTo(-size * 0.8, size * 0.1, -size * 0.78, -size * 0.72, -size * 0.3, -size * 0.92);
  ctx.quadraticCurveTo(0, -size * 1.04, size * 0.3, -size * 0.92);
  ctx.bezierCurveTo(size * 0.78, -size * 0.72, size * 0.8, size * 0.1, size * 0.5, size * 0.78);
  ctx.quadraticCurveTo(0, size * 0.92, -size * 0.5, size * 0.78);
  ctx.fill();
  ctx.fillStyle = rgba('#fff3c4', 0.9);
  ctx.beginPath();
  ctx.ellipse(0, size * 0.62, size * 0.32, size * 0.2, 0, 0, 7);
  ctx.fill();
  ctx.restore();
};

/** A red lantern hanging under an eave. */
export const redLantern = (
  sheet: Sheet,
  { x, y, size, lit }: { x: number; y: number; size: number; lit: boolean },
): void => {
  const { ctx } = sheet;
  if (lit) glow(sheet, { x, y, radius: size * 6, colour: '#ff7b3a', strength: 0.5 });
  ctx.strokeStyle = '#3a1410';
  ctx.lineWidth = Math.max(1, size * 0.12);
  ctx.beginPath();
  ctx.moveTo(x, y - size * 2);
  ctx.lineTo(x, y + size * 2);
  ctx.stroke();
  ctx.fillStyle = lit ? '#ea4a2e' : '#a83a2e';
  ctx.beginPath();
  ctx.ellipse(x, y, size * 0.85, size, 0, 0, 7);
  ctx.fill();
  ctx.fillStyle = lit ? '#ffd27a' : '#c9a25a';
  ctx.fillRect(x - size * 0.45, y - size * 1.2, size * 0.9, size * 0.24);
  ctx.fillRect(x - size * 0.45, y + size * 0.96, size * 0.9, size * 0.24);
};
