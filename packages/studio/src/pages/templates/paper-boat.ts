import { escapeHtml } from '../escape-html.js';
import { opensByTap, type PageParts, type PageTemplate, wishOf } from '../page-template.js';

const HULL =
  '<path d="M70 6 108 54H32z" fill="#fffaf0"/><path d="M70 6v48H32z" fill="#e9ddc6"/><path d="M6 40 32 54h76l26-14-22 40H28z" fill="#fffdf7"/><path d="m6 40 26 14h38v26H28z" fill="#efe4d0"/>';

const boat = (parts: PageParts): string =>
  `<span class="boat"><svg viewBox="0 0 140 122" aria-hidden="true"><g class="wake" fill="none" stroke="#fff" stroke-width="1.2"><ellipse cx="70" cy="82" rx="66" ry="9"/><ellipse cx="70" cy="82" rx="52" ry="6"/></g><g transform="matrix(1 0 0 -.45 0 117)" opacity=".2">${HULL}</g><ellipse cx="70" cy="80" rx="52" ry="4" fill="#0f2424" opacity=".3"/>${HULL}</svg><b>${escapeHtml(wishOf(parts))}</b></span>`;

/** A folded paper boat with a wish leaves over the water; more may follow. */
export const paperBoat: PageTemplate = {
  name: 'paper-boat',
  display: wishOf,
  cover: (parts) =>
    `<button class="cover veil" type="button" data-cover="boat" data-auto="3.6" data-opening="1.4" data-leaving="9" aria-label="${parts.say.boat}">${boat(parts)}<span class="hint">${parts.say.boat}</span></button>`,
  front: (parts) => `<template id="boat">${boat(parts)}</template>`,
  tools: ({ say }) => `<button class="mj-button" type="button" data-release="#boat">${say.boatAgain}</button>`,
  opening: ({ say }) => opensByTap(say.boat),
  play: ({ say }) => [
    { name: say.boatAgain, gesture: 'tap', target: '[data-release]', expect: { change: 'attribute' } },
  ],
  style: `
.boat{position:absolute;left:50%;bottom:max(19vh,7.8rem);width:min(132px,30vh);transform:translateX(-50%);transform-origin:50% 70%;pointer-events:none;--dx:0vw;--far:.42}
.boat svg{display:block;width:100%;overflow:visible}
.boat b{position:absolute;left:0;right:0;top:46%;text-align:center;font:400 17px/1 ma-shan-zheng,lxgw-wenkai,serif;color:#8a2a1c;letter-spacing:.15em;text-indent:.15em}
.wake{transform-origin:50% 67%;animation:wake 3.4s infinite ease-out}
.cover .boat{animation:rock 4s infinite ease-in-out}
.front .boat{animation:sail 12s linear both}
.mj-opening .cover .boat,.mj-open .cover .boat{animation:sail 10s linear both}
.mj-opening .cover,.mj-open .cover{opacity:1;background:none;pointer-events:none}
.skip{color:var(--on);text-shadow:0 0 4px var(--glow),0 0 10px var(--glow)}
@keyframes wake{0%{transform:scale(.7);opacity:.7}100%{transform:scale(1.25);opacity:0}}
@keyframes rock{50%{transform:translate(-50%,3px) rotate(-2.5deg)}}
@keyframes sail{0%{opacity:1}20%{transform:translate(calc(var(--dx)*.3 - 50%),-2vh) scale(.9) rotate(-2deg)}45%{transform:translate(calc(var(--dx)*.6 + 5vw - 50%),-4.4vh) scale(.74) rotate(1.5deg)}80%{opacity:1}100%{transform:translate(calc(var(--dx) + 22vw - 50%),-8.5vh) scale(var(--far)) rotate(2deg);opacity:0}}
`,
};
