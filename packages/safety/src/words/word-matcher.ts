export interface WordMatch {
  readonly word: string;
  /** Offsets in UTF-16 units; `end` is behind the last one. */
  readonly start: number;
  readonly end: number;
}

/** Finds all words of a list in a text, also those that overlap. */
export type WordMatcher = (text: string) => readonly WordMatch[];

/** A state of the automaton: what has been read is the beginning of some word. */
interface State {
  readonly next: Map<string, State>;
  /** Where the longest shorter ending of what has been read leads. */
  fallback: State | null;
  word: string | null;
  /** The nearest state down the fallbacks that ends a word. */
  shorter: State | null;
}

const newState = (): State => ({ next: new Map(), fallback: null, word: null, shorter: null });

/** Aho and Corasick's automaton: one pass over the text, however many words there are. */
export function buildWordMatcher(words: Iterable<string>): WordMatcher {
  const root = newState();
  for (const word of words) {
    if (word !== '') insert(root, word);
  }
  linkFallbacks(root);
  return (text) => {
    const matches: WordMatch[] = [];
    let state = root;
    for (let index = 0; index < text.length; index++) {
      state = step(root, state, text.charAt(index));
      for (let ended: State | null = state; ended; ended = ended.shorter) {
        const { word } = ended;
        if (word !== null) matches.push({ word, start: index + 1 - word.length, end: index + 1 });
      }
    }
    return matches;
  };
}

function insert(root: State, word: string): void {
  let state = root;
  for (let index = 0; index < word.length; index++) {
    const unit = word.charAt(index);
    const next = state.next.get(unit) ?? newState();
    state.next.set(unit, next);
    state = next;
  }
  state.word = word;
}

function step(root: State, from: State, unit: string): State {
  for (let state: State | null = from; state; state = state.fallback) {
    const next = state.next.get(unit);
    if (next) return next;
  }
  return root;
}

/** Breadth first, so that the fallbacks of all shorter beginnings are there already. */
function linkFallbacks(root: State): void {
  const queue = [root];
  for (const state of queue) {
    for (const [unit, next] of state.next) {
      next.fallback = state.fallback ? step(root, state.fallback, unit) : root;
      next.shorter = next.fallback.word === null ? next.fallback.shorter : next.fallback;
      queue.push(next);
    }
  }
}
