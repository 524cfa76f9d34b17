import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';
import { glow } from './sky.js';

interface PaperBoat {
  readonly x: number;
  /** Its waterline. */
  readonly y: number;
  readonly size: number;
  readonly facing: 1 | -1;
  readonly paper: Colour;
  readonly shade: Colour;
}

/** The folds of the paper, far ones first: how much shade lies on each, and its corners in parts of the boat's size. */
const folds: readonly { readonly shade: number; readonly corners: readonly (readonly [number, number])[] }[] = [
  {
    shade: 0.6,
    corners: [
      [-0.2, -0.22],
      [0.02, -0.74],
      [0.24, -0.2],
    ],
  },
  {
    shade: 0,
    corners: [
      [-0.2, -0.22],
      [0.02, -0.74],
      [0.06, -0.16],
    ],
  },
  {
    shade: 0.45,
    corners: [
      [-0.86, -0.4],
      [0, -0.16],
      [0.9, -0.42],
      [0.46, 0.14],
      [-0.44, 0.14],
    ],
  },
  {
    shade: 0,
    corners: [
      [-0.86, -0.4],
      [-0.02, -0.12],
      [0.2, 0.14],
      [-0.44, 0.14],
    ],
  },
];

/** A folded paper boat: somebody was here a moment ago. */
export const paperBoat = ({ ctx }: Sheet, { x, y, size, facing, paper, shade }: PaperBoat): void => {
  ctx.save();
  ctx.translate(x, y);
  ctx.fillStyle = 'rgba(4,24,26,.28)';
  ctx.beginPath();
  ctx.ellipse(size * 0.12, size * 0.16, size * 0.78, size * 0.17, 0, 0, 7);
  ctx.fill();
  ctx.scale(facing, 1);
  ctx.rotate(-0.05);
  for (const fold of folds) {
    ctx.fillStyle = mix(paper, shade, fold.shade);
    fillOutline(
      ctx,
      fold.corners.map(([cx, cy]) => [cx * size, cy * size] as const),
    );
  }
  ctx.strokeStyle = rgba(shade, 0.7);
  ctx.lineWidth = Math.max(0.8, size * 0.014);
  ctx.beginPath();
  ctx.moveTo(-size * 0.86, -size * 0.4);
  ctx.lineTo(-size * 0.02, -size * 0.12);
  ctx.lineTo(size * 0.9, -size * 0.42);
  ctx.stroke();
  ctx.restore();
};

/** A lamp in a paper lotus, set on the water for somebody who is far away. */
export const waterLamp = (sheet: Sheet, { x, y, size }: { x: number; y: number; size: number }): void => {
  const { ctx } = sheet;
  glow(sheet, { x, y: y - size * 0.2, radius: size * 5, colour: '#ffae54', strength: 0.55 });
  ctx.save();
  ctx.translate(x, y);
  for (const [turn, length, colour] of [
    [-1.25, 0.95, '#e4617c'],
    [1.25, 0.95, '#e4617c'],
    [-0.75, 0.95, '#ee8296'],
    [0.75, 0.95, '#ee8296'],
    [-0.3, 0.86, '#f7a7a4'],
    [0.3, 0.86, '#f7a7a4'],
    [0, 0.7, '#ffd0a8'],
  ] as const) {
    ctx.save();
    ctx.rotate(turn);
    const wash = ctx.createLinearGradient(0, 0, 0, -size * length);
    wash.addColorStop(0, '#fff0c4');
    wash.addColorStop(0.5, mix(colour, '#ffd38a', 0.35));
    wash.addColorStop(1, colour);
    ctx.fillStyle = wash;
    ctx.beginPath();
    ctx.moveTo(0, size * 0.12);
    ctx.bezierCurveTo(-size * 0.36, -size * 0.25, -size * 0.2, -size * length * 0.8, 0, -size * length);
    ctx.bezierCurveTo(size * 0.2, -size * length * 0.8, size * 0.36, -size * 0.25, 0, size * 0.12);
    ctx.fill();
    ctx.restore();
  }
  ctx.fillStyle = '#fffbe2';
  ctx.beginPath();
  ctx.ellipse(0, -size * 0.3, size * 0.1, size * 0.2, 0, 0, 7);
  ctx.fill();
  ctx.restore();
};
