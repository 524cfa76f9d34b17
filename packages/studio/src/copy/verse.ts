import { type Line, line } from './line.js';

/** A line that somebody else wrote. Chinese: with its marks; English: lines parted by ` / `. */
export interface Verse extends Line {
  readonly author: string;
  readonly work: string;
}

/** Short form for the data modules, after the manner of `line`: `source` is 王维《鹿柴》 or `John Keats, Endymion`. */
export function verse(text: string, source: string, moods: string, needs = ''): Verse {
  const [author = '', ...work] = source.split(/《|》|, /).filter(Boolean);
  return { ...line(text, moods, needs), author, work: work.join(', ') };
}
