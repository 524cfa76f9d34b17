/** The back of the card. Sizes of type are in rem, so that they follow the size that a person has set in the browser. */
export const letterStyle = `
.back{color:#33291f;overflow-y:auto;-webkit-overflow-scrolling:touch;background:radial-gradient(130% 70% at 50% 0,#fdf9f0,#f3e9d6 70%,#ebdfc7)}
.back::before{content:"";position:sticky;display:block;top:12px;height:calc(100vh - 24px);margin:12px 12px calc(12px - 100vh);border:1px solid #c3ab83;outline:1px solid #dccdb0;outline-offset:4px;border-radius:2px;pointer-events:none;z-index:2}
.wash{position:sticky;display:block;top:46vh;width:100%;height:46vh;margin-bottom:-46vh;opacity:.2;pointer-events:none;-webkit-mask:linear-gradient(#0000,#000 45%,#0000 92%);mask:linear-gradient(#0000,#000 45%,#0000 92%)}
.sheet{position:relative;padding:38px 34px 30px;min-height:calc(100% - 104px);max-width:560px;margin:0 auto;display:flex;flex-direction:column}
@media (max-width:350px){.sheet{padding-inline:24px}}
.sheet header{display:flex;flex-wrap:wrap-reverse;justify-content:space-between;align-items:flex-start;gap:12px 10px;min-height:122px;margin-bottom:1.2rem}
.parties{flex:1 1 4.4rem;min-width:0;align-self:stretch;display:flex;flex-direction:column;justify-content:flex-end;gap:.3rem}
.parties div{border-bottom:1px solid #b98e7a99;padding-bottom:2px}
.parties dt{font-size:.75rem;line-height:1.4;letter-spacing:.2em;color:#a3452f}
.parties dd{margin:0;font-size:1rem;line-height:1.35;overflow-wrap:anywhere}
.postage{position:relative;flex:none;width:166px;height:122px;margin-left:auto}
.stamp{position:absolute;right:0;top:0;width:82px;height:114px;padding:7px 8px;background:radial-gradient(circle,#0000 2.7px,#fffdf8 3.1px) -5px -5px/10px 10px;transform:rotate(2.5deg);filter:drop-shadow(0 1px 2px #0004)}
.stamp canvas{display:block;width:100%;height:82px}
.stamp b{display:block;background:#fffdf8;text-align:center;font:400 11px/18px lxgw-wenkai,serif;letter-spacing:.3em;text-indent:.3em;color:#6b4a2a}
.postmark{position:absolute;left:-12px;top:20px;width:186px;transform:rotate(-11deg);overflow:visible;z-index:1;mix-blend-mode:multiply;opacity:.82}
.postmark .lines{fill:none;stroke:#8a3a2c;stroke-width:1.7;stroke-linecap:round}
.postmark .type{fill:#8a3a2c;font-family:lxgw-wenkai,"Kaiti SC",serif}
.dear{font:400 1.625rem/1.3 ma-shan-zheng,lxgw-wenkai,"Kaiti SC",STKaiti,serif;overflow-wrap:anywhere}
.words{font-size:1.125rem;line-height:2;white-space:pre-wrap;overflow-wrap:anywhere;background:linear-gradient(#0000 calc(2em - 2px),#cbb48c8c calc(2em - 1px),#0000 2em) 0 0/100% 2em;min-height:10em}
.plain .words{font-family:"Kaiti SC",STKaiti,KaiTi,"Songti SC",Georgia,serif}
.opening{margin:2px 0 8px;font-size:1rem;line-height:1.8;color:#6b5238;overflow-wrap:anywhere}
.closing{margin-top:14px;font-size:1rem;line-height:1.8;color:#6b5238;overflow-wrap:anywhere}
.signature{margin:18px 4px 0 auto;font:400 1.6875rem/1.3 ma-shan-zheng,lxgw-wenkai,"Kaiti SC",STKaiti,serif;overflow-wrap:anywhere}
.quote{margin-top:auto;padding-top:34px;text-align:center;font-size:.875rem;line-height:1.75;color:#6b5238;overflow-wrap:anywhere}
.quote q{display:block;quotes:none;text-wrap:balance}
.quote cite{font-style:normal;font-size:.8125rem}
.back .bar{position:sticky;bottom:0;padding:26px 16px calc(34px + env(safe-area-inset-bottom));background:linear-gradient(#ebdfc700,#ecdfc8 42%)}
`;
