import subsetFont from 'subset-font';
import { divideFonts, type FontWish } from './divide-fonts.js';
import { type FaceName, loadFace } from './faces.js';

export type { FaceText } from './divide-fonts.js';

const fontFace = (name: FaceName, woff2: Buffer): string =>
  `@font-face{font-family:${name};font-display:block;src:url(data:font/woff2;base64,${woff2.toString('base64')}) format("woff2")}`;

/**
 * `@font-face` rules with each face cut to the characters it is to draw, as data URIs. A character that a face has no
 * glyph for goes to `lxgw-wenkai`, which a page names second; what that lacks as well, and every emoji, is left to the
 * fonts of the phone. The same wish gives the same bytes.
 */
export async function subsetFonts(wish: FontWish): Promise<string> {
  const { faces } = await divideFonts(wish);
  const rules = [...faces].map(async ([name, characters]) => {
    const { sfnt } = await loadFace(name);
    const woff2 = await subsetFont(sfnt, [...characters].sort().join(''), { targetFormat: 'woff2', noHinting: true });
    return fontFace(name, woff2);
  });
  return (await Promise.all(rules)).join('');
}
