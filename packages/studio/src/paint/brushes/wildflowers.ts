import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface Wildflowers {
  readonly from: number;
  readonly to: number;
  readonly ground: (x: number) => number;
  /** How high they stand at column x. */
  readonly height: (x: number) => number;
  readonly count: number;
  readonly petals: readonly [Colour, ...Colour[]];
  readonly stem: Colour;
  readonly wind: number;
}

const blossom = ({ ctx, chance }: Sheet, x: number, y: number, size: number, petal: Colour): void => {
  const turn = chance.between(0, 1.2);
  for (let leaf = 0; leaf < 5; leaf++) {
    const angle = turn + leaf * 1.257;
    ctx.fillStyle = rgba(mix(petal, '#ffffff', chance.between(0, 0.28)), 0.94);
    ctx.beginPath();
    ctx.ellipse(
      x + Math.cos(angle) * size * 0.6,
      y + Math.sin(angle) * size * 0.42,
      size * 0.6,
      size * 0.36,
      angle,
      0,
      7,
    );
    ctx.fill();
  }
  ctx.fillStyle = mix(petal, '#5a2c10', 0.45);
  ctx.beginPath();
  ctx.ellipse(x, y, size * 0.26, size * 0.2, 0, 0, 7);
  ctx.fill();
};

/** Flowers among long grass, in loose groups of one colour. */
export const wildflowers = (sheet: Sheet, options: Wildflowers): void => {
  const { ctx, chance } = sheet;
  const { from, to, ground, height, count, petals, stem, wind } = options;
  for (let flower = 0; flower < count; flower++) {
    const x = chance.between(from, to);
    const group = chance.noise(x * 0.006, 3.3);
    if (group < -0.25) continue;
    const tall = height(x) * chance.between(0.5, 1);
    const foot = ground(x) + chance.between(0, 20);
    const [tx, ty] = [x + tall * (wind * 0.8 + chance.bell() * 0.18), foot - tall];
    ctx.strokeStyle = stem;
    ctx.lineWidth = 1.6;
    ctx.beginPath();
    ctx.moveTo(x, foot);
    ctx.quadraticCurveTo(x, foot - tall * 0.6, tx, ty);
    ctx.stroke();
    const petal = petals[Math.floor(((group + 1) / 2) * petals.length)] ?? petals[0];
    blossom(sheet, tx, ty, (3.2 + tall * 0.026) * chance.between(0.75, 1.2), petal);
  }
};
