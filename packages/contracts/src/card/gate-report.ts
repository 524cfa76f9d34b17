import { z } from 'zod';

export const GateFinding = z.object({
  /** Stable name of the rule, e.g. `EXTERNAL`, `OVERFLOW`. */
  rule: z.string(),
  detail: z.string(),
  /** Phone width at which it was seen; null for the static part. */
  width: z.number().nullable(),
});
export type GateFinding = z.output<typeof GateFinding>;

/** What the gate saw; stored with the card. */
export const GateReport = z.object({
  verdict: z.enum(['pass', 'reject']),
  findings: z.array(GateFinding),
  /** What was mended without a model. */
  mended: z.array(z.string()),
  static_ms: z.number(),
  browser_ms: z.number(),
});
export type GateReport = z.output<typeof GateReport>;
