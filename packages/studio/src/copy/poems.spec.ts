import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { verses } from './lines/verses/list.js';

interface Poems {
  readonly sources: readonly { readonly name: string; readonly url: string; readonly commit: string }[];
  readonly poems: readonly Record<'author' | 'work' | 'title' | 'text', string>[];
}
const { sources, poems }: Poems = JSON.parse(readFileSync(new URL('../../data/poems.json', import.meta.url), 'utf8'));

/** The characters without the marks: editions differ in these. */
const bare = (text: string): string => text.replaceAll(/[^\p{L}]/gu, '');

describe('the verses', () => {
  it('stand word for word in a poem of that author under that title, as the corpus has it', () => {
    expect(sources).toHaveLength(2);
    const wrong = [...verses.zh, ...verses.en].filter(
      ({ text, author, work }) =>
        !poems.some((poem) => poem.author === author && poem.work === work && bare(poem.text).includes(bare(text))),
    );
    expect(wrong).toEqual([]);
  });

  it('are called by a part of the title in the corpus, and no poem is kept that none quotes', () => {
    const quoted = new Set([...verses.zh, ...verses.en].map(({ author, work }) => `${author} ${work}`));
    for (const { author, work, title } of poems) {
      expect([work, bare(title).includes(bare(work))]).toEqual([work, true]);
      expect([work, quoted.has(`${author} ${work}`)]).toEqual([work, true]);
    }
  });

  it('are many, and none is a part of another', () => {
    const texts = [...verses.zh, ...verses.en].map(({ text }) => bare(text));
    expect(verses.zh.length).toBeGreaterThanOrEqual(300);
    expect(texts.filter((text) => texts.filter((other) => other.includes(text)).length > 1)).toEqual([]);
  });
});
