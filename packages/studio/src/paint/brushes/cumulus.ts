import { clamp, lerp, smoothstep } from '../chance.js';
import { type Colour, channels } from '../colour.js';
import { paintField, type Sheet } from '../easel.js';

interface Cumulus {
  /** Its middle, and the line on which its base lies. */
  readonly x: number;
  readonly base: number;
  readonly width: number;
  readonly height: number;
  readonly lit: Colour;
  readonly shade: Colour;
  readonly strength: number;
  /** 1: light comes from the left. */
  readonly facing: 1 | -1;
}

/** One heaped cloud with a flat base: bright where it faces the light, shaded underneath, torn at its edges. */
export const cumulus = (sheet: Sheet, { x, base, width, height, lit, shade, strength, facing }: Cumulus): void => {
  const { chance } = sheet;
  const [bright, dark] = [channels(lit), channels(shade)];
  const drift = chance.between(0, 99);
  const heap = (u: number) => 0.55 + 0.45 * chance.noise(u * 1.7 + drift, 4.4);
  const dense = (u: number, v: number) => {
    const dome = 1 - u * u - (v < 0 ? (v / heap(u)) ** 2 : (v * 3.4) ** 2);
    return dome + chance.cloud(u * 2.1 + drift, v * 1.7 - drift, 4, 0.55) * 0.72;
  };
  const box = { x: x - width * 0.75, y: base - height * 1.45, width: width * 1.5, height: height * 2 };
  paintField(sheet, box, 5, (px, py, out, at) => {
    const u = (px - x) / (width / 2);
    const v = (py - base) / height;
    const body = dense(u, v);
    const cover = smoothstep(0.12, 0.62, body);
    if (cover <= 0) return;
    const towards = dense(u - 0.13 * facing, v - 0.17);
    const light = clamp(0.52 + (body - towards) * 0.62 - v * 0.34 - smoothstep(-0.3, 0.25, v) * 0.38);
    for (let band = 0; band < 3; band++) out[at + band] = lerp(dark[band] ?? 0, bright[band] ?? 0, light);
    out[at + 3] = 255 * cover * strength;
  });
};
