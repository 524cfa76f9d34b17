import { escapeHtml } from './escape-html.js';
import type { PageParts } from './page-template.js';

const paragraph = (name: string, text: string | null): string =>
  text === null || text === '' ? '' : `<p class="${name}">${escapeHtml(text)}</p>`;

function postmark({ copy }: PageParts): string {
  const { place, date, term, weather } = copy.postmark;
  const parts = [place, date, term ?? weather].filter((part) => part !== null);
  return `<div class="postmark">${parts.map((part) => `<span>${escapeHtml(part)}</span>`).join('')}</div>`;
}

/** The back of the card: stamp, postmark and the letter, with the person's words exactly as they wrote them. */
export function letter(parts: PageParts): string {
  const { copy, say } = parts;
  const { salutation, words, closing, signature } = copy.letter;
  const { verse } = copy;
  const quote = verse
    ? `<footer class="quote"><q>${escapeHtml(verse.text)}</q><cite>${escapeHtml(verse.author)}${copy.language === 'zh' ? `《${escapeHtml(verse.work)}》` : `, ${escapeHtml(verse.work)}`}</cite></footer>`
    : '';
  return `<section class="back" data-face="back" aria-label="${say.inside}"><div class="sheet"><header><div class="postage">${postmark(parts)}<div class="stamp"><canvas data-picture-copy aria-hidden="true"></canvas><b>${say.stamp}</b></div></div>${paragraph('dear', salutation)}</header><article class="words">${escapeHtml(words)}</article>${closing.map((text) => paragraph('closing', text)).join('')}${paragraph('signature', signature)}${quote}</div><div class="bar"><button class="mj-button" type="button" data-turn>${say.back}</button></div></section>`;
}
