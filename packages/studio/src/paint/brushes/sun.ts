import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';
import { glow } from './sky.js';

/** The sun's disc in its own light; `strength` below 1 for a sun behind thin cloud. */
export const sun = (
  sheet: Sheet,
  { x, y, radius, colour, strength = 1 }: { x: number; y: number; radius: number; colour: Colour; strength?: number },
): void => {
  const { ctx } = sheet;
  glow(sheet, { x, y, radius: radius * 7, colour, strength: 0.55 * strength });
  ctx.save();
  ctx.globalAlpha = strength;
  const disc = ctx.createRadialGradient(x, y, 0, x, y, radius * 1.12);
  const light = mix(colour, '#fffaf0', 0.45);
  disc.addColorStop(0, light);
  disc.addColorStop(0.8, light);
  disc.addColorStop(1, rgba(light, 0));
  ctx.fillStyle = disc;
  ctx.fillRect(x - radius * 1.2, y - radius * 1.2, radius * 2.4, radius * 2.4);
  ctx.restore();
  glow(sheet, { x, y, radius: radius * 2.6, colour: '#fff0c0', strength: 0.7 * strength });
};
