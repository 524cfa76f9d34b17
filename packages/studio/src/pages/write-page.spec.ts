import { describe, expect, it } from '@jest/globals';
import { assemblePage } from '@mojian/card/assemble/assemble-page';
import { parsePage } from '@mojian/card/gate/page-tree';
import { checkStatic } from '@mojian/card/gate/static-check';
import { kitScript } from '@mojian/card/kit-source';
import { Page } from '@mojian/contracts/card/page';
import { type BriefWish, makeBrief } from '../brief.fixture.js';
import { writeCopy } from '../copy/write-copy.js';
import { planConcept } from '../plan/plan-concept.js';
import { findScene, sceneNames } from '../scenes/list.js';
import { pageTemplates } from './templates/list.js';
import { writePage } from './write-page.js';

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
const picture = {
  width: 1080,
  height: 2080,
  planes: [{ name: 'sky', dataUri: PIXEL, x: 0, y: 0, width: 100, depth: 0 }],
  fullDataUri: PIXEL,
  bleed: { top: '#aabbcc', bottom: '#112233' },
  text: 'dark' as const,
};

const letters: Readonly<Record<string, BriefWish>> = {
  long: { words: '纸短情长，见字如面。山高水远，各自珍重。\n'.repeat(100).slice(0, 2000), sender: '阿禾' },
  rare: { words: String.fromCodePoint(...Array.from({ length: 2000 }, (_, index) => 0x4e00 + index)) },
  english: { words: 'I miss you.\n\n— J', language: 'en', recipient: 'Emily' },
  emoji: { words: '终于下班啦 🌅👨‍👩‍👧', recipient: '🐱' },
  hostile: {
    words: '</script><img src=x onerror=alert(1)> & "q" \'s\' </textarea><!--',
    recipient: '"><svg onload=1>',
    sender: '</style>',
  },
  word: { words: '嗯' },
};

const build = async (wish: BriefWish, { scene, template }: { scene: string; template: string }) => {
  const brief = makeBrief(wish);
  const hint = findScene(scene)?.weather ?? 'motes';
  const concept = { ...planConcept(brief), scene, template, animation_hint: hint };
  const copy = writeCopy(brief, concept);
  const page = await writePage({ brief, concept, copy });
  return { copy, page, html: assemblePage({ page, picture }) };
};

/** Every opening twice and every letter and scene with some of them: fonts are cut for each, which takes its time. */
const kinds = Object.entries(letters);
const sample = pageTemplates.flatMap(({ name: template }, row) =>
  [row * 2, row * 2 + 1].flatMap((index) => {
    const [kind, wish] = kinds[index % kinds.length] ?? [];
    const scene = sceneNames[index % sceneNames.length];
    return kind && wish && scene ? [{ template, scene, kind, wish }] : [];
  }),
);

describe('the page', () => {
  it.each(sample)('of $template over $scene passes the static gate with the $kind letter', async (one) => {
    const { copy, page, html } = await build(one.wish, one);
    const { text, elements } = parsePage(html);
    const slots = elements.filter(({ attrs }) => attrs.some(({ name }) => name === 'data-picture'));
    const lines = [copy.title, ...copy.headline, ...copy.letter.opening, copy.letter.words, ...copy.letter.closing];
    expect(Page.parse(page)).toEqual(page);
    expect(text).toContain(copy.letter.words);
    expect(slots).toHaveLength(1);
    expect(elements.some(({ tagName }) => ['link', 'iframe', 'form'].includes(tagName))).toBe(false);
    expect(checkStatic(html, { copy: lines }).findings).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(120_000);
  });
});

describe('the kit', () => {
  it('stays below 8 KB of script', () => {
    expect(Buffer.byteLength(kitScript())).toBeLessThanOrEqual(8192);
  });
});

describe('writePage', () => {
  it('gives the same page for the same brief', async () => {
    const forced = { scene: 'lake-rain', template: 'envelope' };
    expect(await build({ words: '想你' }, forced)).toEqual(await build({ words: '想你' }, forced));
  });

  it("takes a model's own scene, opening and long lines", async () => {
    const brief = makeBrief({ words: '想你' });
    const concept = { ...planConcept(brief), scene: 'a cat on the roof', template: 'a box of matches' };
    const copy = { ...writeCopy(brief, concept), headline: ['猫在屋顶上看着月亮从对面的楼后面慢慢升起来'] };
    const html = assemblePage({ page: await writePage({ brief, concept, copy }), picture });
    expect(parsePage(html).text).toContain('猫在屋顶上看着月亮从对');
  });

  it('lets rain fall outdoors, none into a room, and nothing from a clear sky', async () => {
    const fallsIn = async (scene: string, sky: 'rain' | 'clear' | null): Promise<string | undefined> => {
      const { html } = await build({ words: '嗯', weather: { sky } }, { scene, template: 'envelope' });
      return /data-weather="(\w+)"/.exec(html)?.[1];
    };
    expect(await fallsIn('moon-river', 'rain')).toBe('rain');
    expect(await fallsIn('city-rain-window', 'rain')).toBe('motes');
    expect(await fallsIn('snow-village', 'clear')).toBe('motes');
    expect(await fallsIn('snow-village', null)).toBe('snow');
  });

  it('promises at least two interactions whose targets exist', async () => {
    for (const { name } of pageTemplates) {
      const { page } = await build({ words: '想你' }, { scene: 'moon-river', template: name });
      expect(page.interactions.length).toBeGreaterThanOrEqual(2);
    }
  });
});
