import { lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';

interface CloudPine {
  readonly x: number;
  /** Its foot. */
  readonly y: number;
  readonly height: number;
  /** How far its crown leans out, in parts of its height; its sign is the side. */
  readonly lean: number;
  readonly bark: Colour;
  readonly needles: readonly [Colour, Colour];
  readonly snow?: Colour | null;
}

/** A flat pad of needles: fans of fine strokes over a dark ground, lighter above. */
const pad = (
  { ctx, chance }: Sheet,
  {
    x,
    y,
    reach,
    needles,
    snow,
  }: { x: number; y: number; reach: number; needles: readonly [Colour, Colour]; snow: Colour | null },
): void => {
  const fans = Math.max(7, Math.round(reach / 5));
  for (let fan = 0; fan < fans; fan++) {
    const across = lerp(-1, 1, fan / (fans - 1));
    const lift = Math.sqrt(1 - across * across * 0.92) * reach * 0.34;
    const row = fan % 2;
    const [fx, fy] = [x + across * reach, y - lift * (row === 0 ? 0.35 : 0.95) + chance.between(-2, 2)];
    const size = reach * chance.between(0.2, 0.28);
    ctx.lineWidth = Math.max(0.9, reach * 0.016);
    for (let needle = 0; needle < 17; needle++) {
      const angle = lerp(-Math.PI * 1.04, Math.PI * 0.04, needle / 16) + chance.between(-0.06, 0.06);
      ctx.strokeStyle = rgba(
        mix(needles[0], needles[1], clampUnit(-Math.sin(angle) * 0.75 + chance.between(-0.2, 0.25))),
        0.95,
      );
      ctx.beginPath();
      ctx.moveTo(fx, fy);
      ctx.lineTo(fx + Math.cos(angle) * size * 1.15, fy + Math.sin(angle) * size * 0.62);
      ctx.stroke();
    }
    if (snow === null || row === 0) continue;
    ctx.fillStyle = rgba(snow, 0.9);
    ctx.beginPath();
    ctx.ellipse(fx, fy - size * 0.5, size * 0.9, size * 0.24, 0, 0, 7);
    ctx.fill();
  }
};

const clampUnit = (value: number): number => Math.max(0, Math.min(1, value));

/** An old pine of the cliffs: a crooked trunk that leans out, needles in flat clouds. */
export const cloudPine = (sheet: Sheet, { x, y, height, lean, bark, needles, snow = null }: CloudPine): void => {
  const { ctx, chance } = sheet;
  const phase = chance.between(0, 6);
  const at = (up: number) =>
    [
      x + height * (lean * up ** 1.3 + 0.075 * Math.sin(phase + up * 8) * Math.sqrt(up)),
      y - height * up * (1 - 0.12 * Math.abs(lean) * up),
    ] as const;
  const half = (up: number) => height * (lerp(0.05, 0.009, up ** 0.7) + 0.03 * Math.max(0, 0.12 - up));
  const steps = Array.from({ length: 25 }, (_, step) => step / 24);
  ctx.fillStyle = bark;
  fillOutline(ctx, [
    ...steps.map((up) => [at(up)[0] - half(up), at(up)[1]] as const),
    ...steps.toReversed().map((up) => [at(up)[0] + half(up), at(up)[1]] as const),
  ]);
  const boughs = 9;
  for (let bough = 0; bough < boughs; bough++) {
    const up = lerp(0.4, 0.99, (bough / (boughs - 1)) ** 0.8);
    const side = bough % 2 === 0 ? Math.sign(lean) || 1 : -(Math.sign(lean) || 1);
    const reach =
      height *
      lerp(0.32, 0.17, (up - 0.4) / 0.59) *
      chance.between(0.8, 1.15) *
      (side === Math.sign(lean) ? 1.25 : 0.8);
    const [bx, by] = at(up);
    const [tx, ty] =
      bough === boughs - 1 ? [bx, by] : [bx + side * reach * 0.85, by - reach * chance.between(0.02, 0.2)];
    ctx.strokeStyle = bark;
    ctx.lineWidth = Math.max(1, half(up) * 0.9);
    ctx.beginPath();
    ctx.moveTo(bx, by);
    ctx.quadraticCurveTo(lerp(bx, tx, 0.5), by + reach * 0.08, tx, ty);
    ctx.stroke();
    pad(sheet, { x: tx, y: ty, reach: reach * 0.72, needles, snow });
  }
};
