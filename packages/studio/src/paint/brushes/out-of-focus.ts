import { createCanvas } from '@napi-rs/canvas';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';

/** Paints `draw` out of focus: at `part` of the sheet's resolution (0.1 far out, 0.5 nearly sharp), smoothed on the way up. */
export const outOfFocus = (sheet: Sheet, part: number, draw: (soft: Sheet) => void): void => {
  const scale = Math.max(sheet.scale * part, 0.03);
  const canvas = createCanvas(Math.round(WIDTH * scale), Math.round(HEIGHT * scale));
  const ctx = canvas.getContext('2d');
  ctx.scale(canvas.width / WIDTH, canvas.height / HEIGHT);
  draw({ ctx, chance: sheet.chance, scale });
  sheet.ctx.save();
  sheet.ctx.imageSmoothingEnabled = true;
  sheet.ctx.imageSmoothingQuality = 'high';
  sheet.ctx.drawImage(canvas, 0, 0, WIDTH, HEIGHT);
  sheet.ctx.restore();
};
