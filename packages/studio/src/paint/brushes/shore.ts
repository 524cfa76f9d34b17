import { clamp, lerp, smoothstep } from '../chance.js';
import { type Colour, channels, rgba } from '../colour.js';
import { HEIGHT, paintField, type Sheet, WIDTH } from '../easel.js';

interface Shore {
  /** Where the last wave ends, for every column. */
  readonly edge: (x: number) => number;
  readonly wet: Colour;
  readonly dry: Colour;
  /** What wet sand mirrors of the sky. */
  readonly shine: Colour;
  readonly foam: Colour;
  /** Picture units from the edge to dry sand. */
  readonly reach: number;
}

/** Sand that the sea has just left: a mirror at the edge, dry and rippled further up. */
const sand = (sheet: Sheet, { edge, wet, dry, shine, reach }: Shore): void => {
  const { chance } = sheet;
  const [damp, grain, mirror] = [channels(wet), channels(dry), channels(shine)];
  const top = Math.floor(Math.min(...Array.from({ length: 28 }, (_, step) => edge(step * 40)))) - 4;
  paintField(sheet, { x: 0, y: top, width: WIDTH, height: HEIGHT - top }, 3, (x, y, out, at) => {
    const up = y - edge(x);
    if (up < -3) return;
    const drying = smoothstep(reach * 0.35, reach, up + chance.noise(x * 0.006, y * 0.02) * reach * 0.22);
    const gleam = (1 - smoothstep(0, reach * 0.7, up)) * (0.42 + 0.2 * chance.noise(x * 0.004, y * 0.05));
    const ribs = chance.cloud(x * 0.012, y * 0.055, 3) * 0.09;
    for (let band = 0; band < 3; band++) {
      const ground = lerp(damp[band] ?? 0, grain[band] ?? 0, drying) * (1 + ribs * (0.4 + drying));
      out[at + band] = lerp(ground, mirror[band] ?? 0, clamp(gleam));
    }
    out[at + 3] = 255 * smoothstep(-3, 1, up);
  });
};

/** Rows of foam behind the edge, each a torn lace. */
const lace = ({ ctx, chance }: Sheet, { edge, foam }: Shore): void => {
  for (let row = 0; row < 4; row++) {
    const back = row * lerp(20, 34, chance.unit());
    for (let x = -6; x < WIDTH + 6; x += 3) {
      const torn = chance.cloud(x * 0.009 + row * 7, row * 3.1, 3);
      if (torn < (row === 0 ? -0.5 : 0)) continue;
      const y = edge(x) - back - chance.cloud(x * 0.012, row * 5 + 2, 3) * 16 * Math.min(1, row);
      const thick = (row === 0 ? 4.4 : 2.6) * (0.7 + torn) * chance.between(0.6, 1.2);
      ctx.fillStyle = rgba(foam, (row === 0 ? 0.75 : 0.42) * chance.between(0.55, 1));
      ctx.beginPath();
      ctx.ellipse(x, y, thick * 1.5, Math.max(0.8, thick * 0.7), 0, 0, 7);
      ctx.fill();
    }
  }
};

/** Bubbles that the wave leaves on its way back. */
const bubbles = ({ ctx, chance }: Sheet, { edge, foam }: Shore): void => {
  for (let bubble = 0; bubble < 620; bubble++) {
    const x = chance.between(0, WIDTH);
    const y = edge(x) - chance.unit() ** 1.8 * 95;
    if (chance.cloud(x * 0.008, y * 0.03, 2) < 0.02) continue;
    ctx.fillStyle = rgba(foam, chance.between(0.15, 0.5));
    ctx.beginPath();
    ctx.ellipse(x, y, chance.between(1.2, 5), chance.between(0.8, 2), 0, 0, 7);
    ctx.fill();
  }
};

/** The end of a wave on a beach. */
export const shore = (sheet: Sheet, options: Shore): void => {
  sand(sheet, options);
  const { ctx } = sheet;
  ctx.strokeStyle = 'rgba(30,28,36,.22)';
  ctx.lineWidth = 3.4;
  ctx.beginPath();
  for (let x = -6; x <= WIDTH + 6; x += 6) ctx.lineTo(x, options.edge(x) + 5);
  ctx.stroke();
  bubbles(sheet, options);
  lace(sheet, options);
};
