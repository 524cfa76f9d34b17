import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';
import { type Ridge, ridgeAt } from './ridge.js';

interface TowerBlock {
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  /** At its top, and where it stands in the haze of the street. */
  readonly wall: readonly [Colour, Colour];
  /** Lamps behind its windows, and how many of them are lit, 0..1. */
  readonly lamps: readonly [Colour, ...Colour[]];
  readonly lit: number;
  readonly crown: 'flat' | 'stepped' | 'mast' | 'slanted';
}

const crownOf = ({ ctx }: Sheet, { x, width, top, crown }: TowerBlock): void => {
  if (crown === 'stepped') {
    ctx.fillRect(x + width * 0.18, top - width * 0.22, width * 0.64, width * 0.24);
    ctx.fillRect(x + width * 0.34, top - width * 0.4, width * 0.32, width * 0.2);
  } else if (crown === 'mast') {
    ctx.fillRect(x + width * 0.3, top - width * 0.14, width * 0.4, width * 0.16);
    ctx.fillRect(x + width * 0.47, top - width * 0.95, width * 0.06, width * 0.85);
  } else if (crown === 'slanted') {
    ctx.beginPath();
    ctx.moveTo(x, top + 1);
    ctx.lineTo(x, top - width * 0.36);
    ctx.lineTo(x + width, top + 1);
    ctx.fill();
  }
};

/** A tower of the city with rows of windows; some floors are lit from end to end, most windows are on their own. */
export const towerBlock = (sheet: Sheet, options: TowerBlock): void => {
  const { ctx, chance } = sheet;
  const { x, width, top, bottom, wall, lamps, lit } = options;
  const tone = ctx.createLinearGradient(0, top - width * 0.4, 0, bottom);
  tone.addColorStop(0, wall[0]);
  tone.addColorStop(1, wall[1]);
  ctx.fillStyle = tone;
  ctx.fillRect(x, top, width, bottom - top);
  crownOf(sheet, options);
  const side = ctx.createLinearGradient(x, 0, x + width, 0);
  side.addColorStop(0, rgba(mix(wall[0], '#ffffff', 0.4), 0.14));
  side.addColorStop(0.6, rgba(wall[0], 0));
  side.addColorStop(1, 'rgba(6,8,18,.22)');
  ctx.fillStyle = side;
  ctx.fillRect(x, top, width, bottom - top);
  const columns = Math.max(2, Math.round(width / 22));
  const cell = width / columns;
  for (let y = top + 18; y < bottom; y += 25) {
    const floor = chance.chance(0.05) ? 0.9 : lit;
    for (let column = 0; column < columns; column++) {
      if (!chance.chance(floor)) continue;
      ctx.fillStyle = rgba(chance.pick(lamps), chance.between(0.35, 0.95));
      ctx.fillRect(x + column * cell + cell * 0.2, y, cell * 0.6, 13);
    }
  }
};

/**
 * A ridge as a line of roofs: every house is as high as the ridge at its middle, so a drawing is still read in it.
 * Gives back the same columns with flat tops and gaps.
 */
export const roofline = ({ chance }: Sheet, ridge: Ridge, base: number): Ridge => {
  const roofs = new Float32Array(ridge.length);
  for (let x = 0; x < ridge.length; ) {
    const width = Math.round(chance.between(16, 46));
    const top = Math.min(base - 26, ridgeAt(ridge, x + width / 2) + chance.between(-5, 9));
    const mast = chance.chance(0.14) ? Math.round(width / 2) : -9;
    for (let column = 0; column < width && x + column < ridge.length; column++) {
      const raised = Math.abs(column - mast) < 2 ? chance.between(18, 34) : 0;
      roofs[x + column] = top - raised;
    }
    x += width;
    if (chance.chance(0.3)) {
      const gap = Math.round(chance.between(4, 12));
      for (let column = 0; column < gap && x + column < ridge.length; column++)
        roofs[x + column] = Math.min(base - 16, top + chance.between(30, 46));
      x += gap;
    }
  }
  return roofs;
};
