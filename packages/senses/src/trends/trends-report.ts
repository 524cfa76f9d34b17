import { z } from 'zod';
import { gentleCategories } from './gentle-topics.js';

/** What a provider's lists hold of gentle topics, most talked of first; cached in this form. May be empty. */
export const TrendsReport = z.object({
  source: z.string(),
  observed_at: z.iso.datetime({ offset: true }),
  topics: z.array(z.object({ title: z.string(), category: z.enum(gentleCategories) })),
});
export type TrendsReport = z.output<typeof TrendsReport>;
