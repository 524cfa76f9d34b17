import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';
import type { Tip } from './branch.js';

interface Petals {
  readonly petal: Colour;
  readonly core: Colour;
  readonly back: Colour;
}

/** One five-petalled blossom of radius `radius`, tilted by chance. */
const blossom = ({ ctx, chance }: Sheet, x: number, y: number, radius: number, { petal, core, back }: Petals): void => {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(chance.between(0, 6.3));
  ctx.scale(1, chance.between(0.6, 1));
  const heart = mix(petal, core, 0.5);
  for (let leaf = 0; leaf < 5; leaf++) {
    ctx.save();
    ctx.rotate((leaf * Math.PI * 2) / 5 + chance.between(-0.09, 0.09));
    const wash = ctx.createRadialGradient(0, -radius * 0.1, 0, 0, -radius * 0.55, radius * 0.75);
    wash.addColorStop(0, heart);
    wash.addColorStop(0.45, petal);
    wash.addColorStop(1, back);
    ctx.fillStyle = wash;
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.bezierCurveTo(-radius * 0.62, -radius * 0.3, -radius * 0.5, -radius * 1.02, 0, -radius * 0.93);
    ctx.bezierCurveTo(radius * 0.5, -radius * 1.02, radius * 0.62, -radius * 0.3, 0, 0);
    ctx.fill();
    ctx.restore();
  }
  if (radius > 9) stamens({ ctx, chance }, radius, core);
  ctx.restore();
};

const stamens = ({ ctx, chance }: Pick<Sheet, 'ctx' | 'chance'>, radius: number, core: Colour): void => {
  ctx.lineWidth = Math.max(0.6, radius * 0.035);
  for (let thread = 0; thread < 8; thread++) {
    const angle = thread * 0.785 + chance.between(0, 0.4);
    const reach = radius * chance.between(0.22, 0.42);
    ctx.strokeStyle = rgba(core, 0.7);
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.lineTo(Math.cos(angle) * reach, Math.sin(angle) * reach);
    ctx.stroke();
    ctx.fillStyle = '#e8b64c';
    ctx.beginPath();
    ctx.arc(Math.cos(angle) * reach, Math.sin(angle) * reach, Math.max(0.9, radius * 0.055), 0, 7);
    ctx.fill();
  }
};

/** Blossoms and buds at some of the tips. */
export const blossoms = (sheet: Sheet, tips: readonly Tip[], petals: Petals, size: number): void => {
  const { ctx, chance } = sheet;
  for (const tip of tips) {
    if (chance.chance(0.22)) {
      ctx.fillStyle = mix(petals.petal, petals.core, 0.45);
      ctx.beginPath();
      ctx.ellipse(tip.x, tip.y, size * 0.28, size * 0.4, tip.angle, 0, 7);
      ctx.fill();
      continue;
    }
    if (chance.chance(0.2)) continue;
    blossom(
      sheet,
      tip.x + chance.bell() * size * 0.5,
      tip.y + chance.bell() * size * 0.5,
      size * chance.between(0.55, 1.05),
      petals,
    );
  }
};

const mapleLobes: readonly (readonly [number, number])[] = [
  [-1.43, 0.62],
  [-0.78, 0.9],
  [0, 1.08],
  [0.78, 0.9],
  [1.43, 0.62],
];

/** One maple leaf with its veins. */
const mapleLeaf = ({ ctx, chance }: Sheet, x: number, y: number, size: number, colour: Colour): void => {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(chance.between(0, 6.3));
  ctx.scale(1, chance.between(0.55, 1));
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(0, size * 0.25);
  const at = (angle: number, reach: number) =>
    [Math.cos(angle) * size * reach, Math.sin(angle) * size * reach] as const;
  for (const [turn, reach] of mapleLobes) {
    const angle = turn - Math.PI / 2;
    ctx.quadraticCurveTo(...at(angle - 0.2, reach * 0.55), ...at(angle - 0.09, reach * 0.72));
    ctx.lineTo(...at(angle, reach));
    ctx.lineTo(...at(angle + 0.09, reach * 0.72));
    ctx.quadraticCurveTo(...at(angle + 0.2, reach * 0.55), ...at(angle + 0.36, 0.32));
  }
  ctx.lineTo(0, size * 0.25);
  ctx.fill();
  ctx.strokeStyle = rgba('#5a1414', 0.35);
  ctx.lineWidth = Math.max(0.7, size * 0.03);
  for (const [turn, reach] of mapleLobes) {
    ctx.beginPath();
    ctx.moveTo(0, size * 0.2);
    ctx.lineTo(...at(turn - Math.PI / 2, reach * 0.75));
    ctx.stroke();
  }
  ctx.restore();
};

export const mapleLeaves = (
  sheet: Sheet,
  tips: readonly Tip[],
  colours: readonly [Colour, ...Colour[]],
  size: number,
): void => {
  const { chance } = sheet;
  for (const tip of tips) {
    for (let leaf = 0; leaf < 2; leaf++) {
      const spread = size * 0.9;
      const colour = mix(chance.pick(colours), '#ffcf7a', chance.between(0, 0.22));
      mapleLeaf(
        sheet,
        tip.x + chance.bell() * spread,
        tip.y + chance.bell() * spread,
        size * chance.between(0.5, 1),
        colour,
      );
    }
  }
};

/** Simple leaves with a light midrib in loose whorls, and small golden blossoms among them when `gold` is given. */
export const leafage = (
  { ctx, chance }: Sheet,
  tips: readonly Tip[],
  { colours, size, gold = null }: { colours: readonly [Colour, ...Colour[]]; size: number; gold?: Colour | null },
): void => {
  for (const tip of tips) {
    for (let leaf = 0; leaf < 3; leaf++) {
      const angle = tip.angle + chance.between(-1.1, 1.1);
      const reach = size * chance.between(0.6, 1.05);
      ctx.save();
      ctx.translate(tip.x, tip.y);
      ctx.rotate(angle);
      ctx.fillStyle = chance.pick(colours);
      ctx.beginPath();
      ctx.moveTo(0, 0);
      ctx.quadraticCurveTo(reach * 0.45, -reach * 0.34, reach, 0);
      ctx.quadraticCurveTo(reach * 0.45, reach * 0.34, 0, 0);
      ctx.fill();
      ctx.strokeStyle = 'rgba(214,228,190,.24)';
      ctx.lineWidth = 1.1;
      ctx.beginPath();
      ctx.moveTo(0, 0);
      ctx.lineTo(reach * 0.9, 0);
      ctx.stroke();
      ctx.restore();
    }
    if (gold === null || chance.chance(0.3)) continue;
    for (let flower = 0; flower < 6; flower++) {
      const [x, y] = [tip.x + chance.bell() * size * 0.6, tip.y + chance.bell() * size * 0.55];
      ctx.fillStyle = mix(gold, '#fff0bf', chance.between(0, 0.5));
      for (let petal = 0; petal < 4; petal++) {
        ctx.beginPath();
        ctx.arc(x + Math.cos(petal * 1.571) * 3, y + Math.sin(petal * 1.571) * 3, 2.6, 0, 7);
        ctx.fill();
      }
    }
  }
};

/** Snow lying on the upper side of a limb. */
export const snowOnLimb = ({ ctx, chance }: Sheet, points: readonly Tip[], width: number): void => {
  ctx.fillStyle = 'rgba(250,250,255,.95)';
  points.forEach(({ x, y }, index) => {
    if (chance.noise(x * 0.02, y * 0.02) < -0.25) return;
    const thick = width * 0.42 * (1 - (index / points.length) * 0.6);
    ctx.beginPath();
    ctx.ellipse(x, y - width * 0.3 * (1 - index / points.length), 9, Math.max(1.2, thick), 0, 0, 7);
    ctx.fill();
  });
};
