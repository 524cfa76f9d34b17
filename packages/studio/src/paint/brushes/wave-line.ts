import { clamp, lerp, smoothstep } from '../chance.js';
import { type Colour, channels, rgba } from '../colour.js';
import { paintField, type Sheet, WIDTH } from '../easel.js';
import { type Ridge, ridgeAt } from './ridge.js';

/** Water rounds what is sharp. */
export const rounded = (ridge: Ridge): Ridge =>
  ridge.map((_, x) => {
    let sum = 0;
    for (let off = -20; off <= 20; off += 4) sum += ridgeAt(ridge, x + off);
    return sum / 11;
  });

interface Waves {
  /** Crest of the first wave, and the level on which it runs. */
  readonly crest: Ridge;
  readonly level: number;
  readonly count: number;
  readonly light: Colour;
  readonly shade: Colour;
  readonly strength: number;
}

type Line = (x: number) => number;

/** One crest: a line of light, thick and thin, broken where the water is calm. */
const crestLine = (
  { ctx, chance }: Sheet,
  at: Line,
  { colour, width, strength }: { colour: Colour; width: number; strength: number },
): void => {
  const seed = chance.between(0, 99);
  ctx.lineCap = 'round';
  for (let x = -6; x < WIDTH; x += 6) {
    const wet = chance.cloud(x * 0.0045 + seed, 1.7, 2);
    const slope = Math.abs(at(x + 6) - at(x - 6)) / 12;
    const left = strength * clamp(0.5 + wet * 1.4) * (1 - 0.45 * clamp(slope));
    if (left < 0.05) continue;
    ctx.lineWidth = Math.max(0.7, width * (0.7 + wet * 0.7));
    ctx.strokeStyle = rgba(colour, left);
    ctx.beginPath();
    ctx.moveTo(x, at(x));
    ctx.lineTo(x + 6.4, at(x + 6.4));
    ctx.stroke();
  }
};

/** Light on the front of every wave, shade in the trough behind it. */
const swell = (sheet: Sheet, lines: readonly Line[], { level, light, shade, strength }: Waves): void => {
  const [lit, dark] = [channels(light), channels(shade)];
  const bottom = (lines.at(-1)?.(0) ?? level) + 60;
  paintField(sheet, { x: 0, y: level - 240, width: WIDTH, height: bottom - level + 240 }, 5, (x, y, out, at) => {
    let [front, trough] = [0, 0];
    lines.forEach((line, index) => {
      const below = y - line(x);
      const left = 1 - index / lines.length;
      if (below >= 0) front = Math.max(front, left * Math.exp(-below / 13));
      else trough = Math.max(trough, left * Math.exp(below / 20));
    });
    const shown = front > trough * 0.8;
    const colour = shown ? lit : dark;
    for (let band = 0; band < 3; band++) out[at + band] = colour[band] ?? 0;
    out[at + 3] = 255 * strength * (shown ? front * 0.34 : trough * 0.42);
  });
};

/** A line that runs over the water as a wave, and again and fainter, as water repeats what touched it. */
export const waves = (sheet: Sheet, options: Waves): void => {
  const { crest, level, count, light, strength } = options;
  const lines = Array.from({ length: count }, (_, wave): Line => {
    const part = wave / Math.max(1, count - 1);
    const rise = lerp(1, 0.1, part ** 0.75);
    const base = level + wave * lerp(22, 40, part);
    return (x) => base - (level - ridgeAt(crest, x)) * rise * smoothstep(-0.4, 0.2, Math.min(x, WIDTH - x) / WIDTH);
  });
  swell(sheet, lines, options);
  lines.forEach((line, wave) => {
    const left = 1 - wave / count;
    crestLine(sheet, line, { colour: light, width: lerp(1.4, 3, left), strength: strength * (0.15 + 0.8 * left) });
  });
};
