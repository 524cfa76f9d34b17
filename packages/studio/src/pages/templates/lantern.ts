import { escapeHtml } from '../escape-html.js';
import type { PageParts, PageTemplate } from '../page-template.js';

/** Scenes of open water by day carry a paper boat instead of a lantern. */
const BOAT_SCENES: readonly string[] = ['lake-rain', 'sunset-reeds'];

const isBoat = ({ concept }: PageParts): boolean => BOAT_SCENES.includes(concept.scene);

const wishOf = ({ copy }: PageParts): string => [...copy.seal].slice(0, 2).join('');

/** The first lantern rises beside the poem, not before it. */
const lanternMarkup = (parts: PageParts): string =>
  `<span class="lamp" style="--dx:${parts.concept.scene === 'moon-river' ? -26 : 26}vw"><svg viewBox="0 0 100 124" aria-hidden="true"><defs><linearGradient id="lg" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#c4552a"/><stop offset=".5" stop-color="#f58b3b"/><stop offset=".9" stop-color="#ffe6a3"/></linearGradient></defs><path d="M18 96C4 66 8 14 30 8q20-6 40 0c22 6 26 58 12 88q-32 14-64 0z" fill="url(#lg)"/><path d="M36 9q-9 44-4 92M64 9q9 44 4 92" fill="none" stroke="#8a3413" stroke-opacity=".35" stroke-width="1.4"/><ellipse cx="50" cy="98" rx="31" ry="7" fill="#fff3c4"/><path d="M19 96q31 13 62 0" fill="none" stroke="#8a3413" stroke-width="2.4"/></svg><b>${escapeHtml(wishOf(parts))}</b></span>`;

const boatMarkup = (parts: PageParts): string =>
  `<span class="boat"><svg viewBox="0 0 140 92" aria-hidden="true"><ellipse cx="70" cy="80" rx="62" ry="7" fill="#0f2424" opacity=".28"/><path d="M70 6 108 54H32z" fill="#fffaf0"/><path d="M70 6v48H32z" fill="#e9ddc6"/><path d="M6 40 32 54h76l26-14-22 40H28z" fill="#fffdf7"/><path d="m6 40 26 14h38v26H28z" fill="#efe4d0"/></svg><b>${escapeHtml(wishOf(parts))}</b></span>`;

const vessel = (parts: PageParts): string => (isBoat(parts) ? boatMarkup(parts) : lanternMarkup(parts));

/** A lantern with a wish rises into the picture, or a paper boat leaves over the water; more may follow. */
export const lantern: PageTemplate = {
  name: 'lantern',
  display: wishOf,
  cover: (parts) => {
    const hint = isBoat(parts) ? parts.say.boat : parts.say.lantern;
    return `<button class="cover" type="button" data-cover="lantern" data-auto="3.6" aria-label="${hint}">${vessel(parts)}<span class="hint">${hint}</span></button>`;
  },
  tools: (parts) =>
    `<template id="vessel">${vessel(parts)}</template><button class="mj-button" type="button" data-release="#vessel">${isBoat(parts) ? parts.say.boatAgain : parts.say.lanternAgain}</button>`,
  opening: (parts) => ({
    name: isBoat(parts) ? parts.say.boat : parts.say.lantern,
    gesture: 'tap',
    target: '[data-cover]',
    expect: { selector: 'html', change: 'class' },
  }),
  play: (parts) => [
    {
      name: isBoat(parts) ? parts.say.boatAgain : parts.say.lanternAgain,
      gesture: 'tap',
      target: '[data-release]',
      expect: { change: 'attribute' },
    },
  ],
  style: `
.cover{background:linear-gradient(#0000 45%,color-mix(in srgb,var(--ground) 82%,#0000))!important;color:var(--on)!important}
.lamp,.boat{position:absolute;left:50%;bottom:25vh;pointer-events:none;--dx:0vw;--far:.42}
.lamp{width:108px;margin-left:-54px;filter:drop-shadow(0 0 22px #ffab4dcc) drop-shadow(0 0 60px #ff9a3c88)}
.boat{width:130px;margin-left:-65px;bottom:21vh}
.lamp svg,.boat svg{display:block;width:100%}
.lamp b{position:absolute;left:0;right:0;top:27%;font:400 26px/1.1 ma-shan-zheng,lxgw-wenkai,serif;color:#6b200a;writing-mode:vertical-rl;margin:auto;width:1.1em}
.boat b{position:absolute;left:0;right:0;bottom:13px;text-align:center;font:400 17px/1 ma-shan-zheng,lxgw-wenkai,serif;color:#8a2a1c;letter-spacing:.15em;text-indent:.15em}
.cover .lamp{animation:hover 4s infinite ease-in-out}
.cover .boat{animation:rock 4s infinite ease-in-out}
.front>.lamp,.bar>.lamp{animation:rise 11s linear both}
.front>.boat,.bar>.boat{animation:sail 12s linear both}
.mj-opening .cover .lamp,.mj-open .cover .lamp{animation:rise 9s linear both}
.mj-opening .cover .boat,.mj-open .cover .boat{animation:sail 10s linear both}
.mj-opening .cover,.mj-open .cover{opacity:1!important;background:none!important;pointer-events:none}
.hint{position:absolute;left:50%;transform:translateX(-50%);bottom:14vh;padding:8px 22px;border-radius:99px;background:var(--paper);color:#33291f;font-size:15px;letter-spacing:.16em;text-indent:.16em;white-space:nowrap;box-shadow:0 4px 18px #0003;transition:opacity .4s}
.mj-opening .hint,.mj-open .hint{opacity:0}
.skip{color:var(--on)!important;text-shadow:0 0 4px var(--glow),0 0 10px var(--glow)}
@keyframes hover{50%{transform:translateY(-8px) rotate(-1.5deg)}}
@keyframes rock{50%{transform:translateY(3px) rotate(-2.5deg)}}
@keyframes rise{0%{opacity:1}70%{opacity:1}100%{transform:translate(var(--dx),-68vh) scale(var(--far)) rotate(3deg);opacity:0}}
@keyframes sail{0%{opacity:1}20%{transform:translate(calc(var(--dx)*.3),-2vh) scale(.9) rotate(-2deg)}80%{opacity:1}100%{transform:translate(calc(var(--dx) + 22vw),-8.5vh) scale(var(--far)) rotate(2deg);opacity:0}}
`,
};
