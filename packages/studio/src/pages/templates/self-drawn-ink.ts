import { escapeHtml } from '../escape-html.js';
import { DRAWING_SECONDS, inkDrawing } from '../ink-drawing.js';
import { brushStrokes, isDrawn } from '../ink-strokes.js';
import { opensByTap, type PageParts, type PageTemplate } from '../page-template.js';

const drawing = ({ ink, concept }: PageParts, id: string): string => inkDrawing(brushStrokes(ink, concept.seed), id);

/** Rice paper on which the person's own strokes draw themselves; then the ink spreads and becomes the picture. */
export const selfDrawnInk: PageTemplate = {
  name: 'self-drawn-ink',
  display: ({ copy }) => copy.seal,
  cover: (parts) =>
    `<button class="cover rice" type="button" data-cover="ink" data-auto="${DRAWING_SECONDS + 1.6}" data-opening="1.9" aria-label="${parts.say.ink}"><span class="leaf">${drawing(parts, 'a')}<span class="chop">${escapeHtml(parts.copy.seal)}</span></span><span class="hint breathe">${parts.say.ink}</span></button>`,
  front: (parts) =>
    isDrawn(parts.ink)
      ? `<div class="over"><template id="ink"><span class="again">${drawing(parts, 'b')}</span></template></div>`
      : '',
  tools: ({ say, ink }) =>
    isDrawn(ink)
      ? `<button class="mj-button" type="button" data-release="#ink" data-crowd="1">${say.inkAgain}</button>`
      : '',
  opening: ({ say }) => opensByTap(say.ink),
  play: ({ say, ink }) =>
    isDrawn(ink)
      ? [{ name: say.inkAgain, gesture: 'tap', target: '[data-release]', expect: { change: 'attribute' } }]
      : [],
  style: `
.rice{background:radial-gradient(90% 60% at 50% 38%,#fdfaf2,#f4ecdb 70%,#e9dcc2);color:#2a2622}
.leaf{position:relative;display:block;flex:none;width:min(84vw,52vh,380px)}
.ink{display:block;width:100%;overflow:visible;fill:currentColor;filter:drop-shadow(0 0 1.5px currentColor)}
.chop{position:absolute;right:6%;bottom:3%;padding:.18em;border-radius:.2em;background:#b3261e;color:#fdf1e4;writing-mode:vertical-rl;font:400 1.3rem/1.1 ma-shan-zheng,lxgw-wenkai,serif;letter-spacing:.06em;box-shadow:inset 0 0 0 1.5px #b3261e,inset 0 0 0 2.5px #fbeee0aa;animation:chop .4s ${DRAWING_SECONDS + 0.3}s both cubic-bezier(.3,1.6,.5,1)}
.skip{color:#2a2622}
.mj-opening [data-card]{z-index:11;-webkit-mask:radial-gradient(closest-side,#000 62%,#0000) 50% 42%/0 0 no-repeat,radial-gradient(closest-side,#000 55%,#0000) 30% 58%/0 0 no-repeat,radial-gradient(closest-side,#000 58%,#0000) 74% 30%/0 0 no-repeat;mask:radial-gradient(closest-side,#000 62%,#0000) 50% 42%/0 0 no-repeat,radial-gradient(closest-side,#000 55%,#0000) 30% 58%/0 0 no-repeat,radial-gradient(closest-side,#000 58%,#0000) 74% 30%/0 0 no-repeat;animation:bleed 1.9s both cubic-bezier(.5,0,.7,.6)}
.over{position:absolute;left:50%;top:50%;width:min(78vw,50vh);transform:translate(-50%,-38%);pointer-events:none;color:var(--on)}
.again{position:absolute;inset:0 0 auto;animation:fade 3s ${DRAWING_SECONDS + 2}s both}
.again .ink{filter:drop-shadow(0 0 6px var(--glow))}
@keyframes chop{from{opacity:0;transform:scale(2) rotate(-9deg)}}
@keyframes bleed{0%{-webkit-mask-size:0 0;mask-size:0 0}35%{-webkit-mask-size:80vmin 80vmin,20vmin 20vmin,0 0;mask-size:80vmin 80vmin,20vmin 20vmin,0 0}100%{-webkit-mask-size:420vmax 420vmax,200vmax 200vmax,220vmax 220vmax;mask-size:420vmax 420vmax,200vmax 200vmax,220vmax 220vmax}}
@keyframes fade{to{opacity:0}}
`,
};
