import { lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface Willow {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly colour: Colour;
  readonly wind: number;
  readonly strength?: number;
  readonly keepOut: (x: number, y: number) => boolean;
}

/** Narrow leaves in pairs along a strand, smaller towards its end. */
const leaves = (
  { ctx, chance }: Pick<Sheet, 'ctx' | 'chance'>,
  points: readonly (readonly [number, number])[],
  { colour, wind, strength }: { colour: Colour; wind: number; strength: number },
): void => {
  const tints = ['#dfe8a0', '#6d8f4e', '#a9c46c'] as const;
  points.forEach(([tx, ty], index) => {
    for (const side of [-1, 1]) {
      if (chance.chance(0.12)) continue;
      const reach = chance.between(15, 31) * (1 - (index / points.length) * 0.45);
      const turn = Math.PI / 2 + wind + side * chance.between(0.22, 0.7);
      ctx.fillStyle = rgba(mix(colour, chance.pick(tints), chance.between(0, 0.4)), strength * chance.between(0.6, 1));
      ctx.beginPath();
      ctx.ellipse(
        tx + Math.cos(turn) * reach * 0.5,
        ty + Math.sin(turn) * reach * 0.5,
        reach * 0.52,
        reach * 0.115,
        turn,
        0,
        7,
      );
      ctx.fill();
    }
  });
};

/** One hanging willow strand with paired narrow leaves; it ends where it would hang into the poem. */
export const willowStrand = (
  { ctx, chance }: Sheet,
  { x, y, length, colour, wind, strength = 0.9, keepOut }: Willow,
): void => {
  const steps = Math.max(8, Math.round(length / 19));
  const points: [number, number][] = [[x, y]];
  let [px, py] = [x, y];
  let angle = Math.PI / 2 + chance.between(-0.1, 0.3);
  for (let step = 0; step < steps; step++) {
    angle = lerp(angle, Math.PI / 2 + wind + Math.sin(step * 0.2 + x * 0.01) * 0.1, 0.2);
    px += (Math.cos(angle) * length) / steps;
    py += (Math.sin(angle) * length) / steps;
    if (keepOut(px - 24, py)) break;
    points.push([px, py]);
  }
  ctx.strokeStyle = rgba(mix(colour, '#3a4a2c', 0.4), strength * 0.85);
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  for (const point of points) ctx.lineTo(...point);
  ctx.stroke();
  leaves({ ctx, chance }, points, { colour, wind, strength });
};

export interface FarWillow {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly colours: readonly [Colour, ...Colour[]];
  readonly trunk: Colour;
}

/** A far willow on a bank: a leaning trunk and a falling crown. */
export const farWillow = ({ ctx, chance }: Sheet, { x, y, height, colours, trunk }: FarWillow): void => {
  ctx.strokeStyle = rgba(trunk, 0.85);
  ctx.lineWidth = Math.max(1.6, height * 0.035);
  const leanX = chance.between(-0.1, 0.1) * height;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.quadraticCurveTo(x - leanX * 0.5, y - height * 0.4, x + leanX, y - height * 0.72);
  ctx.stroke();
  for (let strand = 0; strand < height * 1.5; strand++) {
    const angle = chance.between(0, 6.3);
    const reach = height * 0.42 * Math.sqrt(chance.unit());
    const px = x + leanX + Math.cos(angle) * reach * 1.05;
    const py = y - height * 0.82 + Math.sin(angle) * reach * 0.6;
    ctx.strokeStyle = rgba(chance.pick(colours), chance.between(0.25, 0.7));
    ctx.lineWidth = 1.3;
    ctx.beginPath();
    ctx.moveTo(px, py);
    ctx.quadraticCurveTo(
      px + 2,
      py + height * 0.18,
      px + chance.between(-2, 5),
      py + height * chance.between(0.28, 0.62),
    );
    ctx.stroke();
  }
};
