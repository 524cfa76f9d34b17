import subsetFont from 'subset-font';
import { divideFonts, type FontWish } from './divide-fonts.js';
import { type FaceName, loadFace } from './faces.js';

export type { FaceText } from './divide-fonts.js';

const fontFace = (name: FaceName, woff2: Buffer): string =>
  `@font-face{font-family:${name};font-display:block;src:url(data:font/woff2;base64,${woff2.toString('base64')}) format("woff2")}`;

/** A page that is written anew, or whose words are known before its page is, finds its fonts cut. About 20 KB each. */
const MOST_CUTS = 300;
const cuts = new Map<string, Promise<string>>();

function cutFace(name: FaceName, characters: string): Promise<string> {
  const key = `${name} ${characters}`;
  const cut = cuts.get(key) ?? makeCut(name, characters);
  cuts.delete(key);
  cuts.set(key, cut);
  cut.catch(() => cuts.delete(key));
  for (const oldest of [...cuts.keys()].slice(0, -MOST_CUTS)) cuts.delete(oldest);
  return cut;
}

async function makeCut(name: FaceName, characters: string): Promise<string> {
  const { sourceOf } = await loadFace(name);
  return fontFace(name, await subsetFont(sourceOf(characters), characters, { targetFormat: 'woff2', noHinting: true }));
}

/**
 * `@font-face` rules with each face cut to the characters it is to draw, as data URIs. A character that a face has no
 * glyph for goes to `lxgw-wenkai`, which a page names second; what that lacks as well, and every emoji, is left to the
 * fonts of the phone. The same wish gives the same bytes.
 */
export async function subsetFonts(wish: FontWish): Promise<string> {
  const { faces } = await divideFonts(wish);
  const rules = [...faces].map(([name, characters]) => cutFace(name, [...characters].sort().join('')));
  return (await Promise.all(rules)).join('');
}
