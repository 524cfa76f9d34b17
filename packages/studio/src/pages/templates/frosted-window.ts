import { frostCoat } from '../coats.js';
import type { PageTemplate } from '../page-template.js';

/** A fogged pane with ice ferns: the finger wipes it clear, a tap melts it at once. */
export const frostedWindow: PageTemplate = {
  name: 'frosted-window',
  display: ({ say, copy }) => (copy.language === 'zh' ? say.wipe : ''),
  cover: ({ say, concept }) =>
    `<button class="cover pane" type="button" data-cover="window" data-auto="4.4" data-opening=".8" aria-label="${say.wipe}"><canvas data-coat="frost">${frostCoat(concept.seed)}</canvas><span class="hint breathe"><b>${say.wipe}</b>${say.wipeMore}</span></button>`,
  opening: ({ say }) => ({ name: say.wipe, gesture: 'swipe', target: '[data-cover]', expect: { change: 'pixels' } }),
  style: `
.pane{justify-content:flex-end;color:#26315c}
.pane canvas{position:absolute;inset:0;width:100%;height:100%}
.pane::after{content:"";position:absolute;inset:0;pointer-events:none;box-shadow:inset 0 0 60px 10px #ffffff66,inset 0 0 120px 30px #c9d6ff55}
.pane .hint{margin-bottom:7vh;pointer-events:none;text-shadow:0 0 6px #fff,0 0 14px #fff,0 0 22px #fff}
.skip{color:#26315c;text-shadow:0 0 6px #fff,0 0 12px #fff}
.mj-opening .pane{opacity:0;transition:opacity .9s}
`,
};
