import { clamp, lerp, smoothstep } from '../chance.js';
import { type Colour, channels, rgba } from '../colour.js';
import { paintField, type Sheet, WIDTH } from '../easel.js';
import { glow } from './sky.js';

interface MilkyWay {
  /** Column of its middle at height y. */
  readonly axis: (y: number) => number;
  readonly bottom: number;
  /** Half of its breadth. */
  readonly breadth: number;
  readonly glow: Colour;
  readonly core: Colour;
  readonly strength: number;
  /** How much of it may be seen at a place, 0..1. */
  readonly open: (x: number, y: number) => number;
}

/** The band itself: a glow with a warm core, parted by dark dust. */
const band = (sheet: Sheet, { axis, bottom, breadth, glow: haze, core, strength, open }: MilkyWay): void => {
  const { chance, ctx } = sheet;
  const [cool, warm] = [channels(haze), channels(core)];
  ctx.save();
  ctx.globalCompositeOperation = 'screen';
  paintField(sheet, { x: 0, y: 0, width: WIDTH, height: bottom }, 7, (x, y, out, at) => {
    const warp = chance.cloud(x * 0.0022, y * 0.0022, 3) * 0.5;
    const off = (x - axis(y)) / breadth + warp;
    if (Math.abs(off) > 2.2) return;
    const cloud = chance.cloud(x * 0.0046 + 7, y * 0.0046, 4, 0.58);
    const body = Math.exp(-off * off * 1.25) * (0.62 + 0.6 * cloud);
    const rift = Math.exp(-(((off - 0.1 + cloud * 0.4) / 0.24) ** 2)) * smoothstep(-0.25, 0.4, cloud + warp);
    const light = clamp(body - rift * 0.62) * strength * open(x, y) * smoothstep(bottom, bottom - 420, y);
    const heart = Math.exp(-off * off * 5) * 0.8;
    for (let channel = 0; channel < 3; channel++)
      out[at + channel] = lerp(cool[channel] ?? 0, warm[channel] ?? 0, heart);
    out[at + 3] = 255 * light;
  });
  ctx.restore();
};

/** Star dust that thickens towards the middle of the band. */
const dust = (sheet: Sheet, { axis, bottom, breadth, strength, open }: MilkyWay): void => {
  const { ctx, chance } = sheet;
  for (let star = 0; star < 2300; star++) {
    const y = chance.between(0, bottom);
    const x = axis(y) + chance.bell() * breadth * 1.7 - chance.cloud(axis(y) * 0.0022, y * 0.0022, 3) * breadth * 0.4;
    const seen = open(x, y) * (1 - (y / bottom) ** 4);
    if (seen < 0.55 || chance.cloud(x * 0.0046 + 7, y * 0.0046, 2) < -0.28) continue;
    const bright = chance.unit() ** 6;
    ctx.fillStyle = rgba(chance.pick(['#ffffff', '#fff1d6', '#d9e6ff']), strength * seen * lerp(0.22, 0.95, bright));
    const radius = lerp(0.65, 2.2, bright);
    ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
    if (bright > 0.8) glow(sheet, { x, y, radius: 15, colour: '#eaf0ff', strength: 0.42 * seen });
  }
};

/** The Milky Way rising from the horizon. */
export const milkyWay = (sheet: Sheet, options: MilkyWay): void => {
  band(sheet, options);
  dust(sheet, options);
};

/** A shooting star that ends at (x, y). */
export const shootingStar = (
  { ctx }: Sheet,
  { x, y, angle, length }: { x: number; y: number; angle: number; length: number },
): void => {
  const [fx, fy] = [x - Math.cos(angle) * length, y - Math.sin(angle) * length];
  const trail = ctx.createLinearGradient(fx, fy, x, y);
  trail.addColorStop(0, 'rgba(255,255,255,0)');
  trail.addColorStop(1, 'rgba(255,252,236,.9)');
  ctx.strokeStyle = trail;
  ctx.lineCap = 'round';
  ctx.lineWidth = 2.4;
  ctx.beginPath();
  ctx.moveTo(fx, fy);
  ctx.lineTo(x, y);
  ctx.stroke();
};
