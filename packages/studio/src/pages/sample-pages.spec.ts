import { describe, expect, it, jest } from '@jest/globals';
import { parsePage } from '@mojian/card/gate/page-tree';
import { divideFonts, type FontWish } from '@mojian/card/type/divide-fonts';
import type { Brief } from '@mojian/contracts/brief';
import { writeCopy } from '../copy/write-copy.js';
import { planConcept } from '../plan/plan-concept.js';
import { sampleBriefs } from '../sample-briefs.js';

const MOST_BYTES = 300_000;
const UNDRAWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/gu;

/** What is heard only: no face is needed for it. */
const UNSEEN = /<title>.*?<\/title>|<article class="whole".*?<\/article>/gs;

const wishes: FontWish[] = [];
/** Cutting takes half a second a card: here it is only asked which characters would be cut. */
jest.unstable_mockModule('@mojian/card/type/subset-fonts', () => ({
  subsetFonts: (wish: FontWish) => {
    wishes.push(wish);
    return Promise.resolve('');
  },
}));
const { writePage } = await import('./write-page.js');

/** Half a kilobyte for a glyph of the body's face, as measured; the brush and the seal are alike. */
const GLYPH_BYTES = 480;

async function typeOf(brief: Brief) {
  const concept = planConcept(brief);
  const copy = writeCopy(brief, concept);
  const { html } = await writePage({ brief, concept, copy });
  const wish = wishes.pop();
  if (!wish) throw new Error('no font was asked for');
  const { faces, phone } = await divideFonts(wish);
  const isPlain = /<body[^>]*class="plain/.test(html);
  const glyphs = [...faces.values()].reduce((sum, own) => sum + own.size, 0);
  const { text } = parsePage(html.replace(UNSEEN, ''));
  const shown = isPlain ? text.replace(brief.words, '') : text;
  const ours = new Set([...faces.values()].flatMap((own) => [...own]));
  const left = new Set([...phone].flatMap((grapheme) => [...grapheme]));
  const missing = [...new Set(shown.replace(UNDRAWN, ''))].filter((one) => !ours.has(one) && !left.has(one));
  return { missing, phone, bytes: Buffer.byteLength(html) + glyphs * GLYPH_BYTES };
}

describe('the pages of the sample briefs', () => {
  it('have a face or the phone for every character, in less than 300 KB without the picture', async () => {
    const phone = new Set<string>();
    const bad: unknown[] = [];
    for (const brief of sampleBriefs) {
      const type = await typeOf(brief);
      const missing = type.missing.filter((one) => one.trim() !== '');
      if (missing.length > 0 || type.bytes >= MOST_BYTES) bad.push({ seed: brief.seed, missing, bytes: type.bytes });
      for (const grapheme of type.phone) phone.add(grapheme);
    }
    expect(bad).toEqual([]);
    const letters = [...phone].filter((one) => /^(?:\p{Script=Han}|\p{Script=Latin}|\d)$/u.test(one));
    expect(letters).toEqual(['\u{2053B}']);
  }, 120_000);
});
