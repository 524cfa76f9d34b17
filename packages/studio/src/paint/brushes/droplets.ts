import type { Canvas } from '@napi-rs/canvas';
import { clamp, lerp } from '../chance.js';
import { type Colour, rgba } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';

interface Droplets {
  /** What is seen through the pane, flattened at any scale. */
  readonly behind: Canvas;
  /** 0 a few left from before, 1 a downpour. */
  readonly amount: number;
  readonly shine: Colour;
  readonly shade: Colour;
  /** The pane's lower edge. */
  readonly bottom: number;
  readonly quiet: (x: number, y: number, margin?: number) => boolean;
}

const outline = ({ ctx }: Sheet, radius: number, long: number): void => {
  ctx.beginPath();
  ctx.moveTo(0, -radius * long);
  ctx.bezierCurveTo(radius * 0.9, -radius * long * 0.85, radius * 1.08, radius * 0.75, 0, radius);
  ctx.bezierCurveTo(-radius * 1.08, radius * 0.75, -radius * 0.9, -radius * long * 0.85, 0, -radius * long);
  ctx.closePath();
};

/** One drop: a lens that turns the world behind it upside down, dark above, bright below, with a glint. */
const drop = (sheet: Sheet, options: Droplets, x: number, y: number, radius: number): void => {
  const { ctx, chance } = sheet;
  const { behind, shine, shade } = options;
  const long = chance.between(0.95, 1.35);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(chance.between(-0.08, 0.08));
  outline(sheet, radius, long);
  ctx.fillStyle = rgba(shade, 0.3);
  ctx.fill();
  if (radius > 5) {
    ctx.save();
    ctx.clip();
    ctx.scale(1, -1);
    const [sw, sh] = [behind.width * 0.34, behind.height * 0.26];
    const sx = clamp((x / WIDTH) * behind.width - sw / 2, 0, behind.width - sw);
    const sy = clamp((y / HEIGHT) * behind.height - sh * 0.4, 0, behind.height - sh);
    ctx.globalAlpha = 0.8;
    ctx.drawImage(behind, sx, sy, sw, sh, -radius, -radius * 1.1, radius * 2, radius * 2.6);
    ctx.restore();
  }
  const body = ctx.createLinearGradient(0, -radius * long, 0, radius);
  body.addColorStop(0, rgba(shade, 0.5));
  body.addColorStop(0.5, rgba(shade, 0.06));
  body.addColorStop(1, rgba(shine, 0.5));
  ctx.fillStyle = body;
  outline(sheet, radius, long);
  ctx.fill();
  ctx.fillStyle = rgba(shine, 0.85);
  ctx.beginPath();
  ctx.ellipse(-radius * 0.3, -radius * 0.34, Math.max(0.7, radius * 0.17), Math.max(0.5, radius * 0.1), -0.7, 0, 7);
  ctx.fill();
  ctx.restore();
};

/** A run: the way a heavy drop has taken down the pane, beads left behind on it, the drop at its end. */
const run = (sheet: Sheet, options: Droplets, x: number, from: number, to: number): void => {
  const { ctx, chance } = sheet;
  const { shine, shade, quiet } = options;
  const points: [number, number][] = [];
  const phase = chance.between(0, 99);
  for (let y = from; y < to; y += 9) {
    const px = x + chance.cloud(phase, y * 0.006, 3) * 26;
    if (quiet(px, y, 12)) break;
    points.push([px, y]);
  }
  const end = points.at(-1);
  if (end === undefined || points.length < 6) return;
  for (const [off, colour, strength, width] of [
    [2.6, shade, 0.2, 2.4],
    [0, shine, 0.13, 5],
    [-2.4, shine, 0.3, 1.3],
  ] as const) {
    const fade = ctx.createLinearGradient(0, from, 0, end[1]);
    fade.addColorStop(0, rgba(colour, 0));
    fade.addColorStop(0.3, rgba(colour, strength * 0.6));
    fade.addColorStop(1, rgba(colour, strength));
    ctx.strokeStyle = fade;
    ctx.lineWidth = width;
    ctx.beginPath();
    for (const [px, py] of points) ctx.lineTo(px + off, py);
    ctx.stroke();
  }
  points.forEach(([px, py], index) => {
    if (index % 4 === 1 && chance.chance(0.45))
      drop(sheet, options, px + chance.bell() * 2, py, chance.between(1.5, 3.8));
  });
  drop(sheet, options, end[0], end[1], chance.between(9, 15));
};

/** Rain on a window: fine spray, drops and runs; behind `quiet` only a trace of spray. */
export const droplets = (sheet: Sheet, options: Droplets): void => {
  const { chance } = sheet;
  const { amount, bottom, quiet } = options;
  for (let fine = 0; fine < 330 * amount; fine++) {
    const [x, y] = [chance.between(0, WIDTH), chance.between(60, bottom)];
    const hushed = quiet(x, y, 16);
    if (hushed && !chance.chance(0.22)) continue;
    sheet.ctx.fillStyle = rgba(
      chance.chance(0.6) ? options.shine : options.shade,
      hushed ? 0.12 : chance.between(0.2, 0.5),
    );
    sheet.ctx.beginPath();
    sheet.ctx.arc(x, y, hushed ? 1.1 : chance.between(1.2, 2.7), 0, 7);
    sheet.ctx.fill();
  }
  for (let one = 0; one < 400 * amount; one++) {
    const [x, y] = [chance.between(0, WIDTH), chance.between(60, bottom)];
    const radius = lerp(3.2, 15, chance.unit() ** 2.6);
    if (quiet(x, y, 18) || chance.cloud(x * 0.006, y * 0.004, 2) < -0.3) continue;
    drop(sheet, options, x, y, radius);
  }
  for (let one = 0; one < 30 * amount; one++) {
    const from = chance.between(90, bottom - 300);
    run(sheet, options, chance.between(60, WIDTH - 40), from, Math.min(bottom - 20, from + chance.between(160, 620)));
  }
};
