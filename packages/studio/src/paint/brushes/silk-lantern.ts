import type { Sheet } from '../easel.js';
import { glow } from './sky.js';

interface SilkLantern {
  readonly x: number;
  /** Its middle. */
  readonly y: number;
  /** Half of its breadth. */
  readonly size: number;
  readonly lit: boolean;
  /** Length of the cord above it. */
  readonly cord: number;
}

const silks = {
  lit: ['#ffdf92', '#ff7b3e', '#df3420', '#a81e16'],
  unlit: ['#d4553f', '#bf4332', '#9a3026', '#74221c'],
} as const;

const body = ({ ctx }: Sheet, { x, y, size, lit }: SilkLantern): void => {
  const silk = ctx.createRadialGradient(x, y + size * 0.12, size * 0.06, x, y, size * 1.1);
  const [heart, inner, outer, rim] = lit ? silks.lit : silks.unlit;
  silk.addColorStop(0, heart);
  silk.addColorStop(0.34, inner);
  silk.addColorStop(0.78, outer);
  silk.addColorStop(1, rim);
  ctx.fillStyle = silk;
  ctx.beginPath();
  ctx.ellipse(x, y, size, size * 0.84, 0, 0, 7);
  ctx.fill();
  ctx.strokeStyle = lit ? 'rgba(120,14,8,.4)' : 'rgba(60,14,10,.45)';
  ctx.lineWidth = Math.max(0.6, size * 0.028);
  for (const rib of [0.2, 0.5, 0.78]) {
    ctx.beginPath();
    ctx.ellipse(x, y, size * rib, size * 0.84, 0, 0, 7);
    ctx.stroke();
  }
};

/** A round lantern of red silk with its ribs, caps and tassel. */
export const silkLantern = (sheet: Sheet, lantern: SilkLantern): void => {
  const { ctx } = sheet;
  const { x, y, size, lit, cord } = lantern;
  if (lit) {
    glow(sheet, { x, y, radius: size * 5.2, colour: '#ff6a34', strength: 0.42 });
    glow(sheet, { x, y, radius: size * 2.1, colour: '#ffb066', strength: 0.4 });
  }
  ctx.strokeStyle = '#2c1210';
  ctx.lineWidth = Math.max(1, size * 0.05);
  ctx.beginPath();
  ctx.moveTo(x, y - size - cord);
  ctx.lineTo(x, y - size * 0.8);
  ctx.stroke();
  body(sheet, lantern);
  ctx.fillStyle = lit ? '#e9b552' : '#a5813f';
  ctx.fillRect(x - size * 0.36, y - size * 0.93, size * 0.72, size * 0.15);
  ctx.fillRect(x - size * 0.36, y + size * 0.78, size * 0.72, size * 0.15);
  ctx.strokeStyle = lit ? '#e8583a' : '#8f2f26';
  ctx.lineWidth = Math.max(0.6, size * 0.04);
  for (const thread of [-0.1, 0, 0.1]) {
    ctx.beginPath();
    ctx.moveTo(x + size * thread, y + size * 0.92);
    ctx.lineTo(x + size * thread * 1.4, y + size * 1.55);
    ctx.stroke();
  }
};
