/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// Runs inside the page: nothing here may use anything but the page's own globals and the functions of this file.

/** What can be said of one line of the copy at one moment. */
export interface LineState {
  /** It is in the document, shown or not. */
  readonly found: boolean;
  /** A person can read all of it now, scrolling where scrolling is possible. */
  readonly shown: boolean;
  /** Smallest font size in px; 0 when it was not found. */
  readonly fontSize: number;
  /** Why it is not shown. */
  readonly reason: string;
}

interface Spot {
  readonly node: Text;
  readonly offset: number;
}

/** What of a text leaves a mark on the screen: without white space, joiners, direction marks and their like. */
export function markedPart(text: string): string {
  return text.replace(/[\s\p{Default_Ignorable_Code_Point}]+/gu, '');
}

/** All characters of the document that leave a mark, with their places. */
export function readable(): { text: string; spots: Spot[] } {
  const spots: Spot[] = [];
  let text = '';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(node.parentElement?.tagName ?? ''))
      continue;
    let offset = 0;
    for (const character of node.data) {
      const end = offset + character.length;
      if (markedPart(character) === '') offset = end;
      else text += character;
      for (; offset < end; offset += 1) spots.push({ node, offset });
    }
  }
  return { text, spots };
}

/** Places of a line's characters, one list for each time it occurs. */
export function findLine(line: string, page: { text: string; spots: Spot[] }): Spot[][] {
  const wanted = markedPart(line);
  const found: Spot[][] = [];
  for (
    let at = page.text.indexOf(wanted);
    at >= 0 && wanted !== '';
    at = page.text.indexOf(wanted, at + wanted.length)
  ) {
    found.push(page.spots.slice(at, at + wanted.length));
  }
  return found;
}

export function opacityOf(element: Element): number {
  let opacity = 1;
  for (let one: Element | null = element; one; one = one.parentElement)
    opacity *= Number(getComputedStyle(one).opacity);
  return opacity;
}

/** Scrolls what a finger could scroll, so that the box comes into sight. */
export function bringIntoSight(element: Element, box: DOMRect): void {
  for (let one = element.parentElement; one; one = one.parentElement) {
    const root = one === document.documentElement || one === document.body;
    const flow = getComputedStyle(one).overflowY;
    const scrolls = root ? !isClipped(flow) : flow === 'auto' || flow === 'scroll';
    const scroller = root ? document.scrollingElement : one;
    if (scroller && scrolls && scroller.scrollHeight > scroller.clientHeight) {
      const top = root ? 0 : one.getBoundingClientRect().top;
      scroller.scrollTop += box.top - top - scroller.clientHeight / 2;
    }
    if (root) return;
  }
}

/** True for the values of `overflow` that let no finger scroll. */
export function isClipped(overflow: string): boolean {
  return overflow === 'hidden' || overflow === 'clip';
}

export function isInside(box: DOMRect): boolean {
  const x = box.left + box.width / 2;
  const y = box.top + box.height / 2;
  return box.width > 0 && box.height > 0 && x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
}

/** Whether an element that lies above hides what is below this point: a clear canvas or a clear box does not. */
export function isPainted(element: Element, x: number, y: number): boolean {
  if (opacityOf(element) < 0.3) return false;
  if (element instanceof HTMLCanvasElement) {
    const box = element.getBoundingClientRect();
    const sample = document.createElement('canvas');
    sample.width = sample.height = 1;
    const context = sample.getContext('2d');
    const left = ((x - box.left) / box.width) * element.width;
    const top = ((y - box.top) / box.height) * element.height;
    if (!context || element.width === 0 || element.height === 0) return false;
    context.drawImage(element, left, top, 1, 1, 0, 0, 1, 1);
    return (context.getImageData(0, 0, 1, 1).data[3] ?? 0) > 128;
  }
  if (/^(?:IMG|VIDEO|PICTURE)$/.test(element.tagName)) return true;
  const style = getComputedStyle(element);
  const alpha = /^rgba\(.*,\s*([\d.]+)\)$/.exec(style.backgroundColor)?.[1];
  return Number(alpha ?? 1) > 0.5 || style.backgroundImage.includes('url(');
}

/**
 * What covers the text at this point, or nothing. An ancestor that is met before the text itself has cut it off: words
 * that are there for screen readers alone are not seen.
 */
export function covers(owner: Element, x: number, y: number): Element | null {
  for (const above of document.elementsFromPoint(x, y)) {
    if (above === owner || owner.contains(above)) return null;
    if (above.contains(owner) && getComputedStyle(owner).display !== 'contents') return above;
    if (isPainted(above, x, y)) return above;
  }
  return document.body;
}

/** What keeps a person from seeing this place as things are now; nothing when it is to be seen. */
export function obstacle(owner: Element, box: DOMRect): string {
  if (!isInside(box)) return 'outside the screen';
  const cover = covers(owner, box.left + box.width / 2, box.top + box.height / 2);
  return cover ? `covered by ${cover.tagName.toLowerCase()}${cover.id && `#${cover.id}`}` : '';
}

/** State of one occurrence, judged by up to twelve of its characters. */
export function lineState(spots: Spot[]): LineState {
  let fontSize = Number.POSITIVE_INFINITY;
  const step = Math.max(1, Math.floor(spots.length / 12));
  for (let index = 0; index < spots.length; index += step) {
    const { node, offset } = spots[index] ?? {};
    const owner = node?.parentElement;
    if (!node || !owner || offset === undefined) return { found: false, shown: false, fontSize: 0, reason: 'gone' };
    const range = document.createRange();
    range.setStart(node, offset);
    range.setEnd(node, offset + 1);
    fontSize = Math.min(fontSize, Number.parseFloat(getComputedStyle(owner).fontSize));
    const hidden = (reason: string): LineState => ({ found: true, shown: false, fontSize, reason });
    if (!owner.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
      return hidden('not displayed');
    if (opacityOf(owner) < 0.5) return hidden('transparent');
    if (obstacle(owner, range.getBoundingClientRect()) !== '') bringIntoSight(owner, range.getBoundingClientRect());
    const reason = obstacle(owner, range.getBoundingClientRect());
    if (reason !== '') return hidden(reason);
  }
  return { found: true, shown: true, fontSize, reason: '' };
}

/** State of each line; of several occurrences the best counts. Scroll positions are left as they were. */
export function readLines(lines: readonly string[]): LineState[] {
  const probing = new CSSStyleSheet();
  probing.replaceSync('*{pointer-events:auto!important;scroll-behavior:auto!important}');
  const scrolled = [...document.querySelectorAll('*')]
    .filter((one) => one.scrollTop !== 0)
    .map((one) => ({ one, top: one.scrollTop }));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, probing];
  const page = readable();
  const states = lines.map((line): LineState => {
    let first: LineState | undefined;
    for (const spots of findLine(line, page)) {
      const state = lineState(spots);
      if (state.shown) return state;
      first ??= state;
    }
    return first ?? { found: false, shown: false, fontSize: 0, reason: 'not in the document' };
  });
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== probing);
  for (const one of document.querySelectorAll('*')) if (one.scrollTop !== 0) one.scrollTop = 0;
  for (const { one, top } of scrolled) one.scrollTop = top;
  return states;
}
