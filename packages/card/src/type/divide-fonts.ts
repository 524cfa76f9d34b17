import { type DividedText, divideText } from './divide-text.js';
import { type FaceName, loadFace } from './faces.js';

export interface FaceText {
  readonly name: FaceName;
  /** What is set in this face, when that is not the whole text. */
  readonly text?: string;
}

/** The text of a page and the faces that it is set in. */
export interface FontWish {
  readonly text: string;
  readonly faces: readonly FaceText[];
}

/** Draws what the other faces cannot. */
const FALLBACK: FaceName = 'lxgw-wenkai';

/** Which face draws which character of a card, and what is left to the phone: emoji, and scripts that no face has. */
export async function divideFonts({ text, faces }: FontWish): Promise<DividedText> {
  const names = [...new Set([...faces.map(({ name }) => name), FALLBACK])];
  const loaded = new Map(await Promise.all(names.map(async (name) => [name, await loadFace(name)] as const)));
  return divideText({ texts: faces.map((face) => ({ text, ...face })), fallback: FALLBACK, loaded });
}
