import { z } from 'zod';

/** Who made a part of a card. */
export const MadeBy = z.object({
  /** `studio`, or a model as `provider:model`. */
  by: z.string().min(1),
  /** True when the studio stands in for a model that was asked for and gave nothing that could be used. */
  degraded: z.boolean(),
});
export type MadeBy = z.output<typeof MadeBy>;
