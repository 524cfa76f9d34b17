const opening = '<think>';
const closing = '</think>';

/**
 * Takes the pieces of an answer and gives what is to be read of them. Models that are served without a parser of their
 * own begin with what they think, between tags; tags further inside belong to the answer.
 */
export function withoutThinking(): (piece: string) => string {
  let state: 'beginning' | 'thinking' | 'answering' = 'beginning';
  let held = '';
  return (piece) => {
    if (state === 'answering') return piece;
    held += piece;
    if (state === 'beginning') {
      const start = held.trimStart();
      if (start.length < opening.length && opening.startsWith(start)) return '';
      state = start.startsWith(opening) ? 'thinking' : 'answering';
    }
    if (state === 'thinking') {
      const end = held.indexOf(closing);
      // Of what is thought only so much is kept that a tag in two pieces is found.
      if (end < 0) {
        held = held.slice(-closing.length);
        return '';
      }
      held = held.slice(end + closing.length).trimStart();
      state = 'answering';
    }
    return held;
  };
}
