import { escapeHtml } from './escape-html.js';
import type { PageParts } from './page-template.js';
import { postmark } from './postmark.js';

const paragraph = (name: string, text: string | null): string =>
  text === null || text === '' ? '' : `<p class="${name}">${escapeHtml(text)}</p>`;

const party = (label: string, names: readonly (string | null)[]): string => {
  const known = names
    .filter((name) => name !== null && name !== '')
    .map((name) => `<dd>${escapeHtml(name ?? '')}</dd>`);
  return known.length === 0 ? '' : `<div><dt>${label}</dt>${known.join('')}</div>`;
};

/** To whom and from whom, on the lines of the address. */
const parties = ({ say, recipient, sender, copy }: PageParts): string =>
  `<dl class="parties">${party(say.to, [recipient])}${party(say.from, [copy.postmark.place, sender])}</dl>`;

function quote({ copy: { verse, language } }: PageParts): string {
  if (!verse) return '';
  const work = language === 'zh' ? `《${escapeHtml(verse.work)}》` : `, ${escapeHtml(verse.work)}`;
  return `<footer class="quote"><q>${escapeHtml(verse.text)}</q><cite>${escapeHtml(verse.author)}${work}</cite></footer>`;
}

/** The back of the card: address, stamp, postmark and the letter, with the person's words exactly as they wrote them. */
export function letter(parts: PageParts): string {
  const { copy, say } = parts;
  const { salutation, opening, words, closing, signature } = copy.letter;
  const stamp = `<div class="stamp" aria-hidden="true"><canvas data-picture-copy></canvas><b>${say.stamp}</b></div>`;
  return `<section class="back" data-face="back" aria-label="${say.inside}"><canvas class="wash" data-picture-copy aria-hidden="true"></canvas><div class="sheet"><header>${parties(parts)}<div class="postage">${stamp}${postmark(parts)}</div></header>${paragraph('dear', salutation)}${opening.map((text) => paragraph('opening', text)).join('')}<article class="words">${escapeHtml(words)}</article>${closing.map((text) => paragraph('closing', text)).join('')}${paragraph('signature', signature)}${quote(parts)}</div><div class="bar"><button class="mj-button" type="button" data-turn>${say.back}</button></div></section>`;
}
