import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { convert } from 'fontverter';
import subsetFont from 'subset-font';
import { readCoverage } from './read-coverage.js';

const faces = {
  'ma-shan-zheng': '@fontsource/ma-shan-zheng/files/ma-shan-zheng-chinese-simplified-400-normal.woff2',
  'lxgw-wenkai': '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2',
  'zcool-xiaowei': '@fontsource/zcool-xiaowei/files/zcool-xiaowei-chinese-simplified-400-normal.woff2',
} as const;

/** Also the CSS `font-family`. */
type FaceName = keyof typeof faces;

export interface FaceText {
  readonly name: FaceName;
  /** What is set in this face, when that is not the whole text. */
  readonly text?: string;
}

/** Draws what the other faces cannot. */
const FALLBACK: FaceName = 'lxgw-wenkai';

interface LoadedFace {
  readonly sfnt: Buffer;
  readonly covers: (codePoint: number) => boolean;
}

const loaded = new Map<FaceName, Promise<LoadedFace>>();

async function load(name: FaceName): Promise<LoadedFace> {
  const woff2 = await readFile(createRequire(import.meta.url).resolve(faces[name]));
  const sfnt = await convert(woff2, 'sfnt');
  return { sfnt, covers: readCoverage(sfnt) };
}

/** Decoded once for the process: 5 to 17 MB a face. A failed read is tried again by the next card. */
function loadOnce(name: FaceName): Promise<LoadedFace> {
  const known = loaded.get(name);
  if (known) return known;
  const face = load(name).catch((error: unknown) => {
    loaded.delete(name);
    throw error;
  });
  loaded.set(name, face);
  return face;
}

const charactersOf = (text: string): string[] => [...new Set(text)].filter((character) => character > ' ').sort();

const fontFace = (name: FaceName, woff2: Buffer): string =>
  `@font-face{font-family:${name};font-display:block;src:url(data:font/woff2;base64,${woff2.toString('base64')}) format("woff2")}`;

/**
 * `@font-face` rules with each face cut to the characters it is to draw, as data URIs. A character that a face has no
 * glyph for goes to `lxgw-wenkai`, which a page names second; what that lacks as well (emoji) is left to the system.
 */
export async function subsetFonts(options: { text: string; faces: readonly FaceText[] }): Promise<string> {
  const texts = new Map<FaceName, string[]>();
  const add = (name: FaceName, character: string): void => {
    texts.set(name, [...(texts.get(name) ?? []), character]);
  };
  const fallback = await loadOnce(FALLBACK);
  for (const { name, text = options.text } of options.faces) {
    const { covers } = await loadOnce(name);
    for (const character of charactersOf(text)) {
      const point = character.codePointAt(0) ?? 0;
      if (covers(point)) add(name, character);
      else if (fallback.covers(point)) add(FALLBACK, character);
    }
  }
  const rules = [...texts].map(async ([name, characters]) => {
    const { sfnt } = await loadOnce(name);
    const woff2 = await subsetFont(sfnt, charactersOf(characters.join('')).join(''), {
      targetFormat: 'woff2',
      noHinting: true,
    });
    return fontFace(name, woff2);
  });
  return (await Promise.all(rules)).join('');
}
