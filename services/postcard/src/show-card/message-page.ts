import type { MessagePageModel } from './host-page-model.js';
import { html } from './markup.js';
import { pageTexts } from './page-texts.js';

/** A page that only says something, in the paper and ink of the host page. Needs no script. */
export function renderMessagePage({ language, title, message, homeUrl, assets }: MessagePageModel): string {
  const page = html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#efe5d2">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title} · 墨笺</title>
<link rel="stylesheet" href="${assets.style}">
</head>
<body class="message">
<main class="note">
  <div class="ridges" aria-hidden="true"><i></i><i></i><i></i></div>
  <span class="seal" aria-hidden="true">墨</span>
  <h1>${title}</h1>
  <p>${message}</p>
  <a class="strong" href="${homeUrl}">${pageTexts[language].home}</a>
</main>
</body>
</html>
`;
  return page.source;
}
