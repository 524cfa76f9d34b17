import type { GateFinding } from '@mojian/contracts/card/gate-report';
import { finding } from './finding.js';
import { type LineState, markedPart } from './probe-copy.js';

/** The words that a card has to bring to a reader. */
export interface CardCopy {
  readonly headline: readonly string[];
  /** The person's own words. */
  readonly words: string;
  readonly title: string;
  /** What else people said and the page may print, names and places: never taken for something left over. */
  readonly told?: readonly string[];
}

/** Smaller text is not read on a phone. */
const minFontPx = 12;

/** Collects which lines have been seen at any of the moments of a visit. */
export interface CopyWatch {
  readonly lines: readonly string[];
  /** Notes one moment; the number of headline lines that are readable in it. */
  readonly note: (states: readonly LineState[]) => number;
  readonly allSeen: () => boolean;
  readonly findings: (width: number) => GateFinding[];
}

/** Paragraphs are looked for one by one: a page may set them apart. */
export function watchCopy({ headline, words }: CardCopy): CopyWatch {
  const paragraphs = new Set(words.split(/\n+/).filter((paragraph) => markedPart(paragraph) !== ''));
  const lines = [...headline, ...paragraphs];
  const best = new Map<string, LineState>();
  const note = (states: readonly LineState[]): number => {
    for (const [index, state] of states.entries()) {
      const line = lines[index] ?? '';
      if (!best.get(line)?.shown) best.set(line, state);
    }
    return states.slice(0, headline.length).filter(({ shown }) => shown).length;
  };
  const judge = (line: string, width: number): GateFinding[] => {
    const state = best.get(line);
    const detail = (what: string): string => `${what}: ${line}`;
    if (!state?.shown) return [finding('COPY_HIDDEN', detail(state?.reason ?? 'never looked for'), width)];
    return state.fontSize < minFontPx ? [finding('TEXT_SIZE', detail(`${state.fontSize} px`), width)] : [];
  };
  return {
    lines,
    note,
    allSeen: () => lines.every((line) => best.get(line)?.shown),
    findings: (width) => lines.flatMap((line) => judge(line, width)),
  };
}
