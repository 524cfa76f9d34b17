/** A replacement of `[start, end)` in a source text. */
export interface SourceEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap; several insertions at one place keep their order. */
export function applyEdits(source: string, edits: readonly SourceEdit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(source.slice(from, edit.start), edit.text);
    from = Math.max(from, edit.end);
  }
  parts.push(source.slice(from));
  return parts.join('');
}
