import { lerp } from '../chance.js';
import { type Colour, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface Waterfall {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly colour: Colour;
}

interface Drop extends Waterfall {
  readonly drift: number;
}

const drop = ({ ctx, chance }: Sheet, { x, top, bottom, width, colour, drift }: Drop): void => {
  const at = (down: number) => x + drift * down ** 2;
  const body = ctx.createLinearGradient(0, top, 0, bottom);
  body.addColorStop(0, rgba(colour, 0));
  body.addColorStop(0.14, rgba(colour, 0.9));
  body.addColorStop(0.7, rgba(colour, 0.75));
  body.addColorStop(1, rgba(colour, 0.1));
  ctx.fillStyle = body;
  ctx.beginPath();
  for (let step = 0; step <= 20; step++) {
    const half = width * lerp(0.36, 0.62, step / 20) + chance.between(-0.5, 0.5) * width * 0.12;
    ctx.lineTo(at(step / 20) - half, lerp(top, bottom, step / 20));
  }
  for (let step = 20; step >= 0; step--) {
    const half = width * lerp(0.36, 0.62, step / 20) + chance.between(-0.5, 0.5) * width * 0.12;
    ctx.lineTo(at(step / 20) + half, lerp(top, bottom, step / 20));
  }
  ctx.fill();
  for (let thread = 0; thread < width * 0.9; thread++) {
    const across = chance.bell() * 0.55;
    const from = chance.unit() * 0.6;
    ctx.strokeStyle = rgba(chance.chance(0.45) ? '#2d5a60' : '#ffffff', chance.between(0.14, 0.42));
    ctx.lineWidth = chance.between(0.6, 1.6);
    ctx.beginPath();
    for (let step = 0; step <= 6; step++) {
      const down = lerp(from, Math.min(1, from + 0.5), step / 6);
      ctx.lineTo(at(down) + across * width * lerp(0.9, 1.25, down), lerp(top, bottom, down));
    }
    ctx.stroke();
  }
};

/** A fall in two drops with spray where each of them lands. */
export const waterfall = (sheet: Sheet, { x, top, bottom, width, colour }: Waterfall): void => {
  const { ctx, chance } = sheet;
  const ledge = lerp(top, bottom, chance.between(0.36, 0.46));
  const side = chance.pick([-1, 1]);
  const drops: readonly Drop[] = [
    { x, top, bottom: ledge, width: width * 0.7, colour, drift: side * width * 0.25 },
    { x: x + side * width * 0.45, top: ledge - 4, bottom, width, colour, drift: side * width * 0.2 },
  ];
  for (const fall of drops) {
    drop(sheet, fall);
    const [px, py, reach] = [fall.x + fall.drift, fall.bottom, fall.width * 2.1];
    const spray = ctx.createRadialGradient(px, py, 0, px, py, reach);
    spray.addColorStop(0, rgba(colour, 0.62));
    spray.addColorStop(0.5, rgba(colour, 0.22));
    spray.addColorStop(1, rgba(colour, 0));
    ctx.fillStyle = spray;
    ctx.beginPath();
    ctx.ellipse(px, py, reach, reach * 0.6, 0, 0, 7);
    ctx.fill();
  }
};
