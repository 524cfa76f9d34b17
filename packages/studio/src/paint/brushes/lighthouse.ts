import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';
import { glow } from './sky.js';

interface Lighthouse {
  readonly x: number;
  /** Its foot. */
  readonly y: number;
  readonly height: number;
  readonly wall: Colour;
  readonly shade: Colour;
  /** Painted bands; null leaves the tower plain. */
  readonly band: Colour | null;
  /** Roof, gallery and frames. */
  readonly iron: Colour;
  readonly lit: boolean;
  /** 1: light comes from the left. */
  readonly facing: 1 | -1;
}

const TOWER = 0.8;

const tower = ({ ctx }: Sheet, { height, wall, shade, band, facing }: Lighthouse): void => {
  const [foot, top, rise] = [height * 0.125, height * 0.078, height * TOWER];
  const round = ctx.createLinearGradient(-foot * facing, 0, foot * facing, 0);
  round.addColorStop(0, mix(wall, shade, 0.15));
  round.addColorStop(0.28, wall);
  round.addColorStop(1, shade);
  const outline: [number, number][] = [
    [-foot, 4],
    [-top, -rise],
    [top, -rise],
    [foot, 4],
  ];
  ctx.fillStyle = round;
  fillOutline(ctx, outline);
  if (band === null) return;
  const half = (part: number) => foot + (top - foot) * part;
  const paint = ctx.createLinearGradient(-foot * facing, 0, foot * facing, 0);
  paint.addColorStop(0, mix(band, wall, 0.12));
  paint.addColorStop(1, mix(band, shade, 0.55));
  ctx.fillStyle = paint;
  for (const [from, to] of [
    [0.2, 0.4],
    [0.62, 0.82],
  ] as const) {
    fillOutline(ctx, [
      [-half(from), -rise * from],
      [-half(to), -rise * to],
      [half(to), -rise * to],
      [half(from), -rise * from],
    ]);
  }
};

const openings = ({ ctx }: Sheet, { height, iron, lit }: Lighthouse): void => {
  ctx.fillStyle = lit ? '#ffcf80' : mix(iron, '#8fa0aa', 0.25);
  for (const part of [0.3, 0.51, 0.71])
    ctx.fillRect(-height * 0.012, -height * TOWER * part, height * 0.024, height * 0.036);
  ctx.fillStyle = iron;
  ctx.beginPath();
  ctx.moveTo(-height * 0.027, 2);
  ctx.lineTo(-height * 0.027, -height * 0.06);
  ctx.quadraticCurveTo(0, -height * 0.1, height * 0.027, -height * 0.06);
  ctx.lineTo(height * 0.027, 2);
  ctx.fill();
};

/** Gallery, lantern room and dome. */
const head = ({ ctx }: Sheet, { height, iron, lit }: Lighthouse): void => {
  const base = -height * TOWER;
  const room = height * 0.056;
  ctx.fillStyle = iron;
  ctx.fillRect(-height * 0.108, base - height * 0.014, height * 0.216, height * 0.022);
  ctx.strokeStyle = iron;
  ctx.lineWidth = Math.max(0.9, height * 0.005);
  ctx.beginPath();
  for (let post = -5; post <= 5; post++) {
    ctx.moveTo(post * height * 0.02, base - height * 0.012);
    ctx.lineTo(post * height * 0.02, base - height * 0.05);
  }
  ctx.moveTo(-height * 0.104, base - height * 0.05);
  ctx.lineTo(height * 0.104, base - height * 0.05);
  ctx.stroke();
  const glass = ctx.createLinearGradient(0, base - height * 0.115, 0, base - height * 0.014);
  glass.addColorStop(0, lit ? '#fff2c4' : '#b9cdd6');
  glass.addColorStop(1, lit ? '#ffcf7c' : '#86a0ac');
  ctx.fillStyle = glass;
  ctx.fillRect(-room, base - height * 0.115, room * 2, height * 0.103);
  ctx.beginPath();
  for (const bar of [-1, -0.34, 0.34, 1]) {
    ctx.moveTo(bar * room, base - height * 0.115);
    ctx.lineTo(bar * room, base - height * 0.014);
  }
  ctx.stroke();
  ctx.fillStyle = iron;
  ctx.beginPath();
  ctx.moveTo(-room * 1.3, base - height * 0.112);
  ctx.quadraticCurveTo(-room * 0.9, base - height * 0.178, 0, base - height * 0.186);
  ctx.quadraticCurveTo(room * 0.9, base - height * 0.178, room * 1.3, base - height * 0.112);
  ctx.fill();
  ctx.fillRect(-height * 0.004, base - height * 0.215, height * 0.008, height * 0.04);
};

/** Height of the lamp above the foot, as part of the whole height. */
export const LAMP = 0.866;

/** A round lighthouse with its gallery and lantern room. */
export const lighthouse = (sheet: Sheet, options: Lighthouse): void => {
  const { ctx } = sheet;
  const { x, y, height, lit } = options;
  ctx.save();
  ctx.translate(x, y);
  tower(sheet, options);
  openings(sheet, options);
  head(sheet, options);
  ctx.restore();
  if (!lit) return;
  glow(sheet, { x, y: y - height * LAMP, radius: height * 0.75, colour: '#ffdf9c', strength: 0.75 });
  glow(sheet, { x, y: y - height * LAMP, radius: height * 0.2, colour: '#fff6dc', strength: 0.95 });
};

/** A beam of light from (x, y): its direction in radians, its length, and half of its spread at the end. */
export const beam = (
  { ctx }: Sheet,
  {
    x,
    y,
    angle,
    length,
    spread,
    colour,
    strength,
  }: { x: number; y: number; angle: number; length: number; spread: number; colour: Colour; strength: number },
): void => {
  ctx.save();
  ctx.globalCompositeOperation = 'screen';
  ctx.translate(x, y);
  ctx.rotate(angle);
  const layers = 9;
  for (let layer = 1; layer <= layers; layer++) {
    const [part, share] = [layer / layers, 1.15 / layers];
    const fall = ctx.createLinearGradient(0, 0, length, 0);
    fall.addColorStop(0, rgba(colour, strength * share));
    fall.addColorStop(0.25, rgba(colour, strength * share * 0.62));
    fall.addColorStop(1, rgba(colour, 0));
    ctx.fillStyle = fall;
    ctx.beginPath();
    ctx.moveTo(0, -3 * part);
    ctx.lineTo(length, -spread * part);
    ctx.lineTo(length, spread * part);
    ctx.lineTo(0, 3 * part);
    ctx.fill();
  }
  ctx.restore();
};
