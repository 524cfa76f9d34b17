import type { Copy } from '@mojian/contracts/card/copy';
import { escapeHtml } from './escape-html.js';
import type { PageParts } from './page-template.js';

/** Place, date and occasion, as far as they are known; the weather where there was no occasion. */
export const postmarkParts = ({ postmark: { place, date, term, weather } }: Copy): string[] =>
  [place, date, term ?? weather].filter((part) => part !== null);

const paragraphs = (texts: readonly (string | null)[]): string =>
  texts
    .filter((text) => text !== null && text !== '')
    .map((text) => `<p>${escapeHtml(text ?? '')}</p>`)
    .join('');

/** The whole card in reading order for whoever hears it: it needs no opening and no turning. */
export function textAlternative({ copy, say }: PageParts): string {
  const { salutation, opening, words, closing, signature } = copy.letter;
  const { verse } = copy;
  const letter = paragraphs([salutation, ...opening, ...words.split(/\n+/), ...closing, signature]);
  const quote = verse ? paragraphs([`${verse.text} — ${verse.author}, ${verse.work}`]) : '';
  const postmark = paragraphs([`${say.postmark} ${postmarkParts(copy).join(', ')}`]);
  return `<article class="whole" aria-label="${say.whole}"><h1>${escapeHtml(copy.title)}</h1>${paragraphs([copy.headline.join(copy.language === 'zh' ? '，' : ' ')])}${letter}${quote}${postmark}</article>`;
}
