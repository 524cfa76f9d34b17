import { lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';

interface Grass {
  readonly from: number;
  readonly to: number;
  /** The ground at column x. */
  readonly ground: (x: number) => number;
  /** Height of the longest blades at column x. */
  readonly height: (x: number) => number;
  readonly count: number;
  /** Roots, blades, and the light that catches some of them. */
  readonly colours: readonly [Colour, Colour, Colour];
  /** Lean of the blades: parts of their height. */
  readonly wind: number;
  /** Colour of seed heads on some of them; null for none. */
  readonly ears: Colour | null;
}

const ear = ({ ctx, chance }: Sheet, x: number, y: number, size: number, wind: number): void => {
  for (let grain = 0; grain < 7; grain++) {
    const part = grain / 6;
    ctx.beginPath();
    ctx.ellipse(
      x - wind * size * part * 0.55 + chance.bell() * size * 0.1,
      y + part * size,
      size * 0.075,
      size * 0.16,
      wind * 0.9 + (grain % 2 === 0 ? 0.35 : -0.35),
      0,
      7,
    );
    ctx.fill();
  }
};

/** Long grass bending with the wind: dense dark roots, lit blades among them. */
export const grass = (sheet: Sheet, { from, to, ground, height, count, colours, wind, ears }: Grass): void => {
  const { ctx, chance } = sheet;
  for (let blade = 0; blade < count; blade++) {
    const front = blade / count;
    const x = chance.between(from, to);
    const gust = chance.cloud(x * 0.004, 2.2, 2);
    const tall = height(x) * chance.between(0.35, 1) * (0.8 + gust * 0.4);
    const foot = ground(x) + front * 26;
    const lean = tall * (wind * (1 + gust * 0.8) + chance.bell() * 0.3);
    const width = lerp(1.2, 3.2, tall / 220) * chance.between(0.8, 1.4);
    const lit = chance.chance(0.22) ? chance.between(0.4, 0.95) : 0;
    ctx.fillStyle = rgba(mix(mix(colours[0], colours[1], chance.unit()), colours[2], lit), 0.95);
    ctx.beginPath();
    ctx.moveTo(x - width, foot);
    ctx.quadraticCurveTo(x + lean * 0.18 - width * 0.6, foot - tall * 0.62, x + lean, foot - tall);
    ctx.quadraticCurveTo(x + lean * 0.18 + width * 0.8, foot - tall * 0.58, x + width, foot);
    ctx.fill();
    if (ears !== null && tall > 70 && chance.chance(0.2)) {
      ctx.fillStyle = rgba(mix(ears, colours[1], chance.between(0, 0.4)), 0.9);
      ear(sheet, x + lean, foot - tall - 6, tall * 0.16, wind);
    }
  }
};

interface Turf {
  readonly ground: (x: number) => number;
  /** How far down from the skyline it grows. */
  readonly depth: number;
  readonly count: number;
  readonly colours: readonly [Colour, Colour];
}

/** Short grass on open ground: tufts in drifts of light and shade, larger towards us. */
export const turf = ({ ctx, chance }: Sheet, { ground, depth, count, colours }: Turf): void => {
  ctx.lineCap = 'round';
  for (let tuft = 0; tuft < count; tuft++) {
    const near = chance.unit() ** 0.8;
    const x = chance.between(-10, WIDTH + 10);
    const y = ground(x) + 3 + near * depth;
    const drift = chance.cloud(x * 0.003, y * 0.011, 3);
    if (Math.abs(drift) < 0.06) continue;
    ctx.strokeStyle = rgba(
      drift > 0 ? colours[1] : colours[0],
      Math.min(0.42, Math.abs(drift) * 0.9) * chance.between(0.5, 1),
    );
    ctx.lineWidth = lerp(0.9, 2, near);
    const size = lerp(2.5, 9, near) * chance.between(0.6, 1.2);
    for (const lean of [-0.45, 0.1, 0.55]) {
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.quadraticCurveTo(x + lean * size * 0.3, y - size * 0.6, x + lean * size, y - size);
      ctx.stroke();
    }
  }
};
