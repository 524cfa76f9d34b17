import { Chance } from '../../paint/chance.js';
import { escapeHtml } from '../escape-html.js';
import { opensByTap, type PageParts, type PageTemplate, wishOf } from '../page-template.js';

/** Notes of a pentatonic scale (MIDI numbers) from which a bell in the wind cannot choose wrongly. */
const SCALE = [79, 81, 84, 86, 88, 91, 93] as const;

const tune = (seed: string): string => {
  const chance = new Chance(`${seed}/bell`);
  return Array.from({ length: 7 }, () => chance.pick(SCALE)).join(' ');
};

const GLASS =
  '<svg viewBox="0 0 120 128" aria-hidden="true"><defs><radialGradient id="wb" cx=".36" cy=".3" r=".9"><stop stop-color="#fff" stop-opacity=".95"/><stop offset=".45" stop-color="#eef7fb" stop-opacity=".52"/><stop offset=".8" stop-color="#cfe6ee" stop-opacity=".4"/><stop offset="1" stop-color="#fff" stop-opacity=".8"/></radialGradient></defs><path d="M60 0v24" stroke="#b3261e" stroke-width="2"/><path d="M52 22h16l-3 8H55z" fill="#b3261e"/><path d="M24 108C2 84 10 28 60 28s58 56 36 80q-36 12-72 0z" fill="url(#wb)" stroke="#fff" stroke-opacity=".85" stroke-width="1.6"/><ellipse cx="60" cy="109" rx="36" ry="6.5" fill="#fff" fill-opacity=".35" stroke="#fff" stroke-opacity=".9" stroke-width="1.4"/><path d="M26 78c10 4 20-2 26-12 6 4 16 4 22-4" fill="none" stroke="#6c5a3c" stroke-width="2.2" stroke-linecap="round"/><g fill="#d8402f"><circle cx="40" cy="70" r="4.4"/><circle cx="53" cy="61" r="5.2"/><circle cx="66" cy="67" r="3.8"/><circle cx="76" cy="59" r="4.8"/><circle cx="33" cy="82" r="3"/></g><path d="M27 58c3-10 9-17 17-20" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".8"/><path d="M60 92v36" stroke="#b3261e" stroke-width="1.6"/><circle cx="60" cy="100" r="5" fill="#e9c46a"/></svg>';

const bell = (parts: PageParts): string =>
  `<span class="bell"><span class="cord"></span>${GLASS}<span class="slip"><b>${escapeHtml(wishOf(parts))}</b></span></span>`;

const RINGS = '<span class="rings"><i></i><i></i><i></i></span>';

/** A glass bell under the eaves, swayed with a finger; on the picture it stays, and only a tap on it there is heard. */
export const windBell: PageTemplate = {
  name: 'wind-bell',
  display: wishOf,
  cover: (parts) =>
    `<button class="cover veil" type="button" data-cover="bell" data-auto="3.8" data-opening="1.7" data-leaving="1.2" aria-label="${parts.say.bell}">${bell(parts)}${RINGS}<span class="hint">${parts.say.bell}</span></button>`,
  front: (parts) =>
    `<div class="eaves ${parts.free}"><template id="rings">${RINGS}</template><button class="chime" type="button" data-chime="${tune(parts.concept.seed)}" data-release="#rings">${bell(parts)}<span class="caption">${parts.say.bellAgain}</span></button></div>`,
  opening: ({ say }) => opensByTap(say.bell),
  play: ({ say }) => [{ name: say.bellAgain, gesture: 'tap', target: '[data-chime]', expect: { change: 'attribute' } }],
  style: `
.bell{display:flex;flex-direction:column;align-items:center;width:var(--size);transform-origin:50% 0;filter:drop-shadow(0 4px 10px #0004)}
.bell svg{display:block;width:100%}
.cover{--size:min(136px,24vh);--cord:max(10px,min(13vh,(100vh - 24rem)*.4))}
.cord{width:1.6px;height:var(--cord);background:#b3261e}
.slip{width:31%;margin-top:-2px;padding:10% 0 12%;border-radius:2px;background:linear-gradient(#fffaf0,#f3e4c6);transform-origin:50% 0;animation:sway 3.1s infinite ease-in-out alternate}
.slip b{display:block;margin:auto;width:1.1em;writing-mode:vertical-rl;font:400 calc(var(--size)*.17)/1.1 ma-shan-zheng,lxgw-wenkai,serif;color:#8a2a1c;letter-spacing:.1em}
.cover>.bell{position:absolute;top:0;left:50%;margin-left:calc(var(--size)/-2);animation:sway 3.6s infinite ease-in-out alternate}
.meta{z-index:1;gap:0 .6em;letter-spacing:0}
.eaves{--size:58px;--cord:max(9vh,42px,9rem - 90px);position:absolute;top:0;transform:translateY(-60vh);transition:transform 1.5s .3s cubic-bezier(.3,1.3,.5,1)}
.eaves.left{left:7%}.eaves.right{right:7%}
.mj-open .eaves{transform:none}
.chime{display:block;min-width:44px;border:0;padding:0;background:none;font:inherit;color:var(--on);cursor:pointer}
.chime:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.chime .bell{animation:sway 4.2s infinite ease-in-out alternate}
.free-left .meta{justify-content:flex-end;padding-left:calc(7% + 36px)}
.free-right .meta{justify-content:flex-start;padding-right:calc(7% + 36px)}
.chime.mj-played .bell{animation:swing 2.6s ease-out,sway 4.2s 2.6s infinite ease-in-out alternate}
.mj-opening .cover>.bell{animation:swing 1.7s ease-out}
.mj-open .cover>.bell{transform:translateY(-80vh);transition:transform .9s ease-in;animation:none}
.caption{display:block;margin-top:8px;padding:1px 6px;border-radius:1rem;background:var(--paper);color:#33291f;font-size:.8125rem;letter-spacing:.14em;text-indent:.14em;white-space:nowrap;box-shadow:0 2px 8px #0003}
.rings{position:absolute;left:50%;top:calc(var(--cord,13vh) + var(--size,24vh)*.7);pointer-events:none}
.cover .rings{visibility:hidden}
.mj-opening .cover .rings{visibility:visible}
.rings i{position:absolute;left:-90px;top:-90px;width:180px;height:180px;border:1.5px solid #fff;border-radius:50%;box-shadow:0 0 8px #fff6,inset 0 0 8px #fff6;opacity:0}
.front .rings i,.mj-opening .rings i{animation:ring 2.2s ease-out both}
.rings i:nth-child(2){animation-delay:.35s!important}.rings i:nth-child(3){animation-delay:.7s!important}
.mj-still .rings i:first-child{opacity:.5}
.mj-opening .cover,.mj-open .cover{opacity:1;background:none;pointer-events:none}
.skip{color:var(--on);text-shadow:0 0 4px var(--glow),0 0 10px var(--glow)}
@keyframes sway{from{transform:rotate(-2.4deg)}to{transform:rotate(2.4deg)}}
@keyframes swing{12%{transform:rotate(13deg)}32%{transform:rotate(-10deg)}52%{transform:rotate(7deg)}70%{transform:rotate(-4deg)}86%{transform:rotate(2deg)}}
@keyframes ring{0%{transform:scale(.2);opacity:0}15%{opacity:.85}100%{transform:scale(1.5);opacity:0}}
`,
};
