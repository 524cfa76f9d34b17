import { z } from 'zod';
import { Interaction } from './page.js';

const Markup = z.string().max(12_000);

/**
 * What is particular to one card's page: how it is opened, and what stays on its picture. Poem, letter, fonts, picture
 * and the kit's behaviour come from us, so that a model writes nothing else.
 */
export const PageDesign = z.object({
  style: Markup,
  /** Over the closed card; exactly one element with `data-cover`, which opens it. */
  cover: Markup,
  /** On the front of the open card, over its picture; may be empty. */
  front: Markup,
  /** May be empty: the kit's attributes need none. */
  script: z.string().max(8_000),
  /** Beside those that every card has (poem, picture, turning); the first opens the card. */
  interactions: z.array(Interaction).min(1).max(6),
});
export type PageDesign = z.output<typeof PageDesign>;
