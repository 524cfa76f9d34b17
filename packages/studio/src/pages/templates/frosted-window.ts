import type { PageTemplate } from '../page-template.js';

/** A fogged pane with ice ferns: the finger wipes it clear, a tap melts it at once. */
export const frostedWindow: PageTemplate = {
  name: 'frosted-window',
  display: ({ say, copy }) => (copy.language === 'zh' ? say.wipe : ''),
  cover: ({ say }) =>
    `<button class="cover" type="button" data-cover="window" data-auto="4.4" aria-label="${say.wipe}"><canvas class="pane"></canvas><span class="hint breathe"><b>${say.wipe}</b>${say.wipeMore}</span></button>`,
  opening: ({ say }) => ({ name: say.wipe, gesture: 'swipe', target: '[data-cover]', expect: { change: 'pixels' } }),
  style: `
.cover{color:#26315c!important;overflow:hidden}
.pane{position:absolute;inset:0;width:100%;height:100%}
.cover::after{content:"";position:absolute;inset:0;pointer-events:none;box-shadow:inset 0 0 60px 10px #ffffff66,inset 0 0 120px 30px #c9d6ff55}
.hint{position:absolute;left:0;right:0;bottom:19vh;text-align:center;font-size:16px;letter-spacing:.24em;text-indent:.24em;pointer-events:none;text-shadow:0 0 6px #fff,0 0 14px #fff,0 0 22px #fff;transition:opacity .5s}
.hint b{display:block;font:400 36px/1.4 ma-shan-zheng,lxgw-wenkai,serif;letter-spacing:.1em;text-indent:.1em}
.mj-touched .hint,.mj-opening .hint,.mj-open .hint{opacity:0;animation:none}
.skip{color:#26315c!important;text-shadow:0 0 6px #fff,0 0 12px #fff}
.mj-opening .cover{opacity:0;transition:opacity .9s}
`,
};
