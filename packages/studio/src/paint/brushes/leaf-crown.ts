import { lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';
import type { Tip } from './branch.js';

/** The leaf of a ginkgo, a plain oval leaf, or a petal. */
export type LeafShape = 'fan' | 'oval' | 'petal';

/** One leaf in the current style: `size` long, its stalk at the origin of the turned context. */
const leafPath = ({ ctx }: Pick<Sheet, 'ctx'>, shape: LeafShape, size: number): void => {
  ctx.beginPath();
  ctx.moveTo(0, 0);
  if (shape === 'fan') {
    ctx.quadraticCurveTo(-size * 0.2, -size * 0.32, -size * 0.66, -size * 0.62);
    ctx.quadraticCurveTo(-size * 0.42, -size * 1.02, -size * 0.05, -size * 0.94);
    ctx.lineTo(0, -size * 0.66);
    ctx.lineTo(size * 0.06, -size * 0.95);
    ctx.quadraticCurveTo(size * 0.44, -size, size * 0.66, -size * 0.6);
    ctx.quadraticCurveTo(size * 0.2, -size * 0.32, 0, 0);
  } else {
    const wide = shape === 'petal' ? 0.42 : 0.34;
    ctx.quadraticCurveTo(-size * wide, -size * 0.5, 0, -size);
    ctx.quadraticCurveTo(size * wide, -size * 0.5, 0, 0);
  }
  ctx.fill();
};

/** One loose leaf, turned anyhow and seen at any slant. */
export const looseLeaf = (
  { ctx, chance }: Sheet,
  {
    x,
    y,
    size,
    colour,
    shape,
    flat = 1,
  }: { x: number; y: number; size: number; colour: Colour; shape: LeafShape; flat?: number },
): void => {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(1, flat);
  ctx.rotate(chance.between(0, 6.3));
  ctx.scale(1, chance.between(0.45, 1));
  ctx.translate(0, size * 0.5);
  ctx.fillStyle = colour;
  leafPath({ ctx }, shape, size);
  ctx.restore();
};

interface LeafCrown {
  readonly shape: LeafShape;
  readonly size: number;
  /** Leaves in the shade, in plain light, and in the sun. */
  readonly colours: readonly [Colour, Colour, Colour];
  readonly count: number;
  readonly spread: number;
  /** 1: light comes from the left. */
  readonly facing: 1 | -1;
  readonly keepOut: (x: number, y: number) => boolean;
}

/** Leaves round every tip: shaded ones first, then those in the light, so that the crown has a body. */
export const leafCrown = (sheet: Sheet, tips: readonly Tip[], options: LeafCrown): void => {
  const { chance } = sheet;
  const { shape, size, colours, count, spread, facing, keepOut } = options;
  for (const layer of [0, 1, 2] as const) {
    const off = (layer - 1) * spread * 0.3;
    for (const tip of tips) {
      for (let leaf = 0; leaf < count * (layer === 1 ? 1 : 0.7); leaf++) {
        const x = tip.x + chance.bell() * spread - facing * off * 0.6;
        const y = tip.y + chance.bell() * spread - off;
        if (keepOut(x, y)) continue;
        const tint = mix(colours[layer], colours[1], chance.between(0, 0.5));
        looseLeaf(sheet, {
          x,
          y,
          size: size * chance.between(0.6, 1.1),
          colour: rgba(tint, lerp(0.82, 0.98, layer / 2)),
          shape,
        });
      }
    }
  }
};
