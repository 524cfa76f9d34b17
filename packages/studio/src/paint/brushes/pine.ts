import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface Pine {
  readonly x: number;
  /** Its foot. */
  readonly y: number;
  readonly height: number;
  readonly colour: Colour;
  readonly snow: Colour | null;
  readonly strength?: number;
}

/** One tier of boughs, drooping to both sides, with a fringe of needles below. */
const bough = ({ ctx, chance }: Sheet, x: number, y: number, width: number, height: number): void => {
  const teeth = Math.max(3, Math.round(width / 6));
  ctx.beginPath();
  ctx.moveTo(x, y - height);
  ctx.quadraticCurveTo(x + width * 0.32, y - height * 0.3, x + width, y + height * 0.06);
  for (let tooth = teeth - 1; tooth > -teeth; tooth--) {
    const part = tooth / teeth;
    const fringe = (tooth % 2 === 0 ? 0.1 : -0.04) * height + chance.between(0, height * 0.07);
    ctx.lineTo(x + part * width, y - height * 0.12 * (1 - Math.abs(part)) + fringe);
  }
  ctx.lineTo(x - width, y + height * 0.06);
  ctx.quadraticCurveTo(x - width * 0.32, y - height * 0.3, x, y - height);
  ctx.fill();
};

/** Snow lying on a tier: a soft cushion along its upper side, broken into two or three lobes on each arm. */
const snowOnBough = ({ ctx, chance }: Sheet, x: number, y: number, width: number, height: number): void => {
  for (const side of [-1, 1]) {
    const reach = chance.between(0.78, 0.97);
    const edge = (part: number) => y - height * (1 - part) ** 1.5 * 0.94 + height * 0.05 * part;
    ctx.beginPath();
    ctx.moveTo(x, y - height);
    for (let step = 1; step <= 5; step++) ctx.lineTo(x + (side * width * reach * step) / 5, edge((reach * step) / 5));
    const lobes = width > 40 ? 3 : 2;
    for (let lobe = lobes; lobe > 0; lobe--) {
      const from = (reach * lobe) / lobes;
      const to = (reach * (lobe - 1)) / lobes;
      const sag = height * chance.between(0.26, 0.4) * (0.5 + 0.5 * (1 - to));
      const middle = (from + to) / 2;
      ctx.quadraticCurveTo(
        x + side * width * middle,
        edge(middle) + sag,
        x + side * width * to,
        edge(to) + (lobe === 1 ? height * 0.16 : sag * 0.2),
      );
    }
    ctx.closePath();
    ctx.fill();
  }
};

/** A fir in tiers, with snow on its boughs. */
export const pine = (sheet: Sheet, { x, y, height, colour, snow, strength = 1 }: Pine): void => {
  const { ctx, chance } = sheet;
  ctx.fillStyle = rgba(mix(colour, '#2a1a18', 0.4), strength);
  ctx.fillRect(x - height * 0.016, y - height * 0.14, height * 0.032, height * 0.15);
  const tiers = height > 300 ? 9 : height > 110 ? 7 : 5;
  const slender = chance.between(0.85, 1.1);
  for (let tier = 0; tier < tiers; tier++) {
    const part = tier / tiers;
    const foot = y - height * (0.07 + 0.8 * part);
    const width = (height * 0.25 * (1 - part) ** 0.9 * chance.between(0.9, 1.08) + height * 0.02) * slender;
    const rise = height * (0.2 - 0.07 * part);
    ctx.fillStyle = rgba(mix(colour, '#000000', 0.12 * (1 - part)), strength);
    bough(sheet, x, foot, width, rise);
    if (snow === null) continue;
    ctx.fillStyle = rgba(mix(snow, colour, 0.2 * (1 - part)), strength * 0.95);
    snowOnBough(sheet, x, foot, width, rise);
  }
};
