import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { convert } from 'fontverter';
import subsetFont from 'subset-font';
import { commonCharacters } from './common-characters.js';
import { readCoverage } from './read-coverage.js';

const files = {
  'ma-shan-zheng': '@fontsource/ma-shan-zheng/files/ma-shan-zheng-chinese-simplified-400-normal.woff2',
  'lxgw-wenkai': '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2',
  'zcool-xiaowei': '@fontsource/zcool-xiaowei/files/zcool-xiaowei-chinese-simplified-400-normal.woff2',
} as const;

/** Also the CSS `font-family`. */
export type FaceName = keyof typeof files;

export interface LoadedFace {
  readonly covers: (codePoint: number) => boolean;
  /**
   * A font with these characters, of those that the face covers: it takes four times as long to cut from the whole face
   * as from one with the common characters only, which is enough for nearly every card.
   */
  readonly sourceOf: (characters: string) => Buffer;
}

const loaded = new Map<FaceName, Promise<LoadedFace>>();
/** One face after another: what is decoded lies in memory that the next decoding may move away, until it is copied. */
let turn: Promise<unknown> = Promise.resolve();

async function load(name: FaceName): Promise<LoadedFace> {
  const woff2 = await readFile(createRequire(import.meta.url).resolve(files[name]));
  const whole = Buffer.from(await convert(woff2, 'sfnt'));
  const common = await subsetFont(whole, commonCharacters(), { targetFormat: 'sfnt', noHinting: true });
  const isCommon = readCoverage(common);
  const sourceOf = (characters: string): Buffer =>
    [...characters].every((one) => isCommon(one.codePointAt(0) ?? 0)) ? common : whole;
  return { covers: readCoverage(whole), sourceOf };
}

/** Decoded once for the process: 5 to 17 MB a face, and a quarter of it more. A failed read is tried again by the next card. */
export function loadFace(name: FaceName): Promise<LoadedFace> {
  const known = loaded.get(name);
  if (known) return known;
  const face = turn.then(() => load(name));
  turn = face.catch(() => undefined);
  const kept = face.catch((error: unknown) => {
    loaded.delete(name);
    throw error;
  });
  loaded.set(name, kept);
  return kept;
}
