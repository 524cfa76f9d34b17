import { z } from 'zod';

/** Second stage: the words. The person's own are `letter`, verbatim. */
export const Copy = z.object({
  title: z.string().min(1).max(24),
  /** The poem on the picture: two to four lines, shown as vertical columns from right to left. */
  headline: z.array(z.string().min(1)).min(1).max(4),
  verse: z.object({ text: z.string(), author: z.string(), work: z.string() }).nullable(),
  letter: z.object({
    salutation: z.string().nullable(),
    /** Our own sentences on here and now before the person's words, never a fact that was not sensed or told. */
    opening: z.array(z.string()),
    words: z.string().min(1),
    /** Our own closing lines, never a fact that was not sensed. */
    closing: z.array(z.string()),
    signature: z.string().nullable(),
  }),
  /** Each part is left out when it was not sensed. `date` is `YYYY.MM.DD`. */
  postmark: z.object({
    place: z.string().nullable(),
    date: z.string(),
    term: z.string().nullable(),
    weather: z.string().nullable(),
  }),
  /** Two or four characters of the red seal. */
  seal: z.string().min(1).max(4),
  language: z.enum(['zh', 'en']),
});
export type Copy = z.output<typeof Copy>;
