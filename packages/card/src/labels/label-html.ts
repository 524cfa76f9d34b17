import { applyEdits } from '../gate/edit-source.js';
import { attributeOf, headStart, parsePage } from '../gate/page-tree.js';
import { type AigcLabel, labelJson } from './aigc-label.js';

/**
 * The document with exactly one `<meta name="AIGC" content='{"AIGC":{…}}'>` at the start of its head (GB 45438-2025);
 * one that was there is replaced. Everything else stays byte for byte.
 */
export function labelHtml(html: string, label: AigcLabel): string {
  const page = parsePage(html);
  const old = page.elements.filter(
    (element) => element.tagName === 'meta' && attributeOf(element, 'name')?.toLowerCase() === 'aigc',
  );
  const removals = old.flatMap(({ sourceCodeLocation: at }) =>
    at ? [{ start: at.startOffset, end: at.endOffset, text: '' }] : [],
  );
  const at = headStart(page);
  const meta = `<meta name="AIGC" content='{"AIGC":${labelJson(label)}}'>`;
  return applyEdits(html, [...removals, { start: at, end: at, text: meta }]);
}
