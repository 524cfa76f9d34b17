import type { Frame, Page, Route } from 'playwright-core';
import { cardFrameAttributes, cardHeaders } from './card-policy.js';

/** Names that no resolver knows (RFC 2606): nothing is ever sent to them, the browser is answered from here. */
const hostOrigin = 'https://host.invalid';
const cardUrl = 'https://card.invalid/c/page';

const hostPage = `<!doctype html><meta name="viewport" content="width=device-width, initial-scale=1">
<style>html,body{margin:0;height:100%;overflow:hidden}iframe{display:block;border:0;width:100%;height:100%}</style>
<iframe ${cardFrameAttributes} src="${cardUrl}"></iframe>`;

const hostHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-src ${cardUrl}; base-uri 'none'`,
};

/**
 * Opens a card as production does: in a sandboxed frame of a host page, from an origin of its own, under its policy.
 * Every other request is refused and told to `onRequest`.
 */
export async function openCard(page: Page, html: string, onRequest: (url: string) => void): Promise<Frame> {
  let served = 0;
  await page.route('**/*', async (route: Route) => {
    const url = route.request().url();
    if (url === `${hostOrigin}/`) return route.fulfill({ headers: hostHeaders, body: hostPage });
    served += url === cardUrl ? 1 : 0;
    if (url === cardUrl && served === 1) return route.fulfill({ headers: cardHeaders(hostOrigin), body: html });
    onRequest(url);
    return route.abort('blockedbyclient');
  });
  await page.goto(`${hostOrigin}/`, { waitUntil: 'load' });
  const frame = page.frames().find((one) => one.url() === cardUrl);
  if (frame === undefined) throw new Error('the card frame did not load');
  return frame;
}
