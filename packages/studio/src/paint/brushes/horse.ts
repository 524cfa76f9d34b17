import { type Colour, mix } from '../colour.js';
import type { Sheet } from '../easel.js';

interface Horse {
  readonly x: number;
  /** The ground under its hooves. */
  readonly y: number;
  /** From chest to tail. */
  readonly size: number;
  readonly coat: Colour;
  readonly mane: Colour;
  /** 1 it faces right, -1 left. */
  readonly facing: 1 | -1;
  readonly grazing: boolean;
}

/** Outlines in parts of the size, the horse looking to the left: a start, then quadratic curves (control, end). */
type Curve = readonly [number, number, number, number];

const trunk: readonly Curve[] = [
  [0.8, -0.7, 0.64, -0.63],
  [0.5, -0.58, 0.38, -0.65],
];
const belly: readonly Curve[] = [
  [0.33, -0.2, 0.315, -0.16],
  [0.31, -0.06, 0.29, 0],
  [0.31, 0.005, 0.335, 0],
  [0.35, -0.1, 0.37, -0.16],
  [0.38, -0.22, 0.4, -0.28],
  [0.6, -0.24, 0.72, -0.34],
  [0.73, -0.24, 0.715, -0.17],
  [0.74, -0.08, 0.735, 0],
  [0.76, 0.005, 0.785, 0],
  [0.79, -0.09, 0.785, -0.16],
  [0.85, -0.24, 0.86, -0.3],
  [0.9, -0.22, 0.87, -0.16],
  [0.9, -0.08, 0.895, 0],
  [0.92, 0.005, 0.945, 0],
  [0.94, -0.1, 0.935, -0.16],
  [1.02, -0.38, 0.95, -0.56],
];
const headDown: readonly Curve[] = [
  [0.24, -0.58, 0.13, -0.3],
  [0.09, -0.18, 0.03, -0.06],
  [0.03, 0, 0.08, -0.02],
  [0.11, -0.1, 0.18, -0.17],
  [0.22, -0.3, 0.3, -0.36],
];
const headUp: readonly Curve[] = [
  [0.27, -0.78, 0.2, -0.94],
  [0.19, -1.01, 0.165, -0.94],
  [0.1, -0.9, 0.0, -0.75],
  [0.0, -0.69, 0.055, -0.7],
  [0.12, -0.76, 0.17, -0.74],
  [0.2, -0.58, 0.3, -0.38],
];

const hair = ({ ctx, chance }: Sheet, grazing: boolean): void => {
  const along: readonly (readonly [number, number])[] = grazing
    ? [
        [0.37, -0.64],
        [0.28, -0.57],
        [0.21, -0.46],
        [0.15, -0.35],
      ]
    : [
        [0.36, -0.66],
        [0.3, -0.76],
        [0.25, -0.86],
        [0.21, -0.94],
      ];
  ctx.lineWidth = 0.045;
  for (const [x, y] of along) {
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.quadraticCurveTo(x + 0.05, y + 0.02, x + chance.between(0.02, 0.06), y + 0.14);
    ctx.stroke();
  }
  ctx.lineWidth = 0.055;
  ctx.beginPath();
  ctx.moveTo(0.94, -0.56);
  ctx.quadraticCurveTo(1.06, -0.5, chance.between(1, 1.06), -0.16);
  ctx.stroke();
};

/** A small steppe horse, grazing or looking up. */
export const horse = (sheet: Sheet, { x, y, size, coat, mane, facing, grazing }: Horse): void => {
  const { ctx } = sheet;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(-facing * size, size);
  ctx.translate(-0.5, 0);
  ctx.fillStyle = 'rgba(14,18,20,.26)';
  ctx.beginPath();
  ctx.ellipse(0.58, 0.01, 0.5, 0.05, 0, 0, 7);
  ctx.fill();
  const light = ctx.createLinearGradient(0, -0.7, 0, 0);
  light.addColorStop(0, mix(coat, '#ffe9c4', 0.16));
  light.addColorStop(0.5, coat);
  light.addColorStop(1, mix(coat, '#0a0a10', 0.4));
  ctx.fillStyle = light;
  ctx.beginPath();
  ctx.moveTo(0.95, -0.56);
  for (const curve of [...trunk, ...(grazing ? headDown : headUp), ...belly]) ctx.quadraticCurveTo(...curve);
  ctx.fill();
  ctx.strokeStyle = mane;
  ctx.lineCap = 'round';
  hair(sheet, grazing);
  ctx.restore();
};
