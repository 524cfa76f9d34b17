import { escapeHtml } from '../escape-html.js';
import { opensByTap, type PageTemplate } from '../page-template.js';

/** Leaves of the book: the first shows the farthest plane of the picture, each next one a nearer one more. */
const LEAVES = [1, 2, 3, 4] as const;

/** Under the binding, which is turned first. */
const leaf = (layers: number): string =>
  `<span class="leaf" style="--i:${layers};z-index:${9 - layers}"><canvas data-picture-copy="${layers}"></canvas><span class="verso"></span></span>`;

const STITCHES = '<i></i><i></i><i></i><i></i>';

/** A thread-bound book whose leaves riffle past; on each the picture has grown by a plane, and the last is the whole of it. */
export const flipBook: PageTemplate = {
  name: 'flip-book',
  display: ({ copy }) => (copy.language === 'zh' ? copy.title : ''),
  cover: ({ say, copy }) =>
    `<button class="cover desk" type="button" data-cover="book" data-auto="3.4" data-opening="3.6" aria-label="${say.book}"><span class="book"><span class="page"><canvas data-picture-copy></canvas></span>${LEAVES.map(leaf).join('')}<span class="leaf binding" style="--i:0;z-index:9"><span class="label">${escapeHtml(copy.title)}</span>${STITCHES}<span class="verso"></span></span></span><span class="hint breathe">${say.book}</span></button>`,
  opening: ({ say }) => opensByTap(say.book),
  style: `
.book{position:relative;display:block;flex:none;width:min(226px,62vw,42vh);aspect-ratio:3/4.2;perspective:1400px;transition:transform .8s}
.book canvas{position:absolute;inset:8px;width:calc(100% - 16px);height:calc(100% - 16px)}
.page,.leaf{position:absolute;inset:0;border-radius:2px 5px 5px 2px;background:linear-gradient(90deg,#e4d7bd,#fffaf0 7%,#fffdf6)}
.page{box-shadow:3px 3px 0 -1px #f3ead6,5px 5px 0 -2px #d9c9a6,7px 7px 0 -3px #f3ead6,0 24px 40px -8px #0009}
.leaf{transform-origin:0 50%;transform-style:preserve-3d}
.leaf canvas,.verso,.binding{backface-visibility:hidden;-webkit-backface-visibility:hidden}
.verso{position:absolute;inset:0;border-radius:5px 2px 2px 5px;background:linear-gradient(270deg,#d8caae,#f8f1e1 9%,#f3ead7);transform:rotateY(180deg)}
.binding{background:linear-gradient(90deg,#0003,#0000 12%),repeating-linear-gradient(92deg,#ffffff0d 0 1px,#0000 1px 3px),repeating-linear-gradient(1deg,#0000001a 0 1px,#0000 1px 3px),linear-gradient(120deg,#3a5170,#26384f);box-shadow:inset 0 0 0 1px #ffffff14}
.binding::before{content:"";position:absolute;left:11%;top:0;bottom:0;border-left:1.5px solid #f3ead6cc}
.binding i{position:absolute;left:0;width:11%;border-top:1.5px solid #f3ead6cc}
.binding i:nth-of-type(1){top:9%}.binding i:nth-of-type(2){top:36%}.binding i:nth-of-type(3){top:63%}.binding i:nth-of-type(4){top:90%}
.label{position:absolute;right:10%;top:8%;min-height:56%;max-height:84%;padding:.5em .32em;display:flex;align-items:center;justify-content:center;overflow:hidden;writing-mode:vertical-rl;background:#f8f1e0;border:1px solid #26384f;box-shadow:0 0 0 3px #f8f1e0;color:#2a2622;font:400 min(1.7rem,7.2vw,4.6vh)/1.25 ma-shan-zheng,lxgw-wenkai,serif;letter-spacing:.12em}
.mj-sealed .binding{animation:lift 2.8s infinite ease-in-out}
html:not(.mj-sealed) .book{transform:translateX(40%) scale(.8)}
html:not(.mj-sealed) .leaf{animation:flip .8s calc(.15s + var(--i)*.46s) both cubic-bezier(.5,0,.4,1)}
html:not(.mj-sealed) .page{z-index:10;animation:grow 1.1s 2.5s both cubic-bezier(.5,0,.3,1)}
@keyframes lift{50%{transform:rotateY(-14deg)}}
@keyframes flip{to{transform:rotateY(-174deg)}}
@keyframes grow{0%{z-index:0}1%{z-index:10}100%{z-index:10;transform:translateX(-40%) scale(5.6)}}
`,
};
