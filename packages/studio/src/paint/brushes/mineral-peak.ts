import type { Chance } from '../chance.js';
import { clamp, lerp, smoothstep } from '../chance.js';
import { type Colour, channels, mix, ramp, rgba } from '../colour.js';
import { paintField, type Sheet } from '../easel.js';

interface MineralPeak {
  readonly x: number;
  /** Where its summit is, and where it is lost in mist. */
  readonly top: number;
  readonly foot: number;
  /** Half of its breadth at the foot. */
  readonly breadth: number;
  /** Pigments from the summit down. */
  readonly pigments: readonly [Colour, Colour, ...Colour[]];
  readonly gold: Colour;
  /** Strength of the gold lines, 0..1. */
  readonly gilding: number;
  /** Light falls from the left (1) or from the right (-1). */
  readonly light: 1 | -1;
  /** Part of its height from which it dissolves. */
  readonly dissolve?: number;
}

/** A fold of the rock that runs down from `from` (part of the height), at `across` -1..1 of the half breadth. */
interface Fold {
  readonly from: number;
  readonly across: (down: number) => number;
}

/** The built form of a peak: its axis and half breadths at every row, and its folds from left to right. */
interface Form {
  readonly axis: Float32Array;
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly folds: readonly Fold[];
}

const ROWS = 96;

/** Half breadths of one side: a steep crown that stands on two or three shoulders. */
const flank = (chance: Chance, breadth: number): Float32Array => {
  const shoulders = Array.from({ length: 3 }, (_, index) => ({
    at: lerp(0.1, 0.72, (index + chance.between(0.1, 0.9)) / 3),
    size: chance.between(0.04, 0.17),
  }));
  const steep = chance.between(0.66, 0.95);
  const seed = chance.between(0, 99);
  const reach = shoulders.reduce((sum, { size }) => sum + size, 0.075);
  return Float32Array.from({ length: ROWS + 1 }, (_, row) => {
    const down = row / ROWS;
    const steps = shoulders.reduce((sum, { at, size }) => sum + size * smoothstep(at - 0.035, at + 0.06, down), 0);
    const crown = 0.075 * Math.sqrt(clamp(down / 0.03));
    const rough = chance.cloud(seed, down * 7, 3) * 0.05 * smoothstep(0, 0.1, down);
    return breadth * Math.max(0.004, crown + (1 - reach) * down ** steep + steps + rough);
  });
};

const foldsOf = (chance: Chance): Fold[] => {
  const count = 8 + Math.floor(chance.between(0, 4));
  const folds = Array.from({ length: count }, (_, index) => {
    const home = lerp(-0.84, 0.84, (index + chance.between(0.2, 0.8)) / count);
    const seed = index * 13.7;
    const sway = 1.05 / count;
    return {
      from: Math.abs(home) < 0.16 ? 0.02 : chance.between(0.06, 0.62),
      across: (down: number) =>
        home * (0.82 + 0.22 * down) + sway * (chance.noise(seed, down * 3) + 0.35 * chance.noise(seed + 5, down * 11)),
    };
  });
  return folds.toSorted((one, other) => one.from - other.from);
};

const formOf = (chance: Chance, { x, breadth }: MineralPeak): Form => {
  const lean = chance.between(-0.12, 0.12) * breadth;
  const axis = Float32Array.from({ length: ROWS + 1 }, (_, row) => {
    const down = row / ROWS;
    return x + lean * (1 - down) ** 1.6 + chance.noise(3.3, down * 2.4) * breadth * 0.06 * down;
  });
  return { axis, left: flank(chance, breadth), right: flank(chance, breadth), folds: foldsOf(chance) };
};

const xAt = ({ axis, left, right }: Form, down: number, across: number): number => {
  return between(axis, down) + across * between(across < 0 ? left : right, down);
};

/** The folds that have begun at a height: where they are, and how deep they are already (0..1). */
const foldsAt = (folds: readonly Fold[], down: number): { readonly at: number; readonly grown: number }[] =>
  folds
    .filter(({ from }) => from < down)
    .map(({ from, across }) => ({ at: across(down), grown: smoothstep(from, from + 0.12, down) }));

/** How far (0..1) a point lies from the fold on its left to the one on its right. */
const betweenFolds = (folds: ReturnType<typeof foldsAt>, across: number): number => {
  let [left, right] = [-1.05, 1.05];
  for (const { at, grown } of folds) {
    if (at <= across && at > left) left += (at - left) * grown;
    else if (at > across && at < right) right += (at - right) * grown;
  }
  return clamp((across - left) / Math.max(0.01, right - left));
};

/** A value between the rows of a table. */
const between = (table: Float32Array, down: number): number => {
  const at = clamp(down) * ROWS;
  const row = Math.min(ROWS - 1, Math.floor(at));
  return lerp(table[row] ?? 0, table[row + 1] ?? 0, at - row);
};

const traceForm = ({ ctx }: Sheet, form: Form, top: number, foot: number): void => {
  ctx.beginPath();
  for (let row = 0; row <= ROWS; row++) ctx.lineTo(xAt(form, row / ROWS, -1), lerp(top, foot, row / ROWS));
  for (let row = ROWS; row >= 0; row--) ctx.lineTo(xAt(form, row / ROWS, 1), lerp(top, foot, row / ROWS));
  ctx.closePath();
};

/** Mineral pigment, laid on facet by facet. */
const layPigment = (sheet: Sheet, form: Form, { x, top, foot, breadth, pigments, ...options }: MineralPeak): void => {
  const { chance } = sheet;
  const { light, gold, dissolve = 0.55 } = options;
  const table = ramp(pigments, 256);
  const shine = channels(mix(gold, '#fff6e0', 0.35));
  const seed = chance.between(0, 99);
  // A field is painted line by line: the folds are the same along one.
  let line = Number.NaN;
  let folds = foldsAt(form.folds, 0);
  const box = { x: x - breadth * 1.25, y: top - 4, width: breadth * 2.5, height: foot - top + 8 };
  paintField(sheet, box, 3, (px, py, out, at) => {
    const down = clamp((py - top) / (foot - top));
    if (py !== line) {
      line = py;
      folds = foldsAt(form.folds, down);
    }
    const off = px - between(form.axis, down);
    const half = Math.max(2, between(off < 0 ? form.left : form.right, down));
    const across = clamp(off / half, -1.2, 1.2);
    const part = betweenFolds(folds, across);
    const facing = light > 0 ? 1 - part : part;
    const lit = facing * smoothstep(0, 0.14, 1 - facing);
    const streak = chance.noise(across * 7 + seed, down * 3.4) * 0.6 + chance.noise(px * 0.045, py * 0.03 + seed) * 0.4;
    const from = Math.round(clamp(down * 1.02 + streak * 0.09 + (0.5 - lit) * 0.08) * 255) * 3;
    const ledge = chance.noise(across * 3 + seed, down * 17) * 0.06;
    const relief = lerp(0.74, 1.16, lit ** 1.4) + streak * 0.05 + ledge;
    const warm = 0.3 * lit ** 3 * (1 - down * 0.6);
    for (let band = 0; band < 3; band++)
      out[at + band] = lerp((table[from + band] ?? 0) * relief, shine[band] ?? 0, warm);
    out[at + 3] = 255 * (1 - smoothstep(dissolve, 1, down + streak * 0.07));
  });
};

/** A gold line from `from` to `to` (parts of the height), thick and thin as a loaded brush draws it. */
const gild = (
  { ctx, chance, scale }: Sheet,
  at: (down: number) => readonly [number, number],
  { from, to, width, colour, strength }: { from: number; to: number; width: number; colour: Colour; strength: number },
): void => {
  // One step for every few pixels of its length.
  const pixels = Math.hypot(at(to)[0] - at(from)[0], at(to)[1] - at(from)[1]) * scale;
  const steps = Math.round(clamp(pixels / 6, 4, 48));
  ctx.lineCap = 'round';
  for (let step = 0; step < steps; step++) {
    const part = step / steps;
    const down = lerp(from, to, part);
    const press = 0.6 + 0.5 * chance.noise(down * 9, from * 31 + width);
    ctx.strokeStyle = rgba(colour, strength * (1 - part ** 2) * clamp(0.45 + press * 0.6));
    ctx.lineWidth = Math.max(0.5, width * press * (1 - part * 0.5));
    ctx.beginPath();
    ctx.moveTo(...at(down));
    ctx.lineTo(...at(lerp(from, to, (step + 1.1) / steps)));
    ctx.stroke();
  }
};

const gildForm = (
  sheet: Sheet,
  form: Form,
  { top, foot, breadth, gold, gilding, dissolve = 0.55 }: MineralPeak,
): void => {
  const width = clamp(breadth / 70, 1, 2.6);
  const end = Math.min(1, dissolve + 0.28);
  const point = (across: (down: number) => number) => (down: number) =>
    [xAt(form, down, across(down)), lerp(top, foot, down)] as const;
  for (const side of [-1, 1]) {
    gild(
      sheet,
      point(() => side),
      { from: 0, to: end, width, colour: gold, strength: gilding },
    );
  }
  for (const { from, across } of form.folds) {
    const to = Math.min(end, from + sheet.chance.between(0.2, 0.5));
    gild(sheet, point(across), { from, to, width: width * 0.75, colour: gold, strength: gilding * 0.7 });
  }
};

/** Trees on its shoulders, as dots. */
const plantForm = (sheet: Sheet, form: Form, { top, foot, breadth, pigments, dissolve = 0.55 }: MineralPeak): void => {
  const { ctx, chance } = sheet;
  const dark = mix(pigments[0], '#0d2a26', 0.55);
  for (let tree = 0; tree < breadth * 1.7; tree++) {
    const down = chance.between(0.06, dissolve + 0.12);
    const edge = chance.chance(0.55) ? chance.pick([-1, 1]) * chance.between(0.86, 1) : chance.between(-0.9, 0.9);
    if (chance.cloud(down * 6, edge * 2 + breadth, 2) < -0.05) continue;
    const size = chance.between(1.3, 2.9);
    ctx.fillStyle = rgba(mix(dark, pigments[1], chance.between(0, 0.5)), 0.75 * (1 - down / (dissolve + 0.3)));
    ctx.beginPath();
    ctx.ellipse(xAt(form, down, edge), lerp(top, foot, down) - size * 0.8, size * 0.8, size * 1.25, 0, 0, 7);
    ctx.fill();
  }
};

/** A peak of the blue-green manner: azurite and malachite in facets, outlined in gold, its foot lost in mist. */
export const mineralPeak = (sheet: Sheet, peak: MineralPeak): void => {
  const { ctx } = sheet;
  const form = formOf(sheet.chance, peak);
  ctx.save();
  traceForm(sheet, form, peak.top, peak.foot);
  ctx.clip();
  layPigment(sheet, form, peak);
  ctx.restore();
  plantForm(sheet, form, peak);
  gildForm(sheet, form, peak);
};
