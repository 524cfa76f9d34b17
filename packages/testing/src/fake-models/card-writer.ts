import sharp from 'sharp';
import type { FakeCall, Scenario, TextScenario } from './scenario.js';

/** How fast it answers; at once unless told. */
export interface CardWriterPace {
  readonly firstTokenMs?: number;
  readonly tokensPerSecond?: number;
  /** Of a picture. */
  readonly pictureMs?: number;
}

const idea = {
  zh: {
    title: '灯下写的信',
    mood: 'longing',
    mood_reasons: ['你写到了远方的人'],
    scene: 'moon-river',
    palette: { ground: '#14213d', ink: '#f8f1e0', accent: '#f2a65e', paper: '#f6eddc' },
    opening: '一枚纸折的月亮，轻触便升起来，画面随它亮开。',
    picture: 'An ink-wash river at night below a round moon, one lit boat, quiet upper third of dark blue sky.',
  },
  en: {
    title: 'A lamp on the water',
    mood: 'longing',
    mood_reasons: ['You wrote of someone far away'],
    scene: 'moon-river',
    palette: { ground: '#14213d', ink: '#f8f1e0', accent: '#f2a65e', paper: '#f6eddc' },
    opening: 'A paper moon that rises at a touch and lights the picture.',
    picture: 'An ink-wash river at night below a round moon, one lit boat, quiet upper third of dark blue sky.',
  },
} as const;

const words = {
  zh: {
    title: '灯下写的信',
    headline: ['月亮先到', '我的话慢', '都寄给你'],
    opening: ['写这封信的时候，屋里只有一盏灯。'],
    closing: ['见字的时候，就当我坐在你旁边。'],
    seal: '见字',
  },
  en: {
    title: 'A lamp on the water',
    headline: ['The moon is early', 'my words are slow', 'both are yours'],
    opening: ['One lamp is on while I write this.'],
    closing: ['Read it as if I sat beside you.'],
    seal: '见字',
  },
} as const;

const hints = { zh: '轻触，让月亮升起', en: 'Touch, and the moon rises' } as const;

/** A design of some 500 tokens: a paper moon that rises. */
export const moonDesign = (language: 'zh' | 'en'): string => `<style>
.disc{position:absolute;left:50%;top:34%;width:120px;height:120px;margin:-60px;border-radius:50%;background:radial-gradient(circle at 40% 35%,#fffbe8,#f3d98f);box-shadow:0 0 60px #f3d98f99;transition:transform 1.2s ease-in,opacity 1.2s}
.cover .hint{margin-top:30vh}
.mj-opening .disc,.mj-open .disc{transform:translateY(-60vh) scale(.5);opacity:0}
.mj-still .disc{transition:none}
.glow{position:absolute;right:8%;bottom:22%;width:56px;height:56px;border:0;border-radius:50%;background:radial-gradient(circle,#fff3c4,#f2a65e00 70%);transition:opacity .4s}
.glow.lit{opacity:.25}
</style>
<template id="cover"><button class="cover desk" type="button" data-cover="moon" data-auto="4" data-opening="0.8" data-leaving="1" aria-label="${hints[language]}"><span class="disc"></span><span class="hint">${hints[language]}</span></button></template>
<template id="front"><button class="glow" type="button" aria-label="${language === 'zh' ? '灯' : 'Lamp'}"></button></template>
<script>document.querySelector('.glow').addEventListener('click',(event)=>event.currentTarget.classList.toggle('lit'))</script>
<script type="application/json">[{"name":"${hints[language]}","gesture":"tap","target":"[data-cover]","expect":{"selector":"html","change":"class"}},{"name":"${language === 'zh' ? '点灯' : 'Light the lamp'}","gesture":"tap","target":".glow","expect":{"change":"class"}}]</script>`;

/** Which of the product's questions a call is; null for any other. */
export type CardQuestion = 'concept' | 'copy' | 'code' | 'image';

export function questionOf({ path, body }: FakeCall): CardQuestion | null {
  if (/image|aigc/.test(path)) return 'image';
  const asked = JSON.stringify(body);
  if (asked.includes('data-cover')) return 'code';
  if (asked.includes('headline') && asked.includes('seal')) return 'copy';
  return asked.includes('palette') ? 'concept' : null;
}

/** Answers every question of a card's stages as a good model would; any other is refused as unscripted would be. */
export async function cardWriter(pace: CardWriterPace = {}): Promise<(call: FakeCall) => Scenario> {
  const bytes = await paintNight();
  const { pictureMs = 0, ...speed } = pace;
  const say = (text: string): TextScenario => ({ kind: 'text', text, ...speed });
  return (call) => {
    const language = /[一-鿿]{8}/.test(JSON.stringify(call.body)) ? 'zh' : 'en';
    const question = questionOf(call);
    if (question === 'image') return { kind: 'image', bytes, ms: pictureMs };
    if (question === 'code') return say(moonDesign(language));
    if (question === 'copy') return say(JSON.stringify(words[language]));
    if (question === 'concept') return say(`\`\`\`json\n${JSON.stringify(idea[language])}\n\`\`\``);
    return { kind: 'status', status: 400, body: '{"error":{"message":"no question of a card"}}' };
  };
}

/** A picture that a card can be made with: a night with hills. */
const paintNight = (): Promise<Buffer> =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1792"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#0d1b3d"/><stop offset="1" stop-color="#46608f"/></linearGradient></defs><rect width="1024" height="1792" fill="url(#s)"/><circle cx="250" cy="760" r="80" fill="#fbf3d0"/><path d="M0 1180Q260 960 520 1140T1024 1060V1792H0z" fill="#1d3157"/><path d="M0 1380Q300 1240 600 1360T1024 1320V1792H0z" fill="#132340"/><rect y="1500" width="1024" height="292" fill="#1a2f57"/></svg>',
    ),
  )
    .png()
    .toBuffer();
