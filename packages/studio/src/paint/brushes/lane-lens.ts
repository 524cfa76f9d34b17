import type { SKRSContext2D } from '@napi-rs/canvas';

/** A point of the lane in metres: to the right of us, above the ground, away from us. */
export interface Spot {
  readonly x: number;
  readonly height: number;
  readonly away: number;
}

/** One-point perspective: where the lane runs to in the picture, and how high our eyes are. */
export interface Lens {
  readonly x: number;
  readonly y: number;
  /** Picture units of one metre at one metre's distance. */
  readonly focal: number;
  readonly eye: number;
}

/** Picture units of a metre at a distance. */
export const metreAt = ({ focal }: Lens, away: number): number => focal / away;

export const seen = (lens: Lens, { x, height, away }: Spot): [number, number] => [
  lens.x + metreAt(lens, away) * x,
  lens.y - metreAt(lens, away) * (height - lens.eye),
];

/** Fills the shape through spots of the lane with the current style. */
export const fillSpots = (ctx: SKRSContext2D, lens: Lens, spots: readonly Spot[]): void => {
  ctx.beginPath();
  for (const spot of spots) ctx.lineTo(...seen(lens, spot));
  ctx.closePath();
  ctx.fill();
};

/** A line through spots of the lane, `width` in metres as thick as its first spot is near. */
export const strokeSpots = (ctx: SKRSContext2D, lens: Lens, spots: readonly Spot[], width: number): void => {
  const first = spots[0];
  if (first === undefined) return;
  ctx.lineWidth = Math.max(0.6, metreAt(lens, first.away) * width);
  ctx.beginPath();
  for (const spot of spots) ctx.lineTo(...seen(lens, spot));
  ctx.stroke();
};
