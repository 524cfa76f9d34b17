import { guardName } from './guard-loops.js';

/** How long one loop may last, and how often it may turn while the clock stands still (a paused or virtual clock). */
const loopLimits = { ms: 2_000, turns: 100_000_000 };

/**
 * Runs before anything of the page. It takes the RTC constructors away, which no policy of today's Chromium can refuse;
 * refuses nodes that fetch or frame; and holds the loop guard. The markup itself was scrubbed on the server.
 */
export const firstScript = `(()=>{'use strict';
const w=window,N=Node.prototype,E=Element.prototype,D=Document.prototype;
const bad=/^(?:link|i?frame|frameset|base|object|embed|portal|fencedframe)$/i,markup=/<(?=\\s*(?:link|i?frame|frameset|base|object|embed|portal|fencedframe|meta)\\b)/gi;
for(const n of ['RTCPeerConnection','webkitRTCPeerConnection','RTCDataChannel','RTCIceTransport','RTCSessionDescription','RTCIceCandidate'])
Object.defineProperty(w,n,{value:undefined,writable:false,configurable:false});
const refuse=n=>{if(n&&n.nodeType===1&&(bad.test(n.localName)||(n.querySelector&&n.querySelector('link,iframe,frame,base,object,embed'))))throw new TypeError('a card may not hold <'+n.localName+'>');return n};
const wrap=(o,k,f)=>{const v=o[k];if(typeof v==='function')o[k]=function(...a){f(a);return v.apply(this,a)}};
for(const k of ['appendChild','insertBefore','replaceChild'])wrap(N,k,a=>refuse(a[0]));
for(const o of [E,D,DocumentFragment.prototype])for(const k of ['append','prepend','replaceChildren'])wrap(o,k,a=>a.forEach(refuse));
for(const o of [E,CharacterData.prototype])for(const k of ['before','after','replaceWith'])wrap(o,k,a=>a.forEach(refuse));
wrap(E,'insertAdjacentElement',a=>refuse(a[1]));
wrap(E,'insertAdjacentHTML',a=>{a[1]=String(a[1]).replace(markup,'&lt;')});
wrap(Range.prototype,'createContextualFragment',a=>{a[0]=String(a[0]).replace(markup,'&lt;')});
for(const [o,k] of [[E,'innerHTML'],[E,'outerHTML'],[ShadowRoot.prototype,'innerHTML']]){const d=Object.getOwnPropertyDescriptor(o,k);
if(d&&d.set)Object.defineProperty(o,k,{...d,set(v){d.set.call(this,v==null?v:String(v).replace(markup,'&lt;'))}})}
const now=performance.now.bind(performance);
const guard=()=>({turns:0,since:now()});
guard.stop=s=>{if((++s.turns&1023)!==0||(s.turns<${loopLimits.turns}&&now()-s.since<${loopLimits.ms}))return false;console.error('a loop was stopped');return true};
Object.defineProperty(w,'${guardName}',{value:Object.freeze(guard),writable:false,configurable:false});
})()`;
