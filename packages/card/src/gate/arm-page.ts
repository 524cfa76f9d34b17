import { applyEdits, type SourceEdit } from './edit-source.js';
import { firstScript } from './first-script.js';
import { guardLoops } from './guard-loops.js';
import { attributeOf, headStart, type PageTree, parsePage, rawContent, runs } from './page-tree.js';

/** After the charset, which must stand in the first 1,024 bytes, unless a script comes before it. */
function firstPlace(page: PageTree): number {
  const start = headStart(page);
  const leading = page.elements.find(
    (element) =>
      element.tagName === 'script' || (element.tagName === 'meta' && attributeOf(element, 'charset') !== undefined),
  );
  return leading?.tagName === 'meta' ? Math.max(start, leading.sourceCodeLocation?.endOffset ?? 0) : start;
}

/**
 * The last step before a page is stored: loops of its scripts are guarded, and the first script stands before all others.
 * Expects a page that passed `checkStatic`. @throws SyntaxError for a script that does not parse.
 */
export function armPage(html: string): string {
  const page = parsePage(html);
  const guarded = page.elements.filter(runs).flatMap((element): SourceEdit[] => {
    const script = rawContent(page, element);
    if (script === null) return [];
    const kind = attributeOf(element, 'type') === 'module' ? 'module' : 'script';
    const text = guardLoops({ text: script.text, kind });
    return text === script.text ? [] : [{ start: script.offset, end: script.offset + script.text.length, text }];
  });
  const at = firstPlace(page);
  return applyEdits(html, [{ start: at, end: at, text: `<script>${firstScript}</script>` }, ...guarded]);
}
