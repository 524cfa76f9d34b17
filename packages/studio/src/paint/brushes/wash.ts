import { clamp, lerp } from '../chance.js';
import { type Colour, channels, ramp, rgba } from '../colour.js';
import { HEIGHT, paintField, type Sheet, WIDTH } from '../easel.js';
import { type Ridge, ridgeAt, traceRidge } from './ridge.js';

interface Wash {
  /** From the skyline down to where it is lost in mist. */
  readonly stops: readonly [Colour, Colour, ...Colour[]];
  /** Picture units over which it runs out below the skyline. */
  readonly fade: number;
  /** Opacity that is left where it has run out. */
  readonly floor?: number;
  /** Below 1 it stays dense longer. */
  readonly density?: number;
  /** Strength of the brush's streaks. */
  readonly texture?: number;
  /** Light on slopes that face it: > 0 from the left, < 0 from the right. */
  readonly light?: number;
  readonly lightColour?: Colour;
  readonly strength?: number;
  readonly bottom?: number;
}

/** The body of a range: a wash that runs from the skyline into mist, streaked along the slopes. */
export const wash = (sheet: Sheet, ridge: Ridge, options: Wash): void => {
  const {
    stops,
    fade,
    floor = 0,
    density = 0.8,
    texture = 0.4,
    light = 0,
    lightColour = '#ffffff',
    strength = 1,
  } = options;
  const { ctx, chance } = sheet;
  const table = ramp(stops, 256);
  const lit = channels(lightColour);
  const top = Math.floor(ridge.reduce((highest, y) => Math.min(highest, y))) - 2;
  const bottom = Math.min(options.bottom ?? HEIGHT, floor > 0 ? HEIGHT : top + fade * 2.4);
  const grain = chance.between(0, 99);
  ctx.save();
  traceRidge(ctx, ridge, bottom);
  ctx.clip();
  paintField(sheet, { x: 0, y: top, width: WIDTH, height: bottom - top }, 4, (x, y, out, at) => {
    const depth = y - ridgeAt(ridge, x);
    const run = depth / fade;
    if (depth < -10 || (floor === 0 && run >= 1)) return;
    const slope = (ridgeAt(ridge, x + 22) - ridgeAt(ridge, x - 22)) / 44;
    const along = x - slope * depth * 0.55;
    const broad = chance.noise(along * 0.011 + grain, depth * 0.004 + grain);
    const fine = chance.noise(along * 0.036 - grain, depth * 0.0092);
    const streak = 0.6 * broad + 0.4 * fine;
    const from = Math.round(clamp(run + streak * texture * 0.35) * 255) * 3;
    const facing = light === 0 ? 0 : clamp(-slope * light + streak * 0.45) * 0.55 * clamp(1 - run);
    out[at] = lerp(table[from] ?? 0, lit[0], facing);
    out[at + 1] = lerp(table[from + 1] ?? 0, lit[1], facing);
    out[at + 2] = lerp(table[from + 2] ?? 0, lit[2], facing);
    const cover = floor + (1 - floor) * clamp(1 - run) ** density;
    out[at + 3] = 255 * clamp(cover * (1 + streak * texture * 0.4) * strength);
  });
  ctx.restore();
};

/** A broken ink line along a skyline, as a half-dry brush leaves it. */
export const inkEdge = (
  { ctx, chance }: Sheet,
  ridge: Ridge,
  { colour, width, strength }: { colour: Colour; width: number; strength: number },
): void => {
  ctx.lineCap = 'round';
  for (let x = 0; x < WIDTH; x += 4) {
    const wet = chance.cloud(x * 0.012, 3.3, 3);
    if (wet < -0.18) continue;
    ctx.strokeStyle = rgba(colour, strength * (0.55 + wet * 0.8));
    ctx.lineWidth = Math.max(0.4, width * (0.6 + wet));
    ctx.beginPath();
    ctx.moveTo(x, ridgeAt(ridge, x));
    ctx.lineTo(x + 4.4, ridgeAt(ridge, x + 4));
    ctx.stroke();
  }
};

/** Dots of moss and far trees along and under a skyline, in clusters. */
export const moss = (
  { ctx, chance }: Sheet,
  ridge: Ridge,
  {
    colour,
    count,
    size,
    spread,
    strength,
  }: { colour: Colour; count: number; size: number; spread: number; strength: number },
): void => {
  for (let dot = 0; dot < count; dot++) {
    const x = chance.between(0, WIDTH);
    const grown = chance.cloud(x * 0.007, 7, 2);
    if (grown < -0.15) continue;
    const y = ridgeAt(ridge, x) + chance.between(-0.06, 1) * chance.unit() * spread;
    const radius = chance.between(0.5, 1) * size * (0.8 + grown * 0.6);
    ctx.fillStyle = rgba(colour, strength * chance.between(0.35, 1));
    ctx.beginPath();
    ctx.ellipse(x, y - radius * 0.5, radius * 0.75, radius * chance.between(0.9, 1.8), chance.between(-0.3, 0.3), 0, 7);
    ctx.fill();
  }
};
