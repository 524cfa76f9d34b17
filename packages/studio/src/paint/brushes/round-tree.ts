import { clamp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface RoundTree {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Leaves in light and in shade. */
  readonly leaves: readonly [Colour, Colour];
  readonly trunk: Colour;
  /** Part of its leaves that it has, 0..1. */
  readonly full: number;
}

type Cloud = readonly [x: number, y: number, reach: number];

/** The clouds of leaves of a crown: middle and reach, in parts of its own reach. */
const clouds: readonly [Cloud, ...Cloud[]] = [
  [-0.55, 0.2, 0.5],
  [0.58, 0.16, 0.48],
  [0.02, 0.34, 0.52],
  [-0.26, -0.4, 0.5],
  [0.3, -0.44, 0.46],
];

/** A broad-leaved tree: a crown of many dabs, light above and dark below. */
export const roundTree = ({ ctx, chance }: Sheet, { x, y, height, leaves, trunk, full }: RoundTree): void => {
  ctx.strokeStyle = trunk;
  ctx.lineCap = 'round';
  const middle = y - height * 0.64;
  for (const [dx, dy, width] of [
    [0, -0.62, 0.05],
    [-0.2, -0.66, 0.024],
    [0.2, -0.7, 0.024],
    [0.06, -0.88, 0.02],
  ] as const) {
    ctx.lineWidth = Math.max(1, height * width);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.quadraticCurveTo(x + dx * height * 0.1, y - height * 0.36, x + dx * height, y + dy * height);
    ctx.stroke();
  }
  const dabs = Math.round((240 + height * 3.4) * full);
  for (let dab = 0; dab < dabs; dab++) {
    const part = dab / dabs;
    // Five clouds of leaves make one crown, each lit from above.
    const cloud = clouds[dab % clouds.length] ?? clouds[0];
    const turn = chance.between(0, 6.3);
    const reach = Math.sqrt(chance.unit()) * cloud[2];
    const [ax, ay] = [cloud[0] + Math.cos(turn) * reach, cloud[1] + Math.sin(turn) * reach * 0.85];
    const own = (ay - cloud[1]) / cloud[2];
    const lit = 0.62 - 0.4 * own - 0.22 * ay + chance.between(-0.2, 0.2) * part;
    const size = height * chance.between(0.026, 0.06);
    ctx.fillStyle = rgba(mix(leaves[1], leaves[0], clamp(lit)), chance.between(0.65, 1));
    ctx.beginPath();
    ctx.ellipse(
      x + ax * height * 0.34,
      middle + ay * height * 0.31,
      size,
      size * 0.72,
      chance.between(-0.6, 0.6),
      0,
      7,
    );
    ctx.fill();
  }
};
