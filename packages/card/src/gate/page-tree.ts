import { type DefaultTreeAdapterTypes, parse } from 'parse5';

export type PageElement = DefaultTreeAdapterTypes.Element;

/** A parsed document, flattened in document order. */
export interface PageTree {
  readonly source: string;
  readonly elements: readonly PageElement[];
  /** Text a person could read: without script, style and template markup. */
  readonly text: string;
  /** parse5's error codes. */
  readonly errors: readonly string[];
  readonly doctype: boolean;
}

const unread = new Set(['script', 'style', 'noscript', 'template']);

/** Parses a document with positions; never throws, as HTML has no syntax errors that stop a parser. */
export function parsePage(source: string): PageTree {
  const errors: string[] = [];
  const document = parse(source, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code }) => errors.push(code),
  });
  const elements: PageElement[] = [];
  const text: string[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node, readable: boolean): void => {
    if ('value' in node && readable) text.push(node.value);
    if ('tagName' in node) elements.push(node);
    if ('content' in node) walk(node.content, false);
    if (!('childNodes' in node)) return;
    const inside = readable && !('tagName' in node && unread.has(node.tagName));
    for (const child of node.childNodes) walk(child, inside);
  };
  walk(document, true);
  const doctype = document.childNodes.some((node) => node.nodeName === '#documentType');
  return { source, elements, text: text.join(''), errors, doctype };
}

/** Value of an attribute, also with a prefix (`xlink:href`); undefined when absent. */
export const attributeOf = (element: PageElement, name: string): string | undefined =>
  element.attrs.find(
    (attribute) => (attribute.prefix ? `${attribute.prefix}:${attribute.name}` : attribute.name) === name,
  )?.value;

/** First element with this name. */
export const elementNamed = (page: PageTree, tagName: string): PageElement | undefined =>
  page.elements.find((element) => element.tagName === tagName);

/** Offset at which the head's content begins, also in a document that leaves its tags out. */
export function headStart(page: PageTree): number {
  for (const name of ['head', 'html']) {
    const start = elementNamed(page, name)?.sourceCodeLocation?.startTag;
    if (start) return start.endOffset;
  }
  return /^\s*<!doctype[^>]*>/i.exec(page.source)?.[0].length ?? 0;
}

/** Source text and offset of the content of a `script` or `style` element; null when it has none. */
export function rawContent(
  page: PageTree,
  element: PageElement,
): { readonly text: string; readonly offset: number } | null {
  const at = element.childNodes[0]?.sourceCodeLocation;
  return at ? { text: page.source.slice(at.startOffset, at.endOffset), offset: at.startOffset } : null;
}

const scriptTypes = new Set(['', 'module', 'text/javascript', 'application/javascript']);

/** True for a `script` that runs, false for data blocks. */
export const runs = (element: PageElement): boolean =>
  element.tagName === 'script' && scriptTypes.has(attributeOf(element, 'type')?.trim().toLowerCase() ?? '');
