import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface Dragonfly {
  readonly x: number;
  readonly y: number;
  /** Length of a wing. */
  readonly size: number;
  readonly turn: number;
  readonly body: Colour;
  readonly wing: Colour;
}

const wingOf = ({ ctx }: Sheet, reach: number, { body, wing }: Dragonfly): void => {
  const veil = ctx.createLinearGradient(0, 0, reach, 0);
  veil.addColorStop(0, rgba(wing, 0.35));
  veil.addColorStop(1, rgba(wing, 0.72));
  ctx.fillStyle = veil;
  ctx.beginPath();
  ctx.ellipse(reach * 0.5, 0, reach * 0.5, reach * 0.12, 0, 0, 7);
  ctx.fill();
  ctx.strokeStyle = rgba(body, 0.5);
  ctx.lineWidth = Math.max(0.6, reach * 0.013);
  ctx.stroke();
};

/** A dragonfly that has just settled, its wings still spread. */
export const dragonfly = (sheet: Sheet, insect: Dragonfly): void => {
  const { ctx } = sheet;
  const { x, y, size, turn, body } = insect;
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(turn);
  for (const [root, reach, angle] of [
    [0.06, 0.95, 1.6],
    [0.2, 0.82, 1.32],
  ] as const) {
    for (const side of [-1, 1]) {
      ctx.save();
      ctx.translate(size * root, 0);
      ctx.rotate(side * angle);
      wingOf(sheet, size * reach, insect);
      ctx.restore();
    }
  }
  ctx.strokeStyle = body;
  ctx.lineCap = 'round';
  ctx.lineWidth = size * 0.075;
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.lineTo(size * 1.15, 0);
  ctx.stroke();
  ctx.fillStyle = mix(body, '#2a1414', 0.25);
  ctx.beginPath();
  ctx.ellipse(size * 0.1, 0, size * 0.17, size * 0.085, 0, 0, 7);
  ctx.arc(-size * 0.1, 0, size * 0.085, 0, 7);
  ctx.fill();
  ctx.restore();
};
