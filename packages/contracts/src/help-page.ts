import { z } from 'zod';

/** What is shown instead of a card to somebody whose words ask for help: the details of NEEDS_HELP, under `help`. */
export const HelpPage = z.object({
  title: z.string(),
  lines: z.array(z.string()),
  /** To be dialled, the first one first. */
  contacts: z.array(z.object({ name: z.string(), number: z.string() })),
  closing: z.string(),
});
export type HelpPage = z.output<typeof HelpPage>;
