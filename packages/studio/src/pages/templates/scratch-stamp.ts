import { foilCoat } from '../coats.js';
import { escapeHtml } from '../escape-html.js';
import type { PageTemplate } from '../page-template.js';

/** A stamp under gold foil: scratched free it shows the picture and grows to the whole screen. */
export const scratchStamp: PageTemplate = {
  name: 'scratch-stamp',
  display: ({ say, copy }) => (copy.language === 'zh' ? `${say.scratch}${copy.title}` : ''),
  cover: ({ say, copy }) =>
    `<button class="cover desk" type="button" data-cover="stamp" data-auto="6" data-opening="1.5" aria-label="${say.scratch}"><span class="issue"><canvas data-picture-copy></canvas><canvas class="foil" data-coat="foil">${foilCoat()}</canvas><span class="legend"><b>${escapeHtml(copy.title)}</b><span>${say.stamp}</span></span></span><span class="hint breathe"><b>${say.scratch}</b>${say.scratchMore}</span></button>`,
  opening: ({ say }) => ({ name: say.scratch, gesture: 'swipe', target: '[data-coat]', expect: { change: 'pixels' } }),
  style: `
.issue{position:relative;display:block;flex:none;width:min(246px,64vw,42vh);padding:15px 15px 0;background:radial-gradient(circle,#0000 5.4px,#fffdf8 6px) -10px -10px/20px 20px;filter:drop-shadow(0 14px 24px #0006);transform:rotate(-2.5deg);transition:transform 1.5s cubic-bezier(.6,0,.3,1)}
@media (orientation:portrait){.issue{width:min(246px,64vw,max(110px,(100vh - 15rem)*.6))}}
.issue::before{content:"";position:absolute;inset:10px;background:#fffdf8}
.issue canvas{position:relative;display:block;width:100%;aspect-ratio:3/4}
.issue .foil{position:absolute;left:15px;top:15px;width:calc(100% - 30px);transition:opacity .5s}
.legend{position:relative;display:flex;justify-content:space-between;align-items:baseline;gap:8px;padding:6px 4px 16px;color:#5c3d20;font-size:min(.8125rem,4vw);white-space:nowrap}
.legend b{min-width:0;overflow:hidden;text-overflow:ellipsis;font:400 min(1.25rem,6vw)/1.3 ma-shan-zheng,lxgw-wenkai,serif}
.legend span{letter-spacing:.2em}
html:not(.mj-sealed) .foil{opacity:0}
html:not(.mj-sealed) .issue{transform:scale(4.6)}
`,
};
