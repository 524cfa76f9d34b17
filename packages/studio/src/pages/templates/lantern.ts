import { escapeHtml } from '../escape-html.js';
import { opensByTap, type PageParts, type PageTemplate, wishOf } from '../page-template.js';

/** It rises beside the poem, not before it. */
const lamp = (parts: PageParts): string =>
  `<span class="lamp"><svg viewBox="0 0 100 124" aria-hidden="true"><defs><linearGradient id="lg" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#c4552a"/><stop offset=".5" stop-color="#f58b3b"/><stop offset=".9" stop-color="#ffe6a3"/></linearGradient></defs><path d="M18 96C4 66 8 14 30 8q20-6 40 0c22 6 26 58 12 88q-32 14-64 0z" fill="url(#lg)"/><path d="M36 9q-9 44-4 92M64 9q9 44 4 92" fill="none" stroke="#8a3413" stroke-opacity=".35" stroke-width="1.4"/><ellipse cx="50" cy="98" rx="31" ry="7" fill="#fff3c4"/><path d="M19 96q31 13 62 0" fill="none" stroke="#8a3413" stroke-width="2.4"/></svg><b>${escapeHtml(wishOf(parts))}</b></span>`;

/** A lantern with a wish rises into the picture; more may follow. */
export const lantern: PageTemplate = {
  name: 'lantern',
  display: wishOf,
  cover: (parts) =>
    `<button class="cover veil" type="button" data-cover="lantern" data-auto="3.6" data-opening="1.4" data-leaving="8" aria-label="${parts.say.lantern}">${lamp(parts)}<span class="hint">${parts.say.lantern}</span></button>`,
  front: (parts) => `<template id="lamp">${lamp(parts)}</template>`,
  tools: ({ say }) => `<button class="mj-button" type="button" data-release="#lamp">${say.lanternAgain}</button>`,
  opening: ({ say }) => opensByTap(say.lantern),
  play: ({ say }) => [
    { name: say.lanternAgain, gesture: 'tap', target: '[data-release]', expect: { change: 'attribute' } },
  ],
  style: `
.lamp{position:absolute;left:50%;bottom:max(25vh,7.8rem);width:min(108px,24vh);transform:translateX(-50%);pointer-events:none;--dx:0vw;--far:.42;filter:drop-shadow(0 0 22px #ffab4dcc) drop-shadow(0 0 60px #ff9a3c88)}
.lamp svg{display:block;width:100%}
.lamp b{position:absolute;left:0;right:0;top:27%;font:400 26px/1.1 ma-shan-zheng,lxgw-wenkai,serif;color:#6b200a;writing-mode:vertical-rl;margin:auto;width:1.1em}
.cover .lamp{animation:hover 4s infinite ease-in-out}
.front .lamp{animation:rise 11s linear both}
.mj-opening .cover .lamp,.mj-open .cover .lamp{animation:rise 9s linear both}
.mj-opening .cover,.mj-open .cover{opacity:1;background:none;pointer-events:none}
.skip{color:var(--on);text-shadow:0 0 4px var(--glow),0 0 10px var(--glow)}
@keyframes hover{50%{transform:translate(-50%,-8px) rotate(-1.5deg)}}
@keyframes rise{0%,70%{opacity:1}100%{transform:translate(calc(var(--lean) + var(--dx)*.5 - 50%),-68vh) scale(var(--far)) rotate(3deg);opacity:0}}
`,
};
