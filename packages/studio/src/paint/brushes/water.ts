import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { clamp, lerp } from '../chance.js';
import { type Colour, rgba } from '../colour.js';
import { HEIGHT, type Sheet, WIDTH } from '../easel.js';

interface Reflection {
  /** Everything behind the water, flattened at any scale. */
  readonly source: Canvas;
  readonly waterline: number;
  /** Picture units of reflection for one unit of what is reflected. */
  readonly squash: number;
  readonly sway: number;
  /** The water's own colour, far and near. */
  readonly far: Colour;
  readonly near: Colour;
  /** How much of the water's own colour covers the reflection: at the far shore, and at our feet. */
  readonly cover: readonly [number, number];
}

/** Opaque water from the waterline down: a mirror, broken row by row and more so near us. */
export const reflection = ({ ctx, chance }: Sheet, options: Reflection): void => {
  const { source, waterline, squash, sway, far, near, cover } = options;
  const pixel = source.height / HEIGHT;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, waterline, WIDTH, HEIGHT - waterline);
  ctx.clip();
  const depth = HEIGHT - waterline;
  let y = 0;
  while (y < depth) {
    const part = y / depth;
    const row = lerp(2, 7, part);
    const wave = Math.sin(y * 0.1 + chance.noise(y * 0.02, 1) * 4) * 0.6 + chance.noise(y * 0.06, 9);
    const shift = wave * sway * (0.15 + part * 1.2);
    const lift = chance.noise(y * 0.045, 17) * 26 * part;
    const from = clamp((waterline - (y + lift) / squash) * pixel, 1, source.height - 4);
    const height = Math.max(1, (row / squash) * pixel);
    ctx.drawImage(source, 0, from - height, source.width, height, shift - 40, waterline + y, WIDTH + 80, row + 0.8);
    y += row;
  }
  const own = ctx.createLinearGradient(0, waterline, 0, HEIGHT);
  own.addColorStop(0, rgba(far, cover[0]));
  own.addColorStop(0.35, rgba(far, lerp(cover[0], cover[1], 0.55)));
  own.addColorStop(1, rgba(near, cover[1]));
  ctx.fillStyle = own;
  ctx.fillRect(0, waterline, WIDTH, depth);
  ctx.restore();
};

interface Ripples {
  readonly waterline: number;
  readonly colour: Colour;
  readonly count: number;
  readonly strength: number;
  readonly bottom?: number;
}

const ripple = ({ ctx, chance }: Sheet, x: number, y: number, length: number): void => {
  ctx.beginPath();
  ctx.moveTo(x - length / 2, y);
  ctx.quadraticCurveTo(x, y + chance.between(-2.2, 2.2), x + length / 2, y);
  ctx.stroke();
};

/** Thin lines of wind on open water, gathered in patches, longer and wider towards us. */
export const ripples = (sheet: Sheet, { waterline, colour, count, strength, bottom = HEIGHT }: Ripples): void => {
  const { ctx, chance } = sheet;
  ctx.lineCap = 'round';
  for (let line = 0; line < count; line++) {
    const part = chance.unit() ** 1.4;
    const y = waterline + 5 + part * (bottom - waterline);
    const x = chance.between(-60, WIDTH + 60);
    const patch = chance.cloud(x * 0.0016, y * 0.012, 2);
    if (patch < -0.12) continue;
    ctx.strokeStyle = rgba(colour, strength * chance.between(0.25, 1) * (0.55 + patch));
    ctx.lineWidth = lerp(0.8, 2.6, part);
    ripple(sheet, x, y, lerp(16, 150, part) * chance.between(0.35, 1.2));
  }
};

/** The broken column of light that a moon, sun or lamp at `x` lays on the water, towards us. */
export const lightColumn = (
  sheet: Sheet,
  { x, waterline, colour, count, strength, spread = 1, bottom = HEIGHT }: Ripples & { x: number; spread?: number },
): void => {
  const { ctx, chance } = sheet;
  ctx.save();
  ctx.globalCompositeOperation = 'screen';
  ctx.lineCap = 'round';
  for (let line = 0; line < count; line++) {
    const part = chance.unit() ** 1.15;
    const y = waterline + 4 + part * (bottom - waterline);
    const breadth = lerp(26, 118, part) * spread * (0.7 + 0.5 * chance.noise(y * 0.02, 5));
    const off = chance.bell();
    ctx.strokeStyle = rgba(colour, strength * (1 - Math.abs(off) * 0.85) * chance.between(0.3, 1) * (1 - part * 0.62));
    ctx.lineWidth = lerp(1, 3, part);
    ripple(sheet, x + off * breadth, y, lerp(14, 56, part) * spread * chance.between(0.35, 1.1));
  }
  ctx.restore();
};

/** The rings of raindrops on water, seen flat. */
export const rainRings = (sheet: Sheet, { waterline, colour, count, strength }: Ripples): void => {
  const { ctx, chance } = sheet;
  for (let drop = 0; drop < count; drop++) {
    const part = chance.unit() ** 0.8;
    const x = chance.between(0, WIDTH);
    const y = waterline + 24 + part * (HEIGHT - waterline - 60);
    const radius = lerp(5, 34, part) * chance.between(0.5, 1);
    for (let ring = 1; ring <= 2; ring++) {
      ctx.strokeStyle = rgba(colour, (strength / ring) * chance.between(0.5, 1));
      ctx.lineWidth = lerp(0.8, 1.8, part);
      ctx.beginPath();
      ctx.ellipse(x, y, radius * ring * 0.8, radius * ring * 0.22, 0, 0, 7);
      ctx.stroke();
    }
  }
};

/** Paints `draw` upright and its faint mirror image in the water at `y`. */
export const mirrored = (
  { ctx, scale }: Sheet,
  y: number,
  strength: number,
  draw: (target: Sheet['ctx']) => void,
): void => {
  const canvas = createCanvas(Math.round(WIDTH * scale), Math.round(HEIGHT * scale));
  const image = canvas.getContext('2d');
  image.scale(scale, scale);
  draw(image);
  ctx.save();
  ctx.globalAlpha = strength;
  ctx.translate(0, 2 * y);
  ctx.scale(1, -1);
  ctx.drawImage(canvas, 0, 0, WIDTH, HEIGHT);
  ctx.restore();
  ctx.drawImage(canvas, 0, 0, WIDTH, HEIGHT);
};
