import { AppError } from '@mojian/contracts/app-error';
import type { Language } from '@mojian/contracts/dialect';
import { checkWords } from './check-words.js';
import { speaksOfCrisis } from './crisis.js';
import { helpPages } from './help-page.data.js';

/**
 * Lets through what may become a card, by our own lists alone, so that it can stand before anything is charged. Each
 * text is judged for itself. Fails with NEEDS_HELP (details `help`: a HelpPage in the language asked for) or
 * WORDS_REFUSED (details `category`); who needs help gets it, whatever else the words hold.
 */
export function assertSendable(texts: readonly (string | null)[], language: Language): void {
  const given = texts.filter((text) => text !== null);
  if (given.some(speaksOfCrisis)) {
    throw new AppError('NEEDS_HELP', 'the words speak of a crisis', { details: { help: helpPages[language] } });
  }
  for (const text of given) {
    const finding = checkWords(text);
    if (!finding) continue;
    const { category } = finding;
    throw new AppError('WORDS_REFUSED', `words of the list: ${category}`, { details: { category } });
  }
}
