import { lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

export interface Reeds {
  /** Where they stand, and how far each side of it. */
  readonly x: number;
  readonly spread: number;
  readonly y: number;
  readonly height: number;
  readonly count: number;
  readonly stalk: readonly [Colour, Colour];
  readonly plume: readonly [Colour, ...Colour[]];
  readonly wind: number;
}

const leaf = ({ ctx, chance }: Sheet, x: number, y: number, reach: number, wind: number): void => {
  const side = chance.chance(0.5 + wind) ? 1 : -1;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.quadraticCurveTo(
    x + side * reach * 0.4,
    y - reach * 0.75,
    x + side * reach,
    y - reach * chance.between(0.1, 0.55),
  );
  ctx.quadraticCurveTo(x + side * reach * 0.45, y - reach * 0.58, x + side * 3, y + 6);
  ctx.fill();
};

interface Plume {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  readonly colours: Reeds['plume'];
  readonly wind: number;
}

const plumeOf = ({ ctx, chance }: Sheet, { x, y, reach, colours, wind }: Plume): void => {
  for (let hair = 0; hair < 30; hair++) {
    const part = hair / 30;
    const [px, py] = [x - wind * reach * part * 0.6, y + part * reach];
    const length = reach * lerp(0.12, 0.42, Math.sin(Math.PI * (0.15 + part * 0.7))) * chance.between(0.6, 1.1);
    const bend = wind * 2.2 + chance.between(-0.45, 0.45);
    ctx.strokeStyle = rgba(chance.pick(colours), chance.between(0.4, 0.8));
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.moveTo(px, py);
    ctx.quadraticCurveTo(px + bend * length, py - length * 0.2, px + bend * length * 1.7, py + length * 0.55);
    ctx.stroke();
  }
};

/** A stand of reeds bending with the wind, some in plume. */
export const reeds = (sheet: Sheet, { x, spread, y, height, count, stalk, plume, wind }: Reeds): void => {
  const { ctx, chance } = sheet;
  for (let reed = 0; reed < count; reed++) {
    const off = chance.bell();
    const foot = x + off * spread;
    const tall = height * chance.between(0.45, 1) * (1 - Math.abs(off) * 0.35);
    const top = foot + tall * (wind + chance.between(-0.1, 0.14));
    const colour = mix(stalk[0], stalk[1], chance.unit());
    ctx.strokeStyle = colour;
    ctx.lineWidth = chance.between(1.6, 3.6);
    ctx.beginPath();
    ctx.moveTo(foot, y + 10);
    ctx.quadraticCurveTo(foot + (top - foot) * 0.2, y - tall * 0.6, top, y - tall);
    ctx.stroke();
    ctx.fillStyle = colour;
    for (let blade = 0; blade < 2; blade++) {
      const part = chance.between(0.15, 0.6);
      leaf(sheet, foot + (top - foot) * part * part, y - tall * part, tall * chance.between(0.16, 0.34), wind);
    }
    if (chance.chance(0.5))
      plumeOf(sheet, { x: top, y: y - tall - 10, reach: lerp(40, 84, tall / 420), colours: plume, wind });
  }
};
