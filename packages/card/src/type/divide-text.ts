import type { FaceName, LoadedFace } from './faces.js';

/** Which characters each embedded face draws, and which are left to the phone's own fonts. */
export interface DividedText {
  readonly faces: ReadonlyMap<FaceName, ReadonlySet<string>>;
  readonly phone: ReadonlySet<string>;
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Shown as a picture: by itself (UTS #51, Emoji_Presentation), or because U+FE0F, a keycap or a joiner asks for it. */
const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\u20E3|\p{Regional_Indicator}|\p{Emoji_Modifier}/u;
const AS_TEXT = /\uFE0E/;

/** Neither drawn nor missed: control and format characters, variation selectors. */
const UNDRAWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/gu;

/** Whether a phone draws this as a picture with its own emoji font. */
const isEmoji = (grapheme: string): boolean => EMOJI.test(grapheme) && !AS_TEXT.test(grapheme);

/** What a reader sees as one character, each once: an emoji stays whole, a letter keeps its marks. */
const graphemesOf = (text: string): Set<string> =>
  new Set([...graphemes.segment(text)].map(({ segment }) => segment).filter((one) => one.replace(UNDRAWN, '') !== ''));

interface Division {
  readonly texts: readonly { readonly name: FaceName; readonly text: string }[];
  readonly fallback: FaceName;
  readonly loaded: ReadonlyMap<FaceName, LoadedFace>;
}

/**
 * Gives each text to its face, what that has no glyphs for to the fallback, and the rest to the phone: a letter with its
 * marks goes to one face as a whole, and emoji go to no face of ours, for it would draw them in one colour or in parts.
 */
export function divideText({ texts, fallback, loaded }: Division): DividedText {
  const faces = new Map<FaceName, Set<string>>();
  const phone = new Set<string>();
  for (const { name, text } of texts) {
    for (const grapheme of graphemesOf(text)) {
      const characters = [...grapheme.replace(UNDRAWN, '')];
      const face = [name, fallback].find((one) =>
        characters.every((character) => loaded.get(one)?.covers(character.codePointAt(0) ?? 0)),
      );
      if (face === undefined || isEmoji(grapheme)) {
        phone.add(grapheme);
        continue;
      }
      const own = faces.get(face) ?? new Set();
      for (const character of characters) own.add(character);
      faces.set(face, own);
    }
  }
  return { faces, phone };
}
