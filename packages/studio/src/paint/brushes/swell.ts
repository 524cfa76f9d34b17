import { clamp, lerp, smoothstep } from '../chance.js';
import { type Colour, channels, ramp, rgba } from '../colour.js';
import { paintField, type Sheet, WIDTH } from '../easel.js';

interface Swell {
  readonly waterline: number;
  readonly bottom: number;
  /** The water's own colours, from the horizon to our feet. */
  readonly body: readonly [Colour, Colour, ...Colour[]];
  /** Light on the slopes that face the sky, and the dark of the troughs. */
  readonly crest: Colour;
  readonly trough: Colour;
  /** 0.5 a calm sea, 1 a fresh wind. */
  readonly roughness: number;
}

/** Length of each kind of wave in units of distance (1 at our feet), and its share of the whole. */
const WAVES = [
  { length: 0.42, share: 0.42 },
  { length: 0.19, share: 0.36 },
  { length: 0.085, share: 0.3 },
  { length: 0.036, share: 0.2 },
] as const;

/** The open sea in perspective: waves of four lengths, each drawn only where it is still long enough to be seen. */
export const swell = (sheet: Sheet, { waterline, bottom, body, crest, trough, roughness }: Swell): void => {
  const { chance } = sheet;
  const table = ramp(body, 256);
  const [light, dark] = [channels(crest), channels(trough)];
  const depth = bottom - waterline;
  const drift = chance.between(0, 99);
  paintField(sheet, { x: 0, y: waterline, width: WIDTH, height: depth }, 3, (x, y, out, at) => {
    const part = clamp((y - waterline) / depth);
    const away = 1 / (part + 0.045);
    const aside = ((x - WIDTH / 2) / depth) * away;
    let height = 0;
    for (const { length, share } of WAVES) {
      const seen = smoothstep(3.5, 15, (length * depth) / (away * away));
      if (seen > 0) height += share * seen * chance.noise(aside / (length * 4.6) + drift, away / length + aside * 0.35);
    }
    height *= roughness;
    const from = Math.round(part * 255) * 3;
    const lit = smoothstep(0.05, 0.72, height) * 0.85;
    const shade = smoothstep(0.02, 0.6, -height) * 0.75;
    for (let band = 0; band < 3; band++) {
      const own = lerp(table[from + band] ?? 0, dark[band] ?? 0, shade);
      out[at + band] = lerp(own, light[band] ?? 0, lit);
    }
    out[at + 3] = 255;
  });
};

interface Breaker {
  /** The crest's middle and how far it runs to each side. */
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  readonly height: number;
  /** The wave's face, lit through at its top, dark at its foot. */
  readonly face: readonly [Colour, Colour];
  readonly foam: Colour;
  /** Rise of the crest at a part -1..1 of the reach, 0..1: a line that the wave repeats. */
  readonly profile?: (part: number) => number;
}

const crestOf = ({ chance }: Sheet, { x, y, reach, height, profile }: Breaker): (readonly [number, number])[] => {
  const points: [number, number][] = [];
  for (let step = 0; step <= 160; step++) {
    const part = step / 80 - 1;
    const swells = (1 - part * part) ** 1.2;
    const rise = profile === undefined ? 0.7 + 0.3 * chance.noise(x + part * 1.4, y) : 0.4 + 0.75 * profile(part);
    const ragged = chance.cloud(part * 6 + x, y * 0.1, 3) * 0.07;
    points.push([x + part * reach, y - height * swells * (rise + ragged)]);
  }
  return points;
};

/** Foam that runs down a wave's face from its crest, in threads and flecks. */
const foamOn = (
  { ctx, chance }: Sheet,
  crest: readonly (readonly [number, number])[],
  { y, height, foam, reach }: Breaker,
): void => {
  for (let fleck = 0; fleck < reach * 1.5; fleck++) {
    const at = chance.unit();
    const [px, py] = crest[Math.floor(at * (crest.length - 1))] ?? [0, 0];
    const broken = chance.cloud(px * 0.011, y * 0.02, 2);
    if (broken < -0.2) continue;
    const down = chance.unit() ** 2.4 * (y - py) * 0.8;
    const size = lerp(0.9, 3.4, chance.unit() ** 2) * clamp(height / 46, 0.5, 1.2);
    ctx.fillStyle = rgba(foam, (0.3 + broken * 0.6) * chance.between(0.35, 1) * (1 - down / (height + 1)));
    ctx.beginPath();
    ctx.ellipse(px + chance.bell() * 9, py + down - size * 0.4, size * chance.between(1, 2.6), size * 0.62, 0, 0, 7);
    ctx.fill();
  }
};

/** One wave that rises and begins to break. */
export const breaker = (sheet: Sheet, options: Breaker): void => {
  const { ctx } = sheet;
  const { x, y, reach, height, face, foam } = options;
  const crest = crestOf(sheet, options);
  const tone = ctx.createLinearGradient(0, y - height, 0, y + height * 0.3);
  tone.addColorStop(0, rgba(face[0], 0.85));
  tone.addColorStop(0.45, rgba(face[1], 0.75));
  tone.addColorStop(1, rgba(face[1], 0));
  ctx.fillStyle = tone;
  ctx.beginPath();
  for (const point of crest) ctx.lineTo(...point);
  ctx.quadraticCurveTo(x + reach * 0.5, y + height * 0.34, x, y + height * 0.32);
  ctx.quadraticCurveTo(x - reach * 0.5, y + height * 0.34, x - reach, y);
  ctx.fill();
  ctx.lineCap = 'butt';
  crest.forEach(([px, py], index) => {
    const next = crest[index + 1];
    if (next === undefined) return;
    const wet = sheet.chance.cloud(px * 0.013, y, 2);
    ctx.strokeStyle = rgba(foam, clamp(0.5 + wet * 0.8, 0.1, 0.95) * (1 - (index / 80 - 1) ** 2));
    ctx.lineWidth = lerp(0.8, 4, clamp(height / 70)) * (0.7 + wet * 0.5);
    ctx.beginPath();
    ctx.moveTo(px, py);
    ctx.lineTo(next[0] + 0.6, next[1]);
    ctx.stroke();
  });
  foamOn(sheet, crest, options);
};
