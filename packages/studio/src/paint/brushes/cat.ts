import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface Cat {
  readonly x: number;
  /** Where it sits. */
  readonly y: number;
  /** From the ground to the tips of its ears. */
  readonly size: number;
  readonly coat: Colour;
  readonly shade: Colour;
  /** Light from the window along its outline. */
  readonly rim: Colour;
  /** The side on which its tail lies, and to which it turns its head. */
  readonly facing: 1 | -1;
}

const head = ({ ctx }: Sheet, size: number, turn: number): void => {
  ctx.beginPath();
  ctx.ellipse(turn, -size * 0.73, size * 0.205, size * 0.165, 0, 0, 7);
  ctx.fill();
  for (const side of [-1, 1]) {
    ctx.beginPath();
    ctx.moveTo(turn + side * size * 0.196, -size * 0.75);
    ctx.quadraticCurveTo(turn + side * size * 0.225, -size * 0.9, turn + side * size * 0.178, -size);
    ctx.quadraticCurveTo(turn + side * size * 0.09, -size * 0.95, turn + side * size * 0.045, -size * 0.87);
    ctx.fill();
  }
};

const trunk = ({ ctx }: Sheet, size: number): void => {
  ctx.beginPath();
  ctx.moveTo(-size * 0.13, -size * 0.66);
  ctx.bezierCurveTo(-size * 0.24, -size * 0.56, -size * 0.335, -size * 0.38, -size * 0.335, -size * 0.17);
  ctx.bezierCurveTo(-size * 0.335, -size * 0.03, -size * 0.26, size * 0.02, -size * 0.12, size * 0.02);
  ctx.lineTo(size * 0.13, size * 0.02);
  ctx.bezierCurveTo(size * 0.27, size * 0.02, size * 0.345, -size * 0.03, size * 0.345, -size * 0.17);
  ctx.bezierCurveTo(size * 0.345, -size * 0.38, size * 0.25, -size * 0.56, size * 0.15, -size * 0.66);
  ctx.fill();
};

/** The dark line down its back, bands to both sides of it, and the inside of its coat in single hairs. */
const markings = ({ ctx, chance }: Sheet, size: number, { turn, shade }: { turn: number; shade: Colour }): void => {
  ctx.lineCap = 'round';
  ctx.strokeStyle = rgba(shade, 0.22);
  for (let band = 0; band < 6; band++) {
    const y = -size * (0.58 - band * 0.085);
    const reach = size * (0.12 + band * 0.024);
    ctx.lineWidth = size * 0.022;
    for (const side of [-1, 1]) {
      ctx.beginPath();
      ctx.moveTo(side * reach * 0.35, y - size * 0.012);
      ctx.quadraticCurveTo(side * reach * 0.9, y, side * reach * 1.5, y + size * 0.05);
      ctx.stroke();
    }
  }
  for (const off of [-0.06, 0, 0.06]) {
    ctx.lineWidth = size * 0.016;
    ctx.beginPath();
    ctx.moveTo(turn + off * size, -size * 0.86);
    ctx.lineTo(turn + off * size * 0.8, -size * 0.76);
    ctx.stroke();
  }
  ctx.lineWidth = size * 0.005;
  for (let hair = 0; hair < 150; hair++) {
    const [x, y] = [chance.bell() * size * 0.27, -size * chance.between(0.06, 0.62)];
    ctx.strokeStyle = chance.chance(0.5) ? rgba(shade, 0.2) : 'rgba(255,240,220,.12)';
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + x * 0.06, y + size * 0.03);
    ctx.stroke();
  }
};

/** Fur in the room's dusk, darker at both flanks. */
const fur = (sheet: Sheet, { size, coat, shade }: Cat, turn: number): void => {
  const { ctx } = sheet;
  const tone = ctx.createLinearGradient(0, -size, 0, 0);
  tone.addColorStop(0, mix(coat, shade, 0.25));
  tone.addColorStop(0.55, coat);
  tone.addColorStop(1, mix(coat, shade, 0.6));
  ctx.fillStyle = tone;
  trunk(sheet, size);
  head(sheet, size, turn);
  const flanks = ctx.createLinearGradient(-size * 0.34, 0, size * 0.34, 0);
  flanks.addColorStop(0, rgba(shade, 0.4));
  flanks.addColorStop(0.3, rgba(shade, 0));
  flanks.addColorStop(0.7, rgba(shade, 0));
  flanks.addColorStop(1, rgba(shade, 0.5));
  ctx.fillStyle = flanks;
  trunk(sheet, size);
};

/** The fold of each haunch, and the tail laid round it. */
const haunches = ({ ctx }: Sheet, { size, coat, shade }: Cat): void => {
  ctx.strokeStyle = rgba(shade, 0.4);
  ctx.lineWidth = size * 0.012;
  ctx.lineCap = 'round';
  for (const side of [-1, 1]) {
    ctx.beginPath();
    ctx.moveTo(side * size * 0.12, -size * 0.34);
    ctx.quadraticCurveTo(side * size * 0.27, -size * 0.22, side * size * 0.17, -size * 0.01);
    ctx.stroke();
  }
  ctx.strokeStyle = mix(coat, shade, 0.3);
  ctx.lineWidth = size * 0.075;
  ctx.beginPath();
  ctx.moveTo(size * 0.2, -size * 0.03);
  ctx.bezierCurveTo(size * 0.5, -size * 0.05, size * 0.62, size * 0.06, size * 0.4, size * 0.075);
  ctx.bezierCurveTo(size * 0.2, size * 0.085, size * 0.02, size * 0.06, -size * 0.12, size * 0.07);
  ctx.stroke();
};

/** A cat that sits with its back to us and looks out. */
export const cat = (sheet: Sheet, options: Cat): void => {
  const { ctx } = sheet;
  const { x, y, size, coat, shade, rim, facing } = options;
  const turn = size * 0.03;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(facing, 1);
  ctx.fillStyle = 'rgba(14,10,12,.32)';
  ctx.beginPath();
  ctx.ellipse(size * 0.06, size * 0.02, size * 0.42, size * 0.05, 0, 0, 7);
  ctx.fill();
  ctx.fillStyle = mix(coat, rim, 0.4);
  for (const by of [-0.005, 0.005]) {
    ctx.save();
    ctx.translate(size * by, -size * 0.004);
    trunk(sheet, size);
    head(sheet, size, turn);
    ctx.restore();
  }
  fur(sheet, options, turn);
  markings(sheet, size, { turn, shade });
  haunches(sheet, options);
  ctx.restore();
};
