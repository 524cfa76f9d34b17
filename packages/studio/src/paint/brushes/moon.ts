import { createCanvas } from '@napi-rs/canvas';
import { clamp, smoothstep } from '../chance.js';
import type { Colour } from '../colour.js';
import { channels } from '../colour.js';
import { paintField, type Sheet } from '../easel.js';
import type { MoonFacts } from '../paint-spec.js';
import { glow } from './sky.js';

export interface Moon {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly facts: MoonFacts;
  readonly colour: Colour;
  readonly shade: Colour;
  readonly halo: Colour;
  /** 1 at night, little by day. */
  readonly strength: number;
}

/** Opacity of the point (u, v) of the disc (-1..1): 0 beyond the edge and on the dark side of the terminator. */
const litPart = (u: number, v: number, { fraction, waxing }: MoonFacts): number => {
  const edge = 1 - smoothstep(0.972, 1, Math.hypot(u, v));
  const half = Math.sqrt(Math.max(0, 1 - v * v));
  const terminator = half * (1 - 2 * fraction);
  const side = waxing ? u : -u;
  return edge * smoothstep(-0.04, 0.04, side - terminator);
};

/** The moon with its seas, its real phase and a halo as bright as the phase; the dark side is faintly there at night. */
export const moon = (sheet: Sheet, { x, y, radius, facts, colour, shade, halo, strength }: Moon): void => {
  const shine = strength * (0.35 + 0.65 * facts.fraction);
  glow(sheet, { x, y, radius: radius * 6.5, colour: halo, strength: 0.3 * shine });
  glow(sheet, { x, y, radius: radius * 2.6, colour: halo, strength: 0.5 * shine });
  const pixels = Math.ceil(radius * 2 * sheet.scale) + 4;
  const disc = createCanvas(pixels, pixels);
  const context = disc.getContext('2d');
  context.scale(sheet.scale, sheet.scale);
  const [light, dark] = [channels(colour), channels(shade)];
  const { chance } = sheet;
  paintField(
    { ...sheet, ctx: context },
    { x: 0, y: 0, width: radius * 2, height: radius * 2 },
    1,
    (px, py, out, at) => {
      const u = px / radius - 1;
      const v = py / radius - 1;
      const seas = smoothstep(0, 0.55, chance.cloud(u * 1.2 + 5, v * 1.2 + 2, 4) + 0.1) * 0.5;
      const tone = clamp(seas + smoothstep(0.6, 1, Math.hypot(u, v)) * 0.25);
      for (let band = 0; band < 3; band++) out[at + band] = (light[band] ?? 0) * (1 - tone) + (dark[band] ?? 0) * tone;
      const lit = litPart(u, v, facts);
      const ashen = (1 - smoothstep(0.972, 1, Math.hypot(u, v))) * 0.07;
      out[at + 3] = 255 * strength * Math.max(lit, ashen);
    },
  );
  sheet.ctx.drawImage(disc, x - radius, y - radius, pixels / sheet.scale, pixels / sheet.scale);
};
