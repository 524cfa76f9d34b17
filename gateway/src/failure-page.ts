import { createHash } from 'node:crypto';
import type { AppError } from '@mojian/contracts/app-error';
import type { Language } from '@mojian/contracts/dialect';
import { errorSpec } from '@mojian/contracts/error-codes';
import { currentContext } from '@mojian/telemetry/request-context';

const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; min-height: 100svh; display: grid; place-items: center; padding: 32px;
  background: #f6f1e7; color: #2b2a27; line-height: 1.8; text-align: center;
  font-family: "LXGW WenKai", "Songti SC", "STSong", "Noto Serif CJK SC", Georgia, serif; }
main { max-width: 26em; }
.seal { display: inline-grid; place-items: center; width: 52px; height: 52px; margin-bottom: 28px;
  border-radius: 6px; background: #a63d2f; color: #f6f1e7; font-size: 19px; line-height: 1.15; writing-mode: vertical-rl; }
h1 { font-size: 20px; font-weight: 500; letter-spacing: 0.06em; }
p { margin-top: 14px; color: #8a8378; font-size: 13px; overflow-wrap: anywhere; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** The page needs nothing but its own style. */
export const failurePagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A failure for people who opened a link: one sentence on paper, and the number to quote. */
export function failurePage(error: AppError, language: Language): string {
  const sentence = escapeHtml(error.say(language));
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${sentence} · 墨笺</title><style>${style}</style></head>
<body><main><div class="seal">墨笺</div><h1>${sentence}</h1>
<p>${errorSpec(error.code).status} · ${escapeHtml(currentContext()?.requestId ?? '')}</p></main></body>
</html>
`;
}
