import { z } from 'zod';

/** One sampled point of the finger, in the canvas's own pixels; `time` in ms since any origin. */
export const InkPoint = z.object({
  x: z.number(),
  y: z.number(),
  time: z.number().default(0),
  pressure: z.number().min(0).max(1).optional(),
});
export type InkPoint = z.output<typeof InkPoint>;

/** At most this many points are kept; more are thinned evenly. */
export const INK_POINT_LIMIT = 4000;

/**
 * A drawing as clients send it. Never a reason to refuse a create: points that are not numbers are dropped, and a
 * drawing that cannot be read at all counts as none.
 */
export const DrawingData = z.object({ trajectory: z.array(z.unknown()).max(100_000) }).transform(({ trajectory }) => {
  const points = trajectory.flatMap((point) => {
    const parsed = InkPoint.safeParse(point);
    return parsed.success ? [parsed.data] : [];
  });
  const step = Math.max(1, Math.ceil(points.length / INK_POINT_LIMIT));
  return { trajectory: points.filter((_, index) => index % step === 0) };
});
