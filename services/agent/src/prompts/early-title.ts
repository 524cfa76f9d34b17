import { Concept } from '@mojian/contracts/card/concept';
import { checkWords } from '@mojian/safety/check-words';

/** The first complete string of that key; a model writes its answer from the top, so it comes early. */
const written = /"title"\s*:\s*("(?:[^"\\\n]|\\.)*")/;

/** The title of an answer that is still being written, once it stands there whole and may be shown; else null. */
export function readEarlyTitle(soFar: string): string | null {
  const [, text] = written.exec(soFar) ?? [];
  if (text === undefined) return null;
  const title = Concept.shape.title.safeParse(parse(text));
  return title.success && checkWords(title.data) === null ? title.data : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A bad escape: the whole answer is judged when it has ended.
    return null;
  }
}
