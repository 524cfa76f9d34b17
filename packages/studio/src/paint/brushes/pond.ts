import { clamp, lerp, smoothstep } from '../chance.js';
import { type Colour, channels, mix, rgba } from '../colour.js';
import { HEIGHT, paintField, type Sheet, WIDTH } from '../easel.js';

interface Caustics {
  readonly colour: Colour;
  readonly from: number;
  readonly strength: number;
}

/** Height at which the pond's far end would be seen, for the perspective of what lies on its ground. */
const VANISHING = 200;

/** The net of light that the surface throws on the ground, finer far away, from `from` down to our feet. */
export const caustics = (sheet: Sheet, { colour, from, strength }: Caustics): void => {
  const { chance } = sheet;
  const [red, green, blue] = channels(colour);
  paintField(sheet, { x: 0, y: from, width: WIDTH, height: HEIGHT - from }, 4, (x, y, out, at) => {
    const near = (y - from) / (HEIGHT - from);
    const [u, v] = [((x - WIDTH / 2) * 8.5) / (y - VANISHING), 19_000 / (y - VANISHING)];
    const warp = chance.noise(u * 0.6, v * 0.6) * 0.7;
    const one = 1 - Math.abs(chance.noise(u + warp, v));
    const two = 1 - Math.abs(chance.noise(u * 0.8 - warp + 31, v * 0.9 + 7));
    out[at] = red;
    out[at + 1] = green;
    out[at + 2] = blue;
    out[at + 3] = 255 * strength * smoothstep(0, 0.35, near) * clamp(one ** 9 * 0.6 + (one * two) ** 7);
  });
};

interface Rings {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly count: number;
  readonly colour: Colour;
  readonly strength: number;
  readonly tilt: number;
}

/** Rings that run outwards, each with its light and its dark side. */
export const rings = ({ ctx }: Sheet, { x, y, radius, count, colour, strength, tilt }: Rings): void => {
  for (let ring = 1; ring <= count; ring++) {
    const reach = radius * (ring / count) ** 0.9;
    const left = strength * (1 - (ring - 1) / count);
    ctx.lineWidth = lerp(2.4, 1.2, ring / count);
    ctx.strokeStyle = rgba(colour, left);
    ctx.beginPath();
    ctx.ellipse(x, y, reach, reach * tilt, 0, 0, 7);
    ctx.stroke();
    ctx.strokeStyle = rgba('#02201f', left * 0.4);
    ctx.beginPath();
    ctx.ellipse(x, y + 2.4, reach, reach * tilt, 0, 0.2, Math.PI - 0.2);
    ctx.stroke();
  }
};

interface PadLeaf {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly tilt: number;
  /** Face and edge. */
  readonly greens: readonly [Colour, Colour];
  readonly rim: Colour;
  /** Colour of a withered edge; null for a fresh leaf. */
  readonly withered: Colour | null;
  readonly water: Colour;
  /** Standing above the water by so much: its shadow falls that far away. */
  readonly raised: number;
  readonly drops: Colour | null;
}

const leafOutline = (
  leaf: PadLeaf,
  notch: number,
  seed: number,
  noise: Sheet['chance']['noise'],
): [number, number][] => {
  const points: [number, number][] = [];
  for (let step = 0; step <= 80; step++) {
    const turn = notch + 0.1 + (step / 80) * (Math.PI * 2 - 0.2);
    const wave = 0.028 * Math.sin(turn * 9 + seed) + 0.05 * noise(Math.cos(turn) * 1.3 + seed, Math.sin(turn) * 1.3);
    const reach = leaf.radius * (1 + wave);
    points.push([Math.cos(turn) * reach, Math.sin(turn) * reach]);
  }
  points.push([Math.cos(notch) * leaf.radius * 0.06, Math.sin(notch) * leaf.radius * 0.06]);
  return points;
};

const traceLeaf = ({ ctx }: Sheet, outline: readonly (readonly [number, number])[]): void => {
  ctx.beginPath();
  for (const point of outline) ctx.lineTo(...point);
  ctx.closePath();
};

const veins = ({ ctx, chance }: Sheet, { radius, greens, rim }: PadLeaf, notch: number): void => {
  ctx.lineCap = 'round';
  const count = 19;
  for (let vein = 0; vein < count; vein++) {
    const turn = notch + 0.2 + (vein / (count - 1)) * (Math.PI * 2 - 0.4);
    const bend = turn + chance.between(-0.05, 0.05);
    const fork = 0.11;
    ctx.strokeStyle = rgba(mix(greens[0], rim, 0.6), 0.5);
    ctx.lineWidth = Math.max(0.9, radius * 0.013);
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.quadraticCurveTo(
      Math.cos(bend) * radius * 0.3,
      Math.sin(bend) * radius * 0.3,
      Math.cos(turn) * radius * 0.62,
      Math.sin(turn) * radius * 0.62,
    );
    for (const side of [-1, 1]) {
      ctx.moveTo(Math.cos(turn) * radius * 0.6, Math.sin(turn) * radius * 0.6);
      ctx.lineTo(Math.cos(turn + side * fork) * radius * 0.95, Math.sin(turn + side * fork) * radius * 0.95);
    }
    ctx.stroke();
  }
};

const dropsOn = ({ ctx, chance }: Sheet, radius: number, colour: Colour): void => {
  for (let bead = 0; bead < 5; bead++) {
    const turn = chance.between(0, 6.3);
    const reach = radius * chance.between(0.15, 0.75);
    const [x, y, size] = [Math.cos(turn) * reach, Math.sin(turn) * reach, radius * chance.between(0.012, 0.034)];
    ctx.fillStyle = 'rgba(10,50,40,.3)';
    ctx.beginPath();
    ctx.arc(x + size * 0.3, y + size * 0.6, size * 1.1, 0, 7);
    ctx.fill();
    ctx.fillStyle = rgba(colour, 0.75);
    ctx.beginPath();
    ctx.arc(x, y, size, 0, 7);
    ctx.fill();
    ctx.fillStyle = 'rgba(255,255,255,.95)';
    ctx.beginPath();
    ctx.arc(x - size * 0.3, y - size * 0.35, size * 0.35, 0, 7);
    ctx.fill();
  }
};

/** A round lotus leaf on or above the water, lit from the upper left. */
export const padLeaf = (sheet: Sheet, leaf: PadLeaf): void => {
  const { ctx, chance } = sheet;
  const { radius, greens, rim, withered } = leaf;
  const notch = chance.between(0, 6.3);
  const outline = leafOutline(leaf, notch, chance.between(0, 9), chance.noise);
  ctx.save();
  ctx.translate(leaf.x, leaf.y);
  ctx.scale(1, leaf.tilt);
  ctx.save();
  ctx.translate(radius * 0.1 + leaf.raised * 0.3, radius * 0.16 + leaf.raised);
  ctx.fillStyle = rgba(mix(leaf.water, '#021412', 0.5), 0.16);
  for (const grow of [1.1, 1.05, 1, 0.94]) {
    ctx.save();
    ctx.scale(grow, grow);
    traceLeaf(sheet, outline);
    ctx.fill();
    ctx.restore();
  }
  ctx.restore();
  const facing = ctx.createRadialGradient(-radius * 0.25, -radius * 0.35, radius * 0.04, 0, 0, radius * 1.08);
  facing.addColorStop(0, mix(greens[0], rim, 0.32));
  facing.addColorStop(0.42, greens[0]);
  facing.addColorStop(0.86, greens[1]);
  facing.addColorStop(1, withered ?? mix(greens[1], greens[0], 0.35));
  ctx.fillStyle = facing;
  traceLeaf(sheet, outline);
  ctx.fill();
  veins(sheet, leaf, notch);
  ctx.fillStyle = rgba(rim, 0.75);
  ctx.beginPath();
  ctx.arc(0, 0, radius * 0.045, 0, 7);
  ctx.fill();
  ctx.strokeStyle = rgba(withered ?? rim, 0.55);
  ctx.lineWidth = Math.max(1, radius * 0.014);
  traceLeaf(sheet, outline);
  ctx.stroke();
  if (leaf.drops !== null) dropsOn(sheet, radius, leaf.drops);
  ctx.restore();
};
