import { clamp, lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import { type Ridge, ridgeAt } from './ridge.js';

interface TeaSlope {
  /** The slope's skyline and the line that its rows follow at its foot. */
  readonly crest: Ridge;
  readonly foot: (x: number) => number;
  readonly rows: number;
  /** The bushes' light top and their shade. */
  readonly leaf: readonly [Colour, Colour];
  /** Fresh shoots on top. */
  readonly shoot: Colour;
  /** Ground between the rows. */
  readonly earth: Colour;
  /** Mist that lies on its far rows. */
  readonly haze: Colour;
  /** How far the haze covers the first row, 0..1. */
  readonly veil: number;
  readonly snow: Colour | null;
  /** 1 for a slope at our feet: leaf by leaf. */
  readonly detail: number;
}

/** A row's line across the picture. */
export type Row = (x: number) => number;

/** Rows lie closer at the crest, as they do for who looks up a slope. */
const rowLine = ({ crest, foot, rows }: TeaSlope, row: number): Row => {
  const part = (row / rows) ** 1.5;
  return (x) => lerp(ridgeAt(crest, x), foot(x), part);
};

const STEP = 9;

/** The top edge of a row of clipped bushes: one low round crown beside the other. */
const crowns = (at: Row, tall: Row, seed: number): Row => {
  return (x) => {
    const height = tall(x);
    const width = Math.max(7, height * 0.95);
    const bush = (x + seed) / width;
    const round = Math.sqrt(Math.abs(Math.sin(Math.PI * bush)));
    const uneven = 0.86 + 0.14 * Math.sin(Math.floor(bush) * 12.9898 + seed);
    return at(x) - height * (0.66 + 0.3 * round) * uneven;
  };
};

const band = ({ ctx, scale }: Sheet, upper: Row, lower: Row): void => {
  // Finer than a pixel nobody sees.
  const step = Math.max(3, 1.2 / scale);
  ctx.beginPath();
  for (let x = -STEP; x <= WIDTH + STEP; x += step) ctx.lineTo(x, upper(x));
  for (let x = WIDTH + STEP; x >= -STEP; x -= STEP) ctx.lineTo(x, lower(x));
  ctx.closePath();
  ctx.fill();
};

const shoots = (
  { ctx, chance }: Sheet,
  { top, tall, colour, count }: { top: Row; tall: Row; colour: readonly [Colour, Colour]; count: number },
): void => {
  for (let leaf = 0; leaf < count; leaf++) {
    const x = chance.between(0, WIDTH);
    const height = tall(x);
    if (height < 9) continue;
    const down = chance.unit() ** 1.7;
    const y = top(x) + down * height * 0.75 - height * 0.04;
    const size = clamp(height * 0.13, 1.4, 9) * chance.between(0.6, 1.15);
    ctx.fillStyle = rgba(
      mix(colour[0], colour[1], clamp(down * 1.3 + chance.between(-0.25, 0.2))),
      chance.between(0.5, 0.95),
    );
    ctx.beginPath();
    ctx.ellipse(x, y, size * 0.42, size, chance.between(-1, 1), 0, 7);
    ctx.fill();
  }
};

/** A slope of tea in contour rows, from its crest down to its foot; gives back the rows' lines. */
export const teaRows = (sheet: Sheet, slope: TeaSlope): Row[] => {
  const { chance } = sheet;
  const { rows, leaf, shoot, earth, haze, veil, snow, detail, crest, foot } = slope;
  sheet.ctx.fillStyle = mix(earth, haze, veil);
  band(sheet, (x) => ridgeAt(crest, x), foot);
  const lines: Row[] = [];
  for (let row = 1; row <= rows; row++) {
    const at = rowLine(slope, row);
    const before = rowLine(slope, row - 1);
    const tall: Row = (x) => Math.max(0.8, (at(x) - before(x)) * 0.86);
    const far = veil * (1 - row / rows) ** 1.1;
    const tone = chance.between(-0.1, 0.1);
    const top = crowns(at, tall, chance.between(0, 900));
    const face = mix(mix(leaf[0], leaf[1], clamp(0.3 + tone)), haze, far);
    const crown = mix(mix(snow ?? shoot, leaf[0], snow === null ? clamp(0.42 + tone * 2) : 0.12), haze, far);
    sheet.ctx.fillStyle = mix(mix(leaf[1], earth, 0.15), haze, far);
    band(sheet, top, at);
    sheet.ctx.fillStyle = face;
    band(sheet, top, (x) => at(x) - tall(x) * 0.3);
    sheet.ctx.fillStyle = rgba(crown, 0.85);
    band(sheet, top, (x) => top(x) + tall(x) * 0.26);
    if (detail > 0)
      shoots(sheet, {
        top,
        tall,
        colour: [crown, mix(leaf[1], haze, far)],
        count: Math.round(detail * 26 * (6 + row)),
      });
    lines.push(at);
  }
  return lines;
};
