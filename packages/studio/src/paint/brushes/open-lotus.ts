import { lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface OpenLotus {
  readonly x: number;
  readonly y: number;
  /** Reach of its outer petals. */
  readonly size: number;
  readonly petal: Colour;
  readonly heart: Colour;
}

const petalOf = ({ ctx }: Sheet, length: number, breadth: number, { petal, heart }: OpenLotus): void => {
  const wash = ctx.createLinearGradient(0, 0, length, 0);
  wash.addColorStop(0, mix(heart, '#f3e2a0', 0.25));
  wash.addColorStop(0.45, mix(heart, petal, 0.4));
  wash.addColorStop(1, mix(petal, '#c93868', 0.38));
  ctx.fillStyle = wash;
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.bezierCurveTo(length * 0.3, -breadth * 1.15, length * 0.82, -breadth * 0.85, length, 0);
  ctx.bezierCurveTo(length * 0.82, breadth * 0.85, length * 0.3, breadth * 1.15, 0, 0);
  ctx.fill();
  ctx.lineWidth = Math.max(0.7, length * 0.008);
  ctx.strokeStyle = 'rgba(170,50,90,.3)';
  ctx.stroke();
  ctx.strokeStyle = 'rgba(190,70,105,.2)';
  for (const off of [-0.42, -0.14, 0.14, 0.42]) {
    ctx.beginPath();
    ctx.moveTo(length * 0.12, off * breadth * 0.3);
    ctx.quadraticCurveTo(length * 0.55, off * breadth * 1.25, length * 0.93, off * breadth * 0.3);
    ctx.stroke();
  }
};

const heartOf = ({ ctx, chance }: Sheet, size: number): void => {
  for (let thread = 0; thread < 34; thread++) {
    const turn = chance.between(0, 6.3);
    const reach = size * chance.between(0.2, 0.3);
    ctx.strokeStyle = rgba('#e8b542', 0.8);
    ctx.lineWidth = Math.max(0.8, size * 0.014);
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.lineTo(Math.cos(turn) * reach, Math.sin(turn) * reach - size * 0.06);
    ctx.stroke();
  }
  ctx.fillStyle = '#c9bc4e';
  ctx.beginPath();
  ctx.ellipse(0, -size * 0.07, size * 0.16, size * 0.13, 0, 0, 7);
  ctx.fill();
  ctx.fillStyle = '#7d8a34';
  for (let seed = 0; seed < 7; seed++) {
    const turn = (seed / 7) * 6.283;
    ctx.beginPath();
    ctx.arc(Math.cos(turn) * size * 0.09, Math.sin(turn) * size * 0.07 - size * 0.07, size * 0.018, 0, 7);
    ctx.fill();
  }
};

/** A lotus in full bloom, looked down on at an angle: far petals stand up, near ones lie towards us. */
export const openLotus = (sheet: Sheet, flower: OpenLotus): void => {
  const { ctx, chance } = sheet;
  const { x, y, size } = flower;
  ctx.save();
  ctx.translate(x, y);
  const shadow = ctx.createRadialGradient(size * 0.12, size * 0.34, 0, size * 0.12, size * 0.34, size * 1.05);
  shadow.addColorStop(0, 'rgba(3,26,24,.5)');
  shadow.addColorStop(1, 'rgba(3,26,24,0)');
  ctx.fillStyle = shadow;
  ctx.fillRect(-size * 1.2, -size, size * 2.6, size * 2.6);
  for (const [row, count, reach] of [
    [0, 10, 1],
    [1, 9, 0.84],
    [2, 7, 0.62],
  ] as const) {
    const start = chance.between(0, 0.5);
    const turns = Array.from({ length: count }, (_, index) => start + row * 0.32 + (index / count) * Math.PI * 2);
    // Far petals first: the near ones cover them.
    for (const turn of turns.toSorted((one, other) => Math.sin(one) - Math.sin(other))) {
      const near = Math.sin(turn);
      const length = size * reach * lerp(0.82, 1, (near + 1) / 2) * chance.between(0.93, 1.05);
      ctx.save();
      ctx.translate(0, -size * 0.05 * row);
      ctx.scale(1, 0.68);
      ctx.rotate(turn);
      petalOf(sheet, length, length * lerp(0.3, 0.24, row / 2), flower);
      ctx.restore();
    }
  }
  heartOf(sheet, size);
  ctx.restore();
};

/** Where the seeds sit in a pod's face. */
const seeds: readonly (readonly [number, number])[] = [
  [0, 0],
  [-0.24, -0.02],
  [0.24, 0.01],
  [-0.11, 0.1],
  [0.13, 0.1],
  [-0.1, -0.1],
  [0.12, -0.1],
];

/** A seed pod on its bent stalk. */
export const seedPod = (
  { ctx, chance }: Sheet,
  { x, y, size, colour }: { x: number; y: number; size: number; colour: Colour },
): void => {
  const bend = chance.between(-0.5, 0.5);
  ctx.strokeStyle = mix(colour, '#2c2a18', 0.3);
  ctx.lineWidth = Math.max(2, size * 0.09);
  ctx.lineCap = 'round';
  ctx.beginPath();
  ctx.moveTo(x + bend * size, y + size * 1.5);
  ctx.quadraticCurveTo(x + bend * size * 0.2, y + size * 0.9, x, y);
  ctx.stroke();
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(bend * 0.7);
  ctx.fillStyle = mix(colour, '#1f1c10', 0.25);
  ctx.beginPath();
  ctx.moveTo(-size * 0.42, -size * 0.16);
  ctx.quadraticCurveTo(-size * 0.3, size * 0.26, 0, size * 0.34);
  ctx.quadraticCurveTo(size * 0.3, size * 0.26, size * 0.42, -size * 0.16);
  ctx.fill();
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.ellipse(0, -size * 0.16, size * 0.43, size * 0.22, 0, 0, 7);
  ctx.fill();
  ctx.fillStyle = mix(colour, '#171407', 0.55);
  for (const [sx, sy] of seeds) {
    ctx.beginPath();
    ctx.ellipse(sx * size, (sy - 0.16) * size, size * 0.055, size * 0.036, 0, 0, 7);
    ctx.fill();
  }
  ctx.restore();
};
