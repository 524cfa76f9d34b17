import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas';
import { Chance } from '../chance.js';

const TILE = 512;

/** Slow noise that meets itself at the tile's edges. */
const fibreAt = (chance: Chance, x: number, y: number): number => {
  const at = (px: number, py: number) => chance.cloud(px * 0.012, py * 0.03, 3);
  const [u, v] = [x / TILE, y / TILE];
  const upper = at(x, y) * (1 - u) + at(x - TILE, y) * u;
  const lower = at(x, y - TILE) * (1 - u) + at(x - TILE, y - TILE) * u;
  return upper * (1 - v) + lower * v;
};

/** One tile of paper: soft fibres and fine grain around middle grey; the same in every picture. */
const paperTile = (): Canvas => {
  const chance = new Chance('paper');
  const image = new ImageData(TILE, TILE);
  for (let y = 0; y < TILE; y += 2) {
    for (let x = 0; x < TILE; x += 2) {
      const fibre = 128 + fibreAt(chance, x, y) * 16;
      for (const at of [y * TILE + x, y * TILE + x + 1, (y + 1) * TILE + x, (y + 1) * TILE + x + 1]) {
        const grain = fibre + chance.bell() * 24;
        image.data.set([grain, grain, grain, 255], at * 4);
      }
    }
  }
  const canvas = createCanvas(TILE, TILE);
  canvas.getContext('2d').putImageData(image, 0, 0);
  return canvas;
};

let tile: Canvas | null = null;

/** Lays the grain of paper over what is painted (transparent parts stay so), which also hides banding. */
export const paperGrain = (canvas: Canvas, strength: number): void => {
  tile ??= paperTile();
  const ctx = canvas.getContext('2d');
  const pattern = ctx.createPattern(tile, 'repeat');
  if (pattern === null) return;
  ctx.save();
  ctx.resetTransform();
  ctx.globalAlpha = strength;
  ctx.globalCompositeOperation = 'soft-light';
  ctx.fillStyle = pattern;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.restore();
};

/** Darkens the corners a little. */
export const vignette = (canvas: Canvas, strength: number): void => {
  const ctx = canvas.getContext('2d');
  const { width, height } = canvas;
  ctx.save();
  ctx.resetTransform();
  ctx.translate(width / 2, height / 2);
  ctx.scale(width / 2, height / 2);
  const shade = ctx.createRadialGradient(0, 0, 0.75, 0, 0, 1.42);
  shade.addColorStop(0, 'rgba(20,18,28,0)');
  shade.addColorStop(1, `rgba(20,18,28,${strength})`);
  ctx.fillStyle = shade;
  ctx.fillRect(-1, -1, 2, 2);
  ctx.restore();
};
