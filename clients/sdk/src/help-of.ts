import { HelpPage } from '@mojian/contracts/help-page';
import { z } from 'zod';
import { ApiError } from './api-error.js';

const Details = z.object({ help: HelpPage });

/** The page to show instead of a card, where that is what the API answered to a create; else null. */
export function helpOf(error: unknown): HelpPage | null {
  if (!(error instanceof ApiError) || error.code !== 'NEEDS_HELP') return null;
  return Details.safeParse(error.options.details).data?.help ?? null;
}
