import type { Language } from '@mojian/contracts/dialect';
import type { MailKind } from '../data/mail.entity.js';
import type { ComposedMail } from './mailer.js';
import { mailTexts, tokenLabel } from './texts.js';

export interface MailContents {
  readonly id: string;
  readonly kind: MailKind;
  readonly to: string;
  readonly language: Language;
  /** Of a password reset. */
  readonly reset?: { readonly token: string; readonly publicUrl: string };
}

/** The mail as plain text and as HTML. The token stands behind the `#` of its link: no server's log ever sees it. */
export function composeMail({ id, kind, to, language, reset }: MailContents): ComposedMail {
  const { subject, opening, closing } = mailTexts[kind][language];
  const link = reset && `${reset.publicUrl}/reset-password#token=${reset.token}`;
  const middle = link === undefined ? [] : [link, tokenLabel[language], reset?.token ?? ''];
  const lines = [...opening, ...middle, ...closing];
  return { id, to, subject, text: `${lines.join('\n\n')}\n`, html: renderHtml(lines, { language, link }) };
}

function renderHtml(
  lines: readonly string[],
  { language, link }: { language: Language; link: string | undefined },
): string {
  const paragraphs = lines.map((line) => {
    const text = escapeHtml(line);
    return line === link ? `<p><a href="${text}">${text}</a></p>` : `<p>${text}</p>`;
  });
  return `<!doctype html><html lang="${language}"><meta charset="utf-8">${paragraphs.join('')}</html>`;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
