import { converter, formatHex, interpolate } from 'culori';

/** Colours are `#rrggbb`. */
export type Colour = string;

const toOklab = converter('oklab');

/** Channels 0..255. */
export const channels = (colour: Colour): [number, number, number] => {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

export const rgba = (colour: Colour, alpha: number): string => {
  const [red, green, blue] = channels(colour);
  return `rgba(${red},${green},${blue},${Math.max(0, Math.min(1, alpha)).toFixed(3)})`;
};

/** Mixes in oklab, where the middle of two colours looks like their middle. */
export const mix = (from: Colour, to: Colour, part: number): Colour =>
  formatHex(interpolate([from, to], 'oklab')(part));

/** A ramp as a table of `steps` × RGB, evenly spaced stops, in oklab. */
export const ramp = (stops: readonly Colour[], steps = 512): Float32Array => {
  const at = interpolate([...stops], 'oklab');
  const table = new Float32Array(steps * 3);
  for (let step = 0; step < steps; step++) table.set(channels(formatHex(at(step / (steps - 1)))), step * 3);
  return table;
};

/** How weather, season and the card's palette lean all colours of a picture; lightness, and so contrast, stays. */
export interface Lean {
  /** 1 leaves colours as they are, 0 makes them grey. */
  readonly chroma: number;
  /** Added to oklab a (green to red) and b (blue to yellow). */
  readonly a: number;
  readonly b: number;
}

export const lean = (colour: Colour, { chroma, a, b }: Lean): Colour => {
  const lab = toOklab(colour);
  return lab === undefined
    ? colour
    : formatHex({ mode: 'oklab', l: lab.l, a: lab.a * chroma + a, b: lab.b * chroma + b });
};

/** The oklab a and b of a colour. */
export const hueOf = (colour: Colour): { a: number; b: number } => {
  const lab = toOklab(colour);
  return { a: lab?.a ?? 0, b: lab?.b ?? 0 };
};

/** Relative luminance (WCAG 2.2), 0..1, of channels 0..255. */
export const luminance = (red: number, green: number, blue: number): number => {
  const linear = (channel: number) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
};
