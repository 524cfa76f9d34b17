import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

/** A lotus leaf lying on the water, seen flat, with its veins and a few drops. */
export const lotusLeaf = (
  { ctx, chance }: Sheet,
  { x, y, radius, greens }: { x: number; y: number; radius: number; greens: readonly [Colour, Colour] },
): void => {
  const notch = chance.between(0, 6.3);
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(1, 0.36);
  ctx.beginPath();
  for (let step = 0; step <= 60; step++) {
    const angle = notch + 0.12 + (step / 60) * (Math.PI * 2 - 0.24);
    const reach = radius * (1 + 0.04 * Math.sin(angle * 6 + x) + 0.025 * Math.sin(angle * 11 + y));
    ctx.lineTo(Math.cos(angle) * reach, Math.sin(angle) * reach);
  }
  ctx.lineTo(0, 0);
  ctx.closePath();
  const face = ctx.createRadialGradient(-radius * 0.2, -radius * 0.3, radius * 0.05, 0, 0, radius * 1.05);
  face.addColorStop(0, mix(greens[0], '#e6f2b6', 0.25));
  face.addColorStop(0.5, greens[0]);
  face.addColorStop(1, greens[1]);
  ctx.fillStyle = face;
  ctx.fill();
  ctx.strokeStyle = rgba(mix(greens[0], '#e9f4cf', 0.6), 0.45);
  for (let vein = 0; vein < 17; vein++) {
    const angle = notch + 0.3 + (vein / 17) * 5.9;
    ctx.lineWidth = Math.max(1, radius * 0.014);
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.quadraticCurveTo(
      Math.cos(angle + 0.06) * radius * 0.5,
      Math.sin(angle + 0.06) * radius * 0.5,
      Math.cos(angle) * radius * 0.95,
      Math.sin(angle) * radius * 0.95,
    );
    ctx.stroke();
  }
  ctx.restore();
};

interface Flower {
  readonly x: number;
  /** The middle of the flower; its stalk goes down from there. */
  readonly y: number;
  readonly size: number;
  readonly petal: Colour;
  readonly heart: Colour;
}

/** A lotus flower seen from the side: outer petals open, inner ones still upright. */
export const lotusFlower = ({ ctx, chance }: Sheet, { x, y, size, petal, heart }: Flower): void => {
  ctx.strokeStyle = '#4d7a55';
  ctx.lineWidth = Math.max(2, size * 0.07);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.quadraticCurveTo(x + size * 0.12, y + size * 0.7, x + size * 0.02, y + size * 1.3);
  ctx.stroke();
  const rows: readonly (readonly [number, number])[] = [
    [1.25, 6],
    [0.8, 5],
    [0.42, 3],
  ];
  for (const [open, count] of rows) {
    for (let leaf = 0; leaf < count; leaf++) {
      const turn = ((leaf + 0.5) / count - 0.5) * 2 * open + chance.between(-0.05, 0.05);
      const length = size * (1.02 - open * 0.12) * chance.between(0.92, 1.05);
      const wash = ctx.createLinearGradient(0, 0, 0, -length);
      wash.addColorStop(0, heart);
      wash.addColorStop(0.5, mix(heart, petal, 0.55));
      wash.addColorStop(1, mix(petal, '#cf3f6b', 0.3));
      ctx.save();
      ctx.translate(x, y);
      ctx.rotate(turn);
      ctx.fillStyle = wash;
      ctx.beginPath();
      ctx.moveTo(0, size * 0.04);
      ctx.bezierCurveTo(-size * 0.34, -length * 0.3, -size * 0.24, -length * 0.8, 0, -length);
      ctx.bezierCurveTo(size * 0.24, -length * 0.8, size * 0.34, -length * 0.3, 0, size * 0.04);
      ctx.fill();
      ctx.strokeStyle = 'rgba(190,70,105,.22)';
      ctx.lineWidth = 1;
      ctx.stroke();
      ctx.restore();
    }
  }
};
