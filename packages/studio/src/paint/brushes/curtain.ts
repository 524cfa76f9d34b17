import { clamp, lerp } from '../chance.js';
import { type Colour, channels } from '../colour.js';
import { paintField, type Sheet, WIDTH } from '../easel.js';

interface Curtain {
  readonly bottom: number;
  /** Column of its inner edge at a height 0..1 from its rail to its hem. */
  readonly edge: (part: number) => number;
  readonly cloth: Colour;
  readonly shade: Colour;
  /** Daylight that comes through where it hangs in one layer. */
  readonly light: Colour;
  /** 0.5 gauze, 0.95 linen. */
  readonly weight: number;
}

/** A curtain drawn to the right side, in folds that run together towards its rail. */
export const curtain = (sheet: Sheet, { bottom, edge, cloth, shade, light, weight }: Curtain): void => {
  const { chance } = sheet;
  const [own, dark, bright] = [channels(cloth), channels(shade), channels(light)];
  const left = Math.min(edge(0), edge(0.5), edge(1)) - 30;
  const phase = chance.between(0, 99);
  paintField(sheet, { x: left, y: 0, width: WIDTH - left, height: bottom + 12 }, 4, (x, y, out, at) => {
    const part = clamp(y / bottom);
    const inner = edge(part) + chance.noise(y * 0.004, phase) * 8;
    const across = (x - inner) / Math.max(1, WIDTH - inner);
    const hem = bottom + Math.sin(across * 34 + phase) * 5 - y;
    if (across < 0 || hem < 0) return;
    const fold = Math.sin(across * lerp(25, 19, part) + chance.noise(across * 3, part * 1.6 + phase) * 1.9 + phase);
    const thin = clamp(0.5 + fold * 0.5);
    for (let band = 0; band < 3; band++) {
      const lit = lerp(own[band] ?? 0, bright[band] ?? 0, (1 - thin) * 0.4);
      out[at + band] = lerp(dark[band] ?? 0, lit, 0.35 + 0.65 * (fold > 0 ? 1 - fold * 0.55 : 1));
    }
    out[at + 3] = 255 * clamp(weight * (0.78 + 0.22 * thin)) * clamp(across * 40) * clamp(hem / 3);
  });
};
