import { escapeHtml } from '../escape-html.js';
import { opensByTap, type PageParts, type PageTemplate } from '../page-template.js';

const waxOf = ({ copy }: PageParts): string => [...copy.seal][0] ?? '';

const address = ({ copy, say, recipient }: PageParts): string => {
  const lines = [
    recipient === null ? null : `${say.to} ${recipient}`,
    copy.postmark.place === null ? copy.postmark.date : `${say.from} ${copy.postmark.place}`,
  ].filter((text) => text !== null);
  return lines.map((text) => `<span>${escapeHtml(text)}</span>`).join('');
};

/** A wax-sealed envelope: the seal breaks, the flap lifts, the picture slides out and grows to the whole screen. */
export const envelope: PageTemplate = {
  name: 'envelope',
  display: waxOf,
  cover: (parts) =>
    `<button class="cover desk" type="button" data-cover="envelope" data-auto="3" data-opening="1.9" aria-label="${parts.say.envelope}"><span class="env"><span class="pocket"></span><span class="flap"></span><canvas class="card" data-picture-copy></canvas><span class="fold"></span><span class="crease"></span><span class="address">${address(parts)}</span><span class="wax">${escapeHtml(waxOf(parts))}</span></span><span class="hint breathe">${parts.say.envelope}</span></button>`,
  opening: ({ say }) => opensByTap(say.envelope),
  style: `
.env{position:relative;display:block;flex:none;width:min(296px,84vw,64vh);aspect-ratio:296/204;transform:rotate(-3deg);transition:transform 1.1s cubic-bezier(.5,0,.2,1);perspective:900px}
.env>*{position:absolute;display:block}
.pocket{inset:0;background:#dccaa6;border-radius:6px;box-shadow:0 26px 50px -18px #0009}
.card{left:4%;top:5%;width:92%;height:92%;border:6px solid #fffdf6;border-radius:3px;background:#fffdf6;box-shadow:0 3px 10px #0003;transition:transform 1s cubic-bezier(.3,0,.1,1) .5s}
.fold{inset:0;border-radius:6px;background:linear-gradient(#efe3cd,#d9c59f);clip-path:polygon(0 0,50% 56%,100% 0,100% 100%,0 100%)}
.crease{inset:0;border-radius:6px;background:linear-gradient(#0000 40%,#00000022);clip-path:polygon(0 100%,50% 46%,100% 100%)}
.flap{left:0;right:0;top:0;height:61%;z-index:5;transform-origin:50% 0;transition:transform .6s cubic-bezier(.5,0,.4,1),z-index 0s .3s;filter:drop-shadow(0 4px 5px #0004)}
.flap::before{content:"";position:absolute;inset:0;border-radius:6px;background:linear-gradient(#f3e8d4,#dfceac);clip-path:polygon(0 0,100% 0,53% 96%,50% 100%,47% 96%)}
.wax{left:50%;top:39%;width:58px;height:58px;margin-left:-29px;border-radius:48% 52% 50% 50%/52% 48% 52% 48%;background:radial-gradient(circle at 35% 30%,#e2644f,#b3261e 55%,#7f1410);color:#ffe3d2;font:400 28px/56px ma-shan-zheng,lxgw-wenkai,serif;text-align:center;z-index:6;box-shadow:0 3px 7px #0006,inset 0 0 0 5px #0000001f,inset 0 2px 3px #fff5;text-shadow:0 1px 0 #5d0d0a;transition:transform .35s,opacity .35s}
.address{right:20px;bottom:11px;max-width:80%;text-align:right;font-size:min(.875rem,4.6vw);line-height:1.6;color:#5a4426;z-index:4}
.address span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden;overflow-wrap:anywhere}
html:not(.mj-sealed) .env{transform:translateY(9vh)}
html:not(.mj-sealed) .wax{transform:scale(1.5) rotate(14deg);opacity:0}
html:not(.mj-sealed) .flap{transform:rotateX(178deg);z-index:0}
html:not(.mj-sealed) .card{animation:out 1.7s .35s both cubic-bezier(.4,0,.2,1)}
@keyframes out{0%{transform:none;z-index:0}45%{transform:translateY(-82%);z-index:0}46%{z-index:7}100%{transform:translateY(-30%) scale(4.6);z-index:7}}
`,
};
