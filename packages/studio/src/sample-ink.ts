import type { InkPoint } from '@mojian/contracts/ink';

interface Curve {
  /** Where the finger is after this part of the drawing, 0 to 1, on a canvas of 300 × 300. */
  readonly at: (part: number) => { readonly x: number; readonly y: number };
  readonly points: number;
  /** From the first point to the last. */
  readonly ms: number;
}

const TURN = 2 * Math.PI;

const circle = (part: number, radius: number): { x: number; y: number } => ({
  x: 150 + radius * Math.cos(part * TURN),
  y: 150 + radius * Math.sin(part * TURN),
});

/** Up and down between two heights, `times` over. */
const teeth = (part: number, times: number): number => Math.abs(((part * times) % 2) - 1);

/** Each drawing by one formula. */
const curves = {
  /** A quick saw blade from left to right. */
  jagged: { at: (part) => ({ x: 20 + part * 260, y: 80 + 150 * teeth(part, 18) }), points: 220, ms: 900 },
  /** The same hand, slow. */
  restless: { at: (part) => ({ x: 20 + part * 260, y: 120 + 70 * teeth(part, 18) }), points: 220, ms: 9000 },
  /** One closed circle. */
  ring: { at: (part) => circle(part, 100), points: 80, ms: 3000 },
  /** Five quick circles over each other. */
  whirl: { at: (part) => circle(part * 5, 90 + 20 * part), points: 240, ms: 2200 },
  /** A slow spiral from the middle outwards. */
  coil: { at: (part) => circle(part * 4, 15 + 110 * part), points: 260, ms: 12_000 },
  /** A Lissajous figure of 13 by 17 that covers the canvas. */
  tangle: {
    at: (part) => ({ x: 150 + 130 * Math.sin(13 * part * TURN), y: 150 + 130 * Math.sin(17 * part * TURN + 1) }),
    points: 900,
    ms: 40_000,
  },
  /** A line from the bottom left to the top right. */
  rise: { at: (part) => ({ x: 30 + 230 * part, y: 270 - 230 * part ** 1.3 }), points: 60, ms: 1600 },
  /** A line that sinks to the right. */
  fall: { at: (part) => ({ x: 60 + 140 * part, y: 40 + 220 * part ** 0.8 }), points: 60, ms: 2400 },
  /** A long even wave. */
  drift: { at: (part) => ({ x: 10 + 280 * part, y: 150 + 24 * Math.sin(part * TURN * 1.5) }), points: 90, ms: 1300 },
  /** One flick. */
  dash: { at: (part) => ({ x: 30 + 240 * part, y: 160 - 20 * Math.sin(part * Math.PI) }), points: 24, ms: 160 },
  /** Four short marks in the corners. */
  scattered: {
    at: (part) => {
      const mark = Math.min(3, Math.floor(part * 4));
      const along = (part * 4 - mark) * 30;
      return { x: (mark % 2 === 0 ? 30 : 240) + along, y: (mark < 2 ? 60 : 240) + along / 6 };
    },
    points: 48,
    ms: 5000,
  },
} as const satisfies Readonly<Record<string, Curve>>;

export type InkShape = keyof typeof curves;

/** Whether a word names one of the drawings. */
export const isInkShape = (word: string): word is InkShape => word in curves;

/** A drawing of a kind that people make, for samples and specs; always the same points. */
export function sampleInk(shape: InkShape): InkPoint[] {
  const { at, points, ms } = curves[shape];
  return Array.from({ length: points }, (_, index) => {
    const part = index / (points - 1);
    const { x, y } = at(part);
    return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10, time: Math.round(part * ms) };
  });
}
