import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';

interface Bench {
  readonly x: number;
  /** The ground under its legs. */
  readonly y: number;
  /** Its width. */
  readonly size: number;
  readonly wood: Colour;
  readonly iron: Colour;
  readonly light: Colour;
  /** The end that is nearer to us: 1 the left one, -1 the right one. */
  readonly facing: 1 | -1;
}

interface Board {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly high: number;
  /** How far its other end lies higher. */
  readonly slant: number;
}

const board = ({ ctx }: Sheet, { left, top, width, high, slant }: Board): void =>
  fillOutline(ctx, [
    [left, top],
    [left + width, top + slant],
    [left + width, top + slant + high * 0.9],
    [left, top + high],
  ]);

const SLANT = -0.06;

const ends = ({ ctx }: Sheet, size: number, iron: Colour): void => {
  ctx.strokeStyle = iron;
  ctx.lineCap = 'round';
  ctx.lineWidth = size * 0.026;
  for (const [leg, lift] of [
    [-0.44, 0],
    [0.44, size * SLANT * 0.94],
  ] as const) {
    ctx.beginPath();
    ctx.moveTo(size * leg, lift);
    ctx.quadraticCurveTo(size * (leg + 0.02), lift - size * 0.14, size * leg, lift - size * 0.2);
    ctx.lineTo(size * (leg - 0.012), lift - size * 0.44);
    ctx.moveTo(size * leg, lift - size * 0.2);
    ctx.lineTo(size * (leg + 0.09), lift - size * 0.17);
    ctx.lineTo(size * (leg + 0.08), lift + size * 0.05);
    ctx.stroke();
  }
};

const slats = (sheet: Sheet, { size, wood, light }: Bench): void => {
  const { ctx } = sheet;
  const common = { left: -size / 2, width: size, slant: size * SLANT };
  for (const [top, high, tint] of [
    [-0.45, 0.05, 0.3],
    [-0.37, 0.05, 0.18],
    [-0.29, 0.045, 0.06],
  ] as const) {
    ctx.fillStyle = mix(wood, light, tint);
    board(sheet, { ...common, top: size * top, high: size * high });
  }
  for (const step of [0, 1, 2]) {
    const forward = step * size * 0.026;
    ctx.fillStyle = mix(wood, light, 0.1 + step * 0.17);
    board(sheet, { ...common, left: common.left + forward, top: -size * 0.215 + forward, high: size * 0.023 });
  }
  ctx.fillStyle = mix(wood, '#0a080c', 0.4);
  board(sheet, { ...common, left: common.left + size * 0.078, top: -size * 0.138, high: size * 0.014 });
};

/** A slatted bench with cast-iron ends. */
export const bench = (sheet: Sheet, options: Bench): void => {
  const { ctx } = sheet;
  const { x, y, size, iron, facing } = options;
  const half = size / 2;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(facing, 1);
  ctx.fillStyle = 'rgba(14,12,18,.3)';
  fillOutline(ctx, [
    [-half * 1.02, 4],
    [half * 0.95, size * SLANT - 2],
    [half * 1.16, size * (SLANT + 0.07)],
    [-half * 0.8, size * 0.12],
  ]);
  ends(sheet, size, iron);
  slats(sheet, options);
  ctx.restore();
};

/** A small leather suitcase with its straps, left standing. */
export const suitcase = (
  { ctx }: Sheet,
  {
    x,
    y,
    size,
    leather,
    shade,
    light,
  }: { x: number; y: number; size: number; leather: Colour; shade: Colour; light: Colour },
): void => {
  ctx.save();
  ctx.translate(x, y);
  ctx.fillStyle = 'rgba(14,12,18,.34)';
  ctx.beginPath();
  ctx.ellipse(size * 0.1, 0, size * 0.66, size * 0.08, 0, 0, 7);
  ctx.fill();
  const tone = ctx.createLinearGradient(-size / 2, -size * 0.7, size / 2, 0);
  tone.addColorStop(0, mix(leather, light, 0.35));
  tone.addColorStop(0.5, leather);
  tone.addColorStop(1, mix(leather, shade, 0.55));
  ctx.fillStyle = tone;
  ctx.beginPath();
  ctx.roundRect(-size / 2, -size * 0.68, size, size * 0.68, size * 0.07);
  ctx.fill();
  ctx.strokeStyle = mix(leather, shade, 0.6);
  ctx.lineWidth = size * 0.045;
  ctx.beginPath();
  ctx.moveTo(-size * 0.15, -size * 0.68);
  ctx.bezierCurveTo(-size * 0.14, -size * 0.84, size * 0.14, -size * 0.84, size * 0.15, -size * 0.68);
  ctx.stroke();
  ctx.fillStyle = mix(leather, shade, 0.5);
  for (const strap of [-0.3, 0.22]) ctx.fillRect(size * strap, -size * 0.68, size * 0.075, size * 0.68);
  ctx.fillStyle = rgba(light, 0.85);
  for (const strap of [-0.3, 0.22]) ctx.fillRect(size * (strap + 0.008), -size * 0.5, size * 0.06, size * 0.07);
  ctx.restore();
};
