/**
 * What all pages of the studio share on their front and on the cover over it. Sizes of type are in rem, so that they
 * follow the size that a person has set in the browser; only the poem, which is large, goes by the picture.
 */
export const pageStyle = `
*{box-sizing:border-box;margin:0;-webkit-tap-highlight-color:transparent}
html,body{height:100%;overflow:hidden;background:var(--ground)}
body{font:1rem/1.6 lxgw-wenkai,"Kaiti SC",STKaiti,KaiTi,"Songti SC",Georgia,serif;color:var(--on)}
.whole{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.free-left{--lean:-25vw}
.free-right{--lean:25vw}
.free-left .meta{justify-content:flex-end}
.free-right .meta{justify-content:flex-start}
.front{user-select:none;-webkit-user-select:none;background:var(--ground)}
.overlay{pointer-events:none}
.verse{position:absolute;color:var(--on);-webkit-text-size-adjust:none;text-size-adjust:none}
.lines{font:400 1em/1 ma-shan-zheng,lxgw-wenkai,"Kaiti SC",STKaiti,KaiTi,serif;text-shadow:0 0 .1em var(--glow),0 0 .35em var(--glow),0 0 .8em var(--glow)}
.vertical .lines{display:flex;flex-direction:row-reverse;gap:.5em}
.vertical .lines>span{writing-mode:vertical-rl;width:1em;letter-spacing:.14em;white-space:nowrap;margin-top:calc(var(--i)*.9em)}
.level .lines{line-height:1.45}
.level .lines>span{padding-left:calc(var(--i)*.5em);white-space:nowrap}
.seal{position:absolute;width:1.32em;padding:.12em;display:grid;grid:repeat(2,1fr)/repeat(2,1fr);grid-auto-flow:column;direction:rtl;place-items:center;border-radius:.14em;background:#b3261e;color:#fdf1e4;box-shadow:inset 0 0 0 .045em #b3261e,inset 0 0 0 .085em #fbeee0cc,0 .06em .2em #0004;opacity:0;transform:scale(2.2) rotate(-9deg);transition:opacity .25s 1.5s,transform .42s cubic-bezier(.3,1.6,.5,1) 1.5s}
.seal b{font:400 .52em/1.04 zcool-xiaowei,lxgw-wenkai,serif}
.seal[data-size="2"],.seal[data-size="1"]{width:.92em;grid:auto/1fr;grid-auto-flow:row;margin-right:.2em}
.seal[data-size="2"] b,.seal[data-size="1"] b{font-size:.6em}
.level .seal{position:relative;margin:.6em 0 0 1.8em;display:inline-grid;font-size:.95em}
.mj-open .seal{opacity:1;transform:rotate(-2deg)}
.meta{position:absolute;top:0;left:0;right:0;padding:14px 20px 0;display:flex;flex-wrap:wrap;justify-content:center;gap:0 1.1em;font-size:.8125rem;line-height:1.5;letter-spacing:.12em;color:var(--on);text-shadow:0 0 3px var(--glow),0 0 8px var(--glow),0 0 14px var(--glow);opacity:0;transition:opacity 1s 1.6s;pointer-events:none}
.meta span{max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mj-open .meta{opacity:1}
.bar{display:flex;flex-wrap:wrap;justify-content:center;gap:10px 12px;padding:0 16px}
.front .bar{position:absolute;left:0;right:0;bottom:calc(26px + env(safe-area-inset-bottom));opacity:0;transition:opacity .8s 1.2s}
.mj-open .front .bar{opacity:1}
.front .mj-button{box-shadow:0 4px 18px #0003}
.cover{display:flex;flex-direction:column;align-items:center;justify-content:center;gap:max(14px,4.5vh);padding:20px 20px calc(5.2rem + env(safe-area-inset-bottom));overflow:hidden;-webkit-user-select:none;user-select:none}
.desk{background:radial-gradient(circle at 50% 40%,color-mix(in srgb,var(--ground) 66%,#fff),var(--ground) 78%);color:var(--ink)}
.veil{background:linear-gradient(#0000 45%,color-mix(in srgb,var(--ground) 82%,#0000));justify-content:flex-end;color:var(--on)}
.hint{position:relative;z-index:1;max-width:100%;text-align:center;font-size:1rem;letter-spacing:.24em;text-indent:.24em;transition:opacity .4s}
.hint b{display:block;font:400 min(2.25rem,11.5vw)/1.4 ma-shan-zheng,lxgw-wenkai,serif;letter-spacing:.1em;text-indent:.1em}
.veil .hint{padding:8px 22px;border-radius:1.6rem;background:var(--paper);color:#33291f;font-size:.9375rem;letter-spacing:.16em;text-indent:.16em;box-shadow:0 4px 18px #0003}
.mj-touched .hint,.mj-opening .hint,.mj-open .hint{opacity:0;animation:none}
.skip{position:fixed;z-index:10;left:50%;bottom:calc(14px + env(safe-area-inset-bottom));transform:translateX(-50%);background:none;border-color:#0000;color:inherit;font-size:.875rem;white-space:nowrap}
.desk~.skip{color:var(--ink)}
.mj-opening .skip,.mj-open .skip{display:none}
@media (orientation:landscape) and (max-height:500px){.desk,.rice{flex-direction:row;gap:36px}}
.mj-turned .cover{display:none}
.breathe{animation:breathe 2.6s infinite ease-in-out}
@keyframes breathe{50%{opacity:.72}}
:lang(en) .mj-button,:lang(en) .hint{letter-spacing:.02em;text-indent:0}
`;
