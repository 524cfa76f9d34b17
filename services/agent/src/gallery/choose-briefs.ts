import { readFile } from 'node:fs/promises';
import type { Brief } from '@mojian/contracts/brief';
import { expandBrief, sampleBriefs } from '@mojian/studio/sample-briefs';
import type { GalleryArguments } from './gallery-arguments.js';

/** So many briefs, spread over the file or over the committed ones, the same for the same seed. */
export async function chooseBriefs({ briefs: file, cards, seed }: GalleryArguments): Promise<readonly Brief[]> {
  const all = file ? readBriefs(JSON.parse(await readFile(file, 'utf8'))) : sampleBriefs;
  const step = Math.max(1, Math.floor(all.length / cards));
  const start = [...seed].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % step;
  return Array.from({ length: cards }, (_, index) => all[(start + index * step) % all.length])
    .filter((brief) => brief !== undefined)
    .map((brief, index) => ({ ...brief, seed: `${seed}-${index}` }));
}

function readBriefs(data: unknown): readonly Brief[] {
  if (!Array.isArray(data)) throw new TypeError('A file of briefs is a JSON list.');
  return data.map(expandBrief);
}
