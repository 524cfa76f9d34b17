import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface Bokeh {
  readonly count: number;
  readonly colours: readonly [Colour, ...Colour[]];
  readonly strength: number;
  /** A place for the next light, and its size; null where none may be. */
  readonly place: () => { readonly x: number; readonly y: number; readonly radius: number } | null;
}

/** Lights that are out of focus: translucent discs, a little brighter at the rim. */
export const bokeh = ({ ctx, chance }: Sheet, { count, colours, strength, place }: Bokeh): void => {
  for (let light = 0; light < count; light++) {
    const at = place();
    if (at === null) continue;
    const { x, y, radius } = at;
    const colour = mix(chance.pick(colours), '#ffe6b8', chance.between(0, 0.2));
    const shine = strength * chance.between(0.3, 1) * (radius > 40 ? 0.55 : 1);
    const disc = ctx.createRadialGradient(x, y, 0, x, y, radius);
    disc.addColorStop(0, rgba(colour, shine * 0.5));
    disc.addColorStop(0.78, rgba(colour, shine * 0.58));
    disc.addColorStop(0.9, rgba(mix(colour, '#ffffff', 0.25), shine));
    disc.addColorStop(1, rgba(colour, 0));
    ctx.fillStyle = disc;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 7);
    ctx.fill();
  }
};
