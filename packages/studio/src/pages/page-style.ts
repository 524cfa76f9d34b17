/** What all pages of the studio share: the front with its poem and the letter on its back. */
export const pageStyle = `
*{box-sizing:border-box;margin:0;-webkit-tap-highlight-color:transparent}
html,body{height:100%;overflow:hidden;background:var(--ground)}
body{font:16px/1.6 lxgw-wenkai,"Kaiti SC",STKaiti,KaiTi,"Songti SC",Georgia,serif;color:var(--on)}
.front{user-select:none;-webkit-user-select:none;background:var(--ground)}
.overlay{pointer-events:none}
.verse{position:absolute;color:var(--on)}
.verse h1{font:400 1em/1 ma-shan-zheng,lxgw-wenkai,"Kaiti SC",STKaiti,KaiTi,serif;text-shadow:0 0 .1em var(--glow),0 0 .35em var(--glow),0 0 .8em var(--glow)}
.vertical h1{display:flex;flex-direction:row-reverse;gap:.5em}
.vertical h1>span{writing-mode:vertical-rl;width:1em;letter-spacing:.14em;white-space:nowrap;margin-top:calc(var(--i)*.9em)}
.level h1{line-height:1.45}
.level h1>span{padding-left:calc(var(--i)*.9em);white-space:nowrap}
.seal{position:absolute;width:1.32em;padding:.12em;display:grid;grid:repeat(2,1fr)/repeat(2,1fr);grid-auto-flow:column;direction:rtl;place-items:center;border-radius:.14em;background:#b3261e;color:#fdf1e4;box-shadow:inset 0 0 0 .045em #b3261e,inset 0 0 0 .085em #fbeee0cc,0 .06em .2em #0004;opacity:0;transform:scale(2.2) rotate(-9deg);transition:opacity .25s 1.5s,transform .42s cubic-bezier(.3,1.6,.5,1) 1.5s}
.seal b{font:400 .52em/1.04 zcool-xiaowei,lxgw-wenkai,serif}
.seal[data-size="2"],.seal[data-size="1"]{width:.92em;grid:auto/1fr;grid-auto-flow:row;margin-right:.2em}
.seal[data-size="2"] b,.seal[data-size="1"] b{font-size:.6em}
.level .seal{position:relative;margin:.6em 0 0 1.8em;display:inline-grid;font-size:.95em}
.mj-open .seal{opacity:1;transform:rotate(-2deg)}
.meta{position:absolute;top:0;left:0;right:0;padding:14px 20px 0;display:flex;justify-content:center;gap:1.1em;font-size:13px;letter-spacing:.12em;white-space:nowrap;color:var(--on);text-shadow:0 0 3px var(--glow),0 0 8px var(--glow),0 0 14px var(--glow);opacity:0;transition:opacity 1s 1.6s;pointer-events:none}
.meta span{overflow:hidden;text-overflow:ellipsis}
.mj-open .meta{opacity:1}
.bar{display:flex;justify-content:center;gap:12px;padding:0 16px}
.front .bar{position:absolute;left:0;right:0;bottom:calc(26px + env(safe-area-inset-bottom));opacity:0;transition:opacity .8s 1.2s}
.mj-open .front .bar{opacity:1}
.front .mj-button{white-space:nowrap;box-shadow:0 4px 18px #0003}
.skip{position:fixed;z-index:10;left:50%;bottom:calc(20px + env(safe-area-inset-bottom));transform:translateX(-50%);background:none!important;border-color:transparent!important;color:inherit!important;font-size:14px!important;white-space:nowrap}
.mj-opening .skip,.mj-open .skip{display:none}
.back{background:#f5eddd;color:#33291f;overflow-y:auto!important;-webkit-overflow-scrolling:touch;background:radial-gradient(130% 70% at 50% 0,#fdf9f0,#f3e9d6 70%,#ebdfc7)}
.back::before{content:"";position:sticky;display:block;top:12px;height:calc(100vh - 24px);margin:12px 12px calc(12px - 100vh);border:1px solid #c3ab83;outline:1px solid #dccdb0;outline-offset:4px;border-radius:2px;pointer-events:none;z-index:2}
.sheet{position:relative;padding:44px 36px 30px;min-height:calc(100% - 104px);max-width:560px;margin:0 auto;display:flex;flex-direction:column}
.sheet header{min-height:128px;display:flex;flex-direction:column;justify-content:flex-end;margin-bottom:12px}
.postage{position:absolute;right:34px;top:36px;width:176px;height:116px}
.stamp{position:absolute;right:0;top:0;width:80px;height:110px;padding:7px 7.5px;background:radial-gradient(circle,#0000 2.7px,#fffdf8 3.1px) -5px -5px/10px 10px;transform:rotate(2.5deg);filter:drop-shadow(0 1px 2px #0004)}
.stamp canvas{display:block;width:100%;height:78px}
.stamp b{display:block;background:#fffdf8;text-align:center;font:400 11px/18px lxgw-wenkai,serif;letter-spacing:.3em;text-indent:.3em;color:#6b4a2a}
.postmark{position:absolute;right:62px;top:22px;width:92px;height:92px;border:1.5px solid #7d4636;border-radius:50%;outline:1px solid #7d463699;outline-offset:-7px;display:flex;flex-direction:column;align-items:center;justify-content:center;font-size:11px;line-height:1.5;color:#7d4636;transform:rotate(-13deg);z-index:1;mix-blend-mode:multiply}
.postmark span{max-width:72px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.dear{font:400 26px/1.3 ma-shan-zheng,lxgw-wenkai,"Kaiti SC",STKaiti,serif;overflow-wrap:anywhere;max-width:calc(100% - 4px)}
.words{font-size:18px;line-height:36px;white-space:pre-wrap;overflow-wrap:anywhere;background:linear-gradient(#0000 34px,#cbb48c8c 35px,#0000 36px) 0 0/100% 36px;min-height:180px}
.plain .words{font-family:"Kaiti SC",STKaiti,KaiTi,"Songti SC",Georgia,serif}
.closing{margin-top:14px;font-size:16px;line-height:1.8;color:#6b5238}
.signature{margin:18px 4px 0 auto;font:400 27px/1.3 ma-shan-zheng,lxgw-wenkai,"Kaiti SC",STKaiti,serif;overflow-wrap:anywhere}
.quote{margin-top:auto;padding-top:34px;text-align:center;font-size:14px;line-height:1.75;color:#6b5238}
.quote q{display:block;quotes:none;text-wrap:balance}
.quote cite{font-style:normal;font-size:12.5px}
.back .bar{position:sticky;bottom:0;padding:26px 16px calc(34px + env(safe-area-inset-bottom));background:linear-gradient(#ebdfc700,#ecdfc8 42%)}
.breathe{animation:breathe 2.6s infinite ease-in-out}
@keyframes breathe{50%{opacity:.72}}
:lang(en) .mj-button,:lang(en) .hint{letter-spacing:.02em;text-indent:0}
`;
