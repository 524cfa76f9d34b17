import { cardFrameAttributes } from '@mojian/card/gate/card-policy';
import type { HostPageModel } from './host-page-model.js';
import { html, Markup } from './markup.js';
import { type PageTexts, pageTexts } from './page-texts.js';

const head = ({ title, assets, og, palette }: HostPageModel): Markup => html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="${palette.ground}">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta property="og:type" content="article">
<meta property="og:title" content="${og.title}">
<meta property="og:description" content="${og.description}">
<meta property="og:url" content="${og.url}">
<meta property="og:image" content="${og.image}">
<title>${title} · 墨笺</title>
<link rel="stylesheet" href="${assets.style}">
<script defer src="${assets.script}"></script>`;

/** The words as text: for who skips, cannot run or cannot see the card. */
const letter = (
  { lines, letter: { salutation, opening, words, closing, signature } }: HostPageModel,
  say: PageTexts,
): Markup => html`
<dialog id="letter" class="sheet" aria-labelledby="letter-title">
  <h2 id="letter-title" class="poem">${lines.map((line) => html`<span>${line}</span>`)}</h2>
  <div class="letter">
    ${salutation && html`<p class="salutation">${salutation}</p>`}
    ${opening.map((line) => html`<p>${line}</p>`)}
    <p class="words">${words}</p>
    ${closing.map((line) => html`<p>${line}</p>`)}
    ${signature && html`<p class="signature">${signature}</p>`}
  </div>
  <form method="dialog"><button class="plain">${say.close}</button></form>
</dialog>`;

const keep = ({ posterUrl, capsuleUrl, title }: HostPageModel, say: PageTexts): Markup => html`
<dialog id="keep" class="sheet" aria-label="${say.keep}">
  <img class="poster" data-src="${posterUrl}" alt="${title}">
  <div class="choices">
    <a class="strong" href="${posterUrl}" download="${title}.jpg">${say.savePoster}</a>
    ${capsuleUrl && html`<a class="plain" href="${capsuleUrl}" download="${title}.html">${say.saveCapsule}<small>${say.capsuleHint}</small></a>`}
  </div>
  <form method="dialog"><button class="plain">${say.close}</button></form>
</dialog>`;

const report = (reportUrl: string, say: PageTexts): Markup => html`
<dialog id="report" class="sheet" aria-label="${say.report}">
  <form method="post" action="${reportUrl}" class="report">
    ${Object.entries(say.reasons).map(
      ([reason, text], index) =>
        html`<label><input type="radio" name="reason" value="${reason}" required${index === 0 ? html` checked` : null}>${text}</label>`,
    )}
    <label class="note">${say.note}<textarea name="note" maxlength="500" rows="3"></textarea></label>
    <button class="strong">${say.send}</button>
  </form>
  <form method="dialog"><button class="plain">${say.close}</button></form>
</dialog>`;

const bar = ({ label, replyUrl, reportUrl }: HostPageModel, say: PageTexts): Markup => html`<footer class="bar">
  <p class="label">${label}</p>
  <nav>
    <button type="button" data-opens="letter">${say.read}</button>
    <a href="${replyUrl}">${say.reply}</a>
    <button type="button" data-opens="keep">${say.keep}</button>
    ${reportUrl && html`<button type="button" data-opens="report" class="faint">${say.report}</button>`}
  </nav>
</footer>`;

/**
 * The page around a card: it draws label, title and actions out of the card's reach, and frames the card from its own
 * origin. Works without a script as far as the frame and the label go.
 */
export function renderHostPage(model: HostPageModel): string {
  const say = pageTexts[model.language];
  const { palette } = model;
  const page = html`<!doctype html>
<html lang="${model.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
${head(model)}
</head>
<body data-ground="${palette.ground}" data-accent="${palette.accent}" data-brush="${model.assets.brush}">
<header class="top"><h1>${say.from(model.sender, model.recipient)}</h1></header>
<main class="stage">
  <iframe id="card" title="${say.frame}" ${new Markup(cardFrameAttributes)} src="${model.frameUrl}"></iframe>
  <div id="veil" class="veil" aria-hidden="true"><span class="seal">墨</span><p>${say.opening}</p></div>
  <img id="fallback" class="fallback" data-src="${model.posterUrl}" alt="${model.title}" hidden>
</main>
${bar(model, say)}
${letter(model, say)}
${keep(model, say)}
${model.reportUrl && report(model.reportUrl, say)}
</body>
</html>
`;
  return page.source;
}
