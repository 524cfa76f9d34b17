import { readDesign } from '@mojian/card/assemble/read-design';
import type { Brief } from '@mojian/contracts/brief';
import type { Concept } from '@mojian/contracts/card/concept';
import type { Copy } from '@mojian/contracts/card/copy';
import type { PageDesign } from '@mojian/contracts/card/page-design';
import { definePrompt } from './define-prompt.js';
import { readEarlyDisplay } from './early-display.js';

export interface CodeInput {
  readonly brief: Brief;
  readonly concept: Concept;
  readonly copy: Copy;
}

/** The part of the kit's reference that a design may use; the rest of the page uses the other part. */
const kit = `Kit attributes (behaviour is there already, write no script for it):
- data-cover on ONE button that fills the screen: opens by tap, Enter, Space, or by itself after data-auto seconds; its play takes data-opening seconds (0.6), it is removed data-leaving seconds (1) later.
- data-release="#id" on a button of the front: sends a copy of <template id>'s first element on its way; counts in data-count.
- data-chime="84 88 91" on a button: a tap plays these MIDI notes on a small bell; counts in data-chimes.
- what was tapped carries the class mj-played, anew each time.
- classes of html: mj-sealed, then mj-opening, then mj-open; mj-turned; mj-still when the reader asked for reduced motion (no movement then).
- classes: cover (fills the screen; with desk: opaque ground; with veil: the picture shows through), hint (the line that says what to do), mj-button (a button that reads on any picture), breathe.
- CSS variables: --ground --ink --accent --paper --on (text on the picture).`;

const rules = `Rules:
- One self-contained design in plain HTML, CSS and, only if needed, JavaScript of a few lines. No request to anywhere: no url(), import, link, src, fetch, storage, navigation, eval, worker, form, iframe, dialog. Draw with CSS and inline SVG.
- The reader holds a phone of 320 to 430 px width: nothing wider, no scrolling, text of at least 14 px, buttons of at least 44 px, contrast of at least 4.5:1.
- The poem, the letter, the postmark and the button that turns the card are there already; leave the upper two thirds of the picture free. Write no text but the hint and short labels, in the language of the card.
- Every interaction you promise must have a visible effect within two seconds. Stop all movement under .mj-still.
- At most 2,000 tokens.`;

const form = `Answer with exactly these, and nothing else:
<style>…</style>
<template id="cover">…one element with data-cover…</template>
<template id="front">…or empty…</template>
<script>…only if needed…</script>
<script type="application/json">[{"name": "short label", "gesture": "tap|swipe|drag|longpress|wait", "target": "CSS selector", "expect": {"selector": "CSS selector", "change": "text|attribute|class|visible|pixels"}}]</script>
The first interaction opens the card: {"gesture": "tap", "target": "[data-cover]", "expect": {"selector": "html", "change": "class"}}.`;

// The part that never changes stands first, so that providers need not read it anew.
const places = ['{{rules}}', '{{kit}}', '{{form}}', '{{fence}}'].join('\n\n');

const template = {
  zh: `你是「墨笺」的匠人，为一张竖屏明信片写它的封面与打开的方式：收信人一触，画面便在眼前展开。

${places}`,
  en: `You craft the opening of a Mojian postcard on a phone: one touch of the reader, and the picture unfolds.

${places}`,
};

export const codePrompt = definePrompt<CodeInput, PageDesign>({
  name: 'code',
  version: 1,
  template,
  parts: () => ({ rules, kit, form }),
  ask: ({ brief, concept, copy }, fence) => ({
    language: brief.language,
    messages: [
      {
        role: 'user',
        content: fence.data({
          language: brief.language,
          to: brief.recipient,
          from: brief.sender,
          idea: concept.template,
          mood: concept.mood,
          picture: { about: concept.picture.prompt, width: concept.picture.width, height: concept.picture.height },
          palette: concept.palette,
          title: copy.title,
          poem: copy.headline,
          seal: copy.seal,
        }),
      },
    ],
    maxTokens: 4_000,
    temperature: 0.8,
  }),
  read: (reply) => readDesign(reply),
  glimpse: readEarlyDisplay,
});
