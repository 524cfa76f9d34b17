import { clamp } from '../chance.js';
import { type Colour, ramp, rgba } from '../colour.js';
import { HEIGHT, paintField, type Sheet, WIDTH } from '../easel.js';

/** A light in the sky: centre and reach in picture units, `lift` how far up the ramp it raises the tone (0..1). */
interface SkyLight {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  readonly lift: number;
}

/** The whole ground: a ramp from the top to `horizon`, stirred by slow noise so that it is never a plain gradient. */
export const sky = (
  sheet: Sheet,
  {
    stops,
    horizon,
    stir = 0.05,
    light = null,
  }: { stops: readonly Colour[]; horizon: number; stir?: number; light?: SkyLight | null },
): void => {
  const table = ramp(stops);
  const last = table.length / 3 - 1;
  const { chance } = sheet;
  paintField(sheet, { x: 0, y: 0, width: WIDTH, height: HEIGHT }, 8, (x, y, out, at) => {
    let tone = y / horizon + stir * chance.cloud(x * 0.0011, y * 0.0021, 3);
    if (light !== null) {
      const dx = (x - light.x) / light.reach;
      const dy = (y - light.y) / light.reach;
      tone += light.lift * Math.exp(-(dx * dx + dy * dy));
    }
    const from = Math.round(clamp(tone) * last) * 3;
    out[at] = table[from] ?? 0;
    out[at + 1] = table[from + 1] ?? 0;
    out[at + 2] = table[from + 2] ?? 0;
    out[at + 3] = 255;
  });
};

/** Light that adds itself to what is there. */
export const glow = (
  { ctx }: Sheet,
  { x, y, radius, colour, strength = 0.8 }: { x: number; y: number; radius: number; colour: Colour; strength?: number },
): void => {
  const fall = ctx.createRadialGradient(x, y, 0, x, y, radius);
  for (let step = 0; step <= 10; step++) fall.addColorStop(step / 10, rgba(colour, strength * (1 - step / 10) ** 2.4));
  ctx.save();
  ctx.globalCompositeOperation = 'screen';
  ctx.fillStyle = fall;
  ctx.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  ctx.restore();
};

interface StarField {
  readonly count: number;
  readonly lowest: number;
  readonly colour: Colour;
  /** Where stars are small and faint. */
  readonly quiet: (x: number, y: number) => boolean;
  /** Where something stands before them. */
  readonly covered: (x: number, y: number) => boolean;
}

/** Stars that thin out towards `lowest`. */
export const stars = (sheet: Sheet, { count, lowest, colour, quiet, covered }: StarField): void => {
  const { ctx, chance } = sheet;
  for (let star = 0; star < count; star++) {
    const x = chance.between(0, WIDTH);
    const y = chance.between(0, lowest);
    const radius = 0.6 + chance.unit() ** 5 * 2.4;
    const strength = chance.between(0.25, 0.9) * (1 - (y / lowest) * 0.75);
    if (covered(x, y)) continue;
    const hushed = quiet(x, y);
    ctx.fillStyle = rgba(colour, hushed ? strength * 0.35 : strength);
    ctx.beginPath();
    ctx.arc(x, y, hushed ? Math.min(radius, 1) : radius, 0, 7);
    ctx.fill();
    if (radius > 2.3 && !hushed) glow(sheet, { x, y, radius: radius * 6, colour, strength: 0.3 });
  }
};
