import { type Colour, mix } from '../colour.js';
import type { Sheet } from '../easel.js';
import { glow } from './sky.js';

interface StationLamp {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly iron: Colour;
  readonly light: Colour;
  readonly lit: boolean;
  /** The side to which its arm reaches. */
  readonly facing: 1 | -1;
}

/** Where the shade's lower edge hangs, as part of the height. */
const SHADE = 0.93;

const post = ({ ctx }: Sheet, { height, iron, light }: StationLamp, arm: number): void => {
  const round = ctx.createLinearGradient(-height * 0.012, 0, height * 0.012, 0);
  round.addColorStop(0, mix(iron, light, 0.35));
  round.addColorStop(1, iron);
  ctx.fillStyle = round;
  ctx.fillRect(-height * 0.01, -height, height * 0.02, height);
  ctx.fillRect(-height * 0.024, -height * 0.1, height * 0.048, height * 0.1);
  ctx.strokeStyle = iron;
  ctx.lineCap = 'round';
  ctx.lineWidth = height * 0.014;
  ctx.beginPath();
  ctx.moveTo(0, -height * 0.9);
  ctx.bezierCurveTo(0, -height * 1.04, arm, -height * 1.06, arm, -height * (SHADE + 0.03));
  ctx.moveTo(0, -height * 0.86);
  ctx.quadraticCurveTo(arm * 0.4, -height * 0.9, arm * 0.5, -height * 0.995);
  ctx.stroke();
};

const shade = ({ ctx }: Sheet, { height, iron, light, lit }: StationLamp, arm: number): void => {
  const edge = -height * SHADE;
  ctx.fillStyle = lit ? '#fff0c4' : mix(light, iron, 0.25);
  ctx.beginPath();
  ctx.ellipse(arm, edge + height * 0.024, height * 0.032, height * 0.03, 0, 0, 7);
  ctx.fill();
  ctx.fillStyle = mix(iron, '#2f5f58', 0.3);
  ctx.beginPath();
  ctx.moveTo(arm - height * 0.085, edge + height * 0.022);
  ctx.quadraticCurveTo(arm - height * 0.05, edge - height * 0.045, arm, edge - height * 0.05);
  ctx.quadraticCurveTo(arm + height * 0.05, edge - height * 0.045, arm + height * 0.085, edge + height * 0.022);
  ctx.fill();
};

/** A lamp post with an enamel shade on a curved arm, and its light on the ground. */
export const stationLamp = (sheet: Sheet, options: StationLamp): void => {
  const { ctx } = sheet;
  const { x, y, height, lit, facing } = options;
  const arm = height * 0.16 * facing;
  if (lit) {
    ctx.save();
    ctx.translate(x + arm, y + 6);
    ctx.scale(1, 0.26);
    glow(sheet, { x: 0, y: 0, radius: height * 0.62, colour: '#ffca7a', strength: 0.62 });
    ctx.restore();
  }
  ctx.save();
  ctx.translate(x, y);
  post(sheet, options, arm);
  shade(sheet, options, arm);
  ctx.restore();
  if (!lit) return;
  const lamp = y - height * (SHADE - 0.035);
  glow(sheet, { x: x + arm, y: lamp, radius: height * 0.6, colour: '#ffc878', strength: 0.55 });
  glow(sheet, { x: x + arm, y: lamp, radius: height * 0.15, colour: '#fff0cc', strength: 0.9 });
};
