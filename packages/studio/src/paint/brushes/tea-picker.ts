import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface TeaPicker {
  readonly x: number;
  /** Where the bushes hide the legs. */
  readonly y: number;
  readonly height: number;
  readonly dress: Colour;
  readonly straw: Colour;
  readonly shade: Colour;
  readonly facing: 1 | -1;
}

/** A picker among the bushes, bent to her work: straw hat, print dress, basket on her back. */
export const teaPicker = ({ ctx }: Sheet, { x, y, height: tall, dress, straw, shade, facing }: TeaPicker): void => {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(facing, 1);
  const cloth = ctx.createLinearGradient(-tall * 0.2, 0, tall * 0.25, 0);
  cloth.addColorStop(0, mix(dress, shade, 0.4));
  cloth.addColorStop(0.7, dress);
  ctx.fillStyle = cloth;
  ctx.beginPath();
  ctx.moveTo(-tall * 0.2, tall * 0.06);
  ctx.quadraticCurveTo(-tall * 0.22, -tall * 0.36, -tall * 0.02, -tall * 0.58);
  ctx.quadraticCurveTo(tall * 0.14, -tall * 0.62, tall * 0.2, -tall * 0.5);
  ctx.quadraticCurveTo(tall * 0.2, -tall * 0.2, tall * 0.16, tall * 0.06);
  ctx.fill();
  ctx.strokeStyle = mix(dress, shade, 0.15);
  ctx.lineCap = 'round';
  ctx.lineWidth = tall * 0.09;
  ctx.beginPath();
  ctx.moveTo(tall * 0.1, -tall * 0.48);
  ctx.quadraticCurveTo(tall * 0.24, -tall * 0.3, tall * 0.38, -tall * 0.16);
  ctx.stroke();
  ctx.strokeStyle = '#e0b794';
  ctx.lineWidth = tall * 0.06;
  ctx.beginPath();
  ctx.moveTo(tall * 0.36, -tall * 0.18);
  ctx.lineTo(tall * 0.43, -tall * 0.11);
  ctx.stroke();
  ctx.fillStyle = mix('#e0b794', shade, 0.12);
  ctx.beginPath();
  ctx.ellipse(tall * 0.16, -tall * 0.68, tall * 0.085, tall * 0.1, 0.3, 0, 7);
  ctx.fill();
  basket({ ctx }, tall, straw, shade);
  hat({ ctx }, tall, straw, shade);
  ctx.restore();
};

const hat = ({ ctx }: Pick<Sheet, 'ctx'>, tall: number, straw: Colour, shade: Colour): void => {
  ctx.save();
  ctx.translate(tall * 0.16, -tall * 0.74);
  ctx.rotate(0.16);
  const weave = ctx.createLinearGradient(-tall * 0.25, -tall * 0.2, tall * 0.25, 0);
  weave.addColorStop(0, mix(straw, '#fff6d8', 0.35));
  weave.addColorStop(1, mix(straw, shade, 0.4));
  ctx.fillStyle = weave;
  ctx.beginPath();
  ctx.moveTo(-tall * 0.27, tall * 0.03);
  ctx.quadraticCurveTo(-tall * 0.1, -tall * 0.08, 0, -tall * 0.21);
  ctx.quadraticCurveTo(tall * 0.1, -tall * 0.08, tall * 0.27, tall * 0.03);
  ctx.quadraticCurveTo(0, tall * 0.11, -tall * 0.27, tall * 0.03);
  ctx.fill();
  ctx.strokeStyle = rgba(shade, 0.3);
  ctx.lineWidth = Math.max(0.5, tall * 0.01);
  for (const rib of [-0.17, -0.06, 0.06, 0.17]) {
    ctx.beginPath();
    ctx.moveTo(0, -tall * 0.2);
    ctx.lineTo(tall * rib, tall * 0.06);
    ctx.stroke();
  }
  ctx.restore();
};

const basket = ({ ctx }: Pick<Sheet, 'ctx'>, tall: number, straw: Colour, shade: Colour): void => {
  const cane = mix(straw, '#8a5a2c', 0.5);
  ctx.fillStyle = cane;
  ctx.beginPath();
  ctx.moveTo(-tall * 0.38, -tall * 0.46);
  ctx.lineTo(-tall * 0.08, -tall * 0.52);
  ctx.lineTo(-tall * 0.1, -tall * 0.12);
  ctx.lineTo(-tall * 0.3, -tall * 0.1);
  ctx.fill();
  ctx.strokeStyle = rgba(shade, 0.35);
  ctx.lineWidth = Math.max(0.5, tall * 0.014);
  for (let band = 0; band < 4; band++) {
    ctx.beginPath();
    ctx.moveTo(-tall * (0.36 - band * 0.016), -tall * (0.38 - band * 0.085));
    ctx.lineTo(-tall * 0.09, -tall * (0.44 - band * 0.09));
    ctx.stroke();
  }
  ctx.fillStyle = '#8fb650';
  ctx.beginPath();
  ctx.ellipse(-tall * 0.23, -tall * 0.49, tall * 0.15, tall * 0.045, -0.18, 0, 7);
  ctx.fill();
};
