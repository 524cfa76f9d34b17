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
figure{margin:0}figure img,figure iframe{display:block;width:100%;aspect-ratio:375/812;border:0;border-radius:8px;background:#1f1c19}
figure img{aspect-ratio:auto}figcaption{padding-top:6px;font-size:12px;overflow-wrap:anywhere}
.matrix{display:grid;gap:10px;padding:18px;overflow-x:auto}.matrix iframe{width:187px;height:406px;border:0;border-radius:8px;background:#1f1c19}
.matrix th{font-weight:400;text-align:left;white-space:nowrap;padding:4px 10px 4px 0;vertical-align:top}
.failed{color:#ff9a86}
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
  return `<figure><a href="/cards/${index}"><img alt="" loading="lazy" src="/posters/${index}"></a><figcaption>${index + 1} ${escapeHtml(facts)}<br>${escapeHtml(words)}</figcaption></figure>`;
};

/** All cards that were made so far; it looks again while some are missing. */
export function galleryPage(shown: readonly ShownSample[], wanted: number): string {
  const more = shown.length < wanted ? '<meta http-equiv="refresh" content="4">' : '';
  return page(`Studio: ${shown.length} of ${wanted} cards`, `${more}<main>${shown.map(figure).join('')}</main>`);
}

/** Every scene with every way of opening it, alive; each is made when it is looked at. */
export function scenesPage(
  rows: readonly { readonly scene: SceneName; readonly templates: readonly string[] }[],
): string {
  const cellOf = (scene: string, template: string): string =>
    `<td><iframe loading="lazy" title="${scene}, ${template}" sandbox="allow-scripts" src="/live?scene=${scene}&template=${template}"></iframe><br>${template}</td>`;
  const lines = rows.map(
    ({ scene, templates }) =>
      `<tr><th><a href="/live?scene=${scene}">${scene}</a></th>${templates.map((name) => cellOf(scene, name)).join('')}</tr>`,
  );
  return page('Studio: scenes and templates', `<div class="matrix"><table>${lines.join('')}</table></div>`);
}
