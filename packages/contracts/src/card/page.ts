import { z } from 'zod';

/** What a gesture promises to change. The gate plays it; the host page may show it as a hint. */
export const Interaction = z.object({
  name: z.string().min(1).max(40),
  gesture: z.enum(['tap', 'swipe', 'drag', 'longpress', 'wait']),
  /** CSS selector of what is touched. */
  target: z.string().min(1).max(200),
  expect: z.object({
    /** Where the effect shows; the target itself unless told. */
    selector: z.string().max(200).optional(),
    change: z.enum(['text', 'attribute', 'class', 'visible', 'pixels']),
  }),
});
export type Interaction = z.output<typeof Interaction>;

/** Where `assemblePage` puts the picture: exactly one element with this attribute stands in every page. */
export const PICTURE_SLOT = 'data-picture';

/** Fourth stage: the document, still without its picture. */
export const Page = z.object({ html: z.string().min(1), interactions: z.array(Interaction).min(1).max(12) });
export type Page = z.output<typeof Page>;
