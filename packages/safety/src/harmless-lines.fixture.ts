import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const data = (name: string): URL => new URL(`../../studio/data/${name}`, import.meta.url);

const Briefs = z.array(z.object({ words: z.string() }));

/** What people write on cards, as the studio is tried with. */
export const readBriefWords = async (): Promise<readonly string[]> =>
  Briefs.parse(JSON.parse(await readFile(data('briefs.json'), 'utf8'))).map(({ words }) => words);

/** Every sentence of the studio's poems, whatever the file is made of. */
export async function readPoemLines(): Promise<readonly string[]> {
  const texts: string[] = [];
  JSON.parse(await readFile(data('poems.json'), 'utf8'), (_, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts;
}
