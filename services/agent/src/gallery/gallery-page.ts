import { escapeHtml } from '@mojian/studio/pages/escape-html';
import type { SceneName } from '@mojian/studio/scenes/list';

/** What is told of a card that was made, below its picture. */
export interface ShownSample {
  readonly index: number;
  readonly words: string;
  readonly scene: string;
  readonly template: string;
  readonly mood: string;
  /** Of all stages, s. */
  readonly seconds: number;
  /** KB. */
  readonly size: number;
  /** Why there is no card. */
  readonly failure: string | null;
}

const style = `
:root{color-scheme:dark}body{margin:0;background:#2b2824;color:#e9e0d0;font:14px/1.6 system-ui,sans-serif}
header{position:sticky;top:0;z-index:1;display:flex;gap:18px;align-items:baseline;padding:12px 18px;background:#1f1c19}
h1{font-size:17px;margin:0}a{color:#f0b678}main{display:grid;gap:18px;padding:18px;grid-template-columns:repeat(auto-fill,minmax(200px,1fr))}
figure{margin:0}figure img{display:block;width:100%;border-radius:8px;background:#1f1c19}
figcaption{padding-top:6px;font-size:12px;overflow-wrap:anywhere}
figcaption p{margin:0;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
section{padding:10px 18px}h2{font-size:14px;font-weight:400;margin:0 0 8px}.row{display:flex;gap:12px;overflow-x:auto;padding-bottom:6px}
.live{flex:none;width:195px;font-size:12px}.screen{width:195px;height:422px;overflow:hidden;border-radius:8px;background:#1f1c19}
.screen iframe{width:390px;height:844px;border:0;transform:scale(.5);transform-origin:0 0}
.failed{color:#ff9a86}
`;

/**
 * Cards are made and play only while they are in sight, three being made at a time: seventy that move at once would stop
 * any browser.
 */
const inSight = `
const waiting = []; let making = 0;
const next = () => {
  while (making < 3 && waiting.length > 0) {
    const frame = waiting.shift();
    making += 1;
    frame.addEventListener('load', () => { making -= 1; next(); }, { once: true });
    frame.src = frame.dataset.src;
  }
};
const eye = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const place = waiting.indexOf(target);
    if (isIntersecting && place < 0 && !target.src) waiting.push(target);
    if (!isIntersecting && place >= 0) waiting.splice(place, 1);
    if (!isIntersecting && target.dataset.loaded) { target.removeAttribute('src'); delete target.dataset.loaded; }
  }
  next();
}, { rootMargin: '200px' });
for (const frame of document.querySelectorAll('iframe')) {
  frame.addEventListener('load', () => { if (frame.src) frame.dataset.loaded = '1'; });
  eye.observe(frame);
}
`;

/** The page comes back by itself when the server was started anew, as it is after each build. */
const reload = `
const at = async () => (await fetch('/started')).text();
let first;
setInterval(() => at().then((now) => { first ??= now; if (now !== first) location.reload(); }, () => undefined), 1000);
`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><link rel="icon" href="data:,"><style>${style}</style></head><body><header><h1>${title}</h1><a href="/">cards</a><a href="/scenes">scenes × templates</a><a href="/sheet.png">contact sheet</a></header>${body}<script>${reload}</script></body></html>`;

const figure = (shown: ShownSample): string => {
  const { index, words, scene, template, mood, seconds, size, failure } = shown;
  if (failure !== null) {
    return `<figure><figcaption class="failed">${index + 1} ${escapeHtml(failure)}<br>${escapeHtml(words)}</figcaption></figure>`;
  }
  const facts = `${scene} · ${template} · ${mood} · ${seconds.toFixed(1)} s · ${size} KB`;
  return `<figure><a href="/cards/${index}"><img alt="" loading="lazy" src="/posters/${index}"></a><figcaption>${index + 1} ${escapeHtml(facts)}<p title="${escapeHtml(words)}">${escapeHtml(words)}</p></figcaption></figure>`;
};

/** All cards that were made so far; it looks again while some are missing. */
export function galleryPage(shown: readonly ShownSample[], wanted: number): string {
  const more = shown.length < wanted ? '<meta http-equiv="refresh" content="4">' : '';
  return page(`Studio: ${shown.length} of ${wanted} cards`, `${more}<main>${shown.map(figure).join('')}</main>`);
}

/** Every scene with every way of opening it, alive, at half the size of a phone; each is made when it is looked at. */
export function scenesPage(
  rows: readonly { readonly scene: SceneName; readonly templates: readonly string[] }[],
): string {
  const cellOf = (scene: string, template: string): string => {
    const path = `/live?scene=${scene}&template=${template}`;
    return `<div class="live"><div class="screen"><iframe title="${scene}, ${template}" sandbox="allow-scripts" data-src="${path}"></iframe></div><a href="${path}">${template}</a></div>`;
  };
  const lines = rows.map(
    ({ scene, templates }) =>
      `<section><h2>${scene}</h2><div class="row">${templates.map((name) => cellOf(scene, name)).join('')}</div></section>`,
  );
  return page('Studio: scenes and templates', `${lines.join('')}<script>${inSight}</script>`);
}
