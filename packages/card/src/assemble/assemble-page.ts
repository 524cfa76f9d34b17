import { AppError } from '@mojian/contracts/app-error';
import { type Page, PICTURE_SLOT } from '@mojian/contracts/card/page';
import {
  type DefaultTreeAdapterMap,
  html as names,
  parse,
  parseFragment,
  serialize,
  defaultTreeAdapter as tree,
} from 'parse5';
import { kitScript, kitStyle } from '../kit-source.js';

type Element = DefaultTreeAdapterMap['element'];
type Parent = DefaultTreeAdapterMap['parentNode'];

/** A picture that goes into a page, by value. */
export interface AssembledPicture {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Far to near; `x`, `y`, `width` in per cent of the picture's width/height/width. Empty: the whole picture is the one plane. */
  readonly planes: readonly { name: string; dataUri: string; x: number; y: number; width: number; depth: number }[];
  readonly fullDataUri: string;
  /** Edge colours, for what lies beyond the picture. */
  readonly bleed: { readonly top: string; readonly bottom: string };
  /** The tone of text that reads on it. */
  readonly text: 'light' | 'dark';
}

interface AssembleOptions {
  readonly page: Page;
  readonly picture: AssembledPicture;
  /** `@font-face` rules for a page that brings none of its own. */
  readonly fonts?: string;
}

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value;

const setAttribute = (element: Element, name: string, value: string): void => {
  element.attrs = [...element.attrs.filter((attr) => attr.name !== name), { name, value }];
};

function* elementsOf(node: Parent): Generator<Element> {
  for (const child of node.childNodes) {
    if (!tree.isElementNode(child)) continue;
    yield child;
    yield* elementsOf(child);
  }
}

const escapeAttribute = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

const planeMarkup = ({ name, dataUri, x, y, width, depth }: AssembledPicture['planes'][number]): string =>
  `<div class="mj-plane" data-name="${escapeAttribute(name)}" data-depth="${depth}" style="left:${x.toFixed(2)}%;top:${y.toFixed(2)}%;width:${width.toFixed(2)}%"><img alt="" src="${escapeAttribute(dataUri)}"></div>`;

/** A flat picture is the farthest plane and hardly moves. */
const planesOf = (picture: AssembledPicture): AssembledPicture['planes'] =>
  picture.planes.length > 0
    ? picture.planes
    : [{ name: 'full', dataUri: picture.fullDataUri, x: 0, y: 0, width: 100, depth: 0.15 }];

function fillSlot(slot: Element, picture: AssembledPicture): void {
  const { bleed } = picture;
  setAttribute(
    slot,
    'style',
    `${attribute(slot, 'style') ?? ''};background:linear-gradient(${bleed.top},${bleed.bottom})`,
  );
  slot.childNodes = [];
  for (const node of parseFragment(planesOf(picture).map(planeMarkup).join('')).childNodes)
    tree.appendChild(slot, node);
}

function inline(tagName: 'style' | 'script', text: string): Element {
  const element = tree.createElement(tagName, names.NS.HTML, [{ name: 'data-kit', value: '' }]);
  tree.insertText(element, text);
  return element;
}

/** The kit stands before all of the page's own styles and scripts, so that the page may overrule it. */
function addKit(head: Element, fonts: string): void {
  const first = head.childNodes.find(
    (node) => tree.isElementNode(node) && (node.tagName === 'style' || node.tagName === 'script'),
  );
  for (const element of [inline('style', `${fonts}${kitStyle()}`), inline('script', kitScript())]) {
    if (first) tree.insertBefore(head, element, first);
    else tree.appendChild(head, element);
  }
}

/**
 * The finished document: the page with the picture in its slot, the kit, and the tone of text that reads on the picture.
 * @throws AppError STAGE_OUTPUT_INVALID unless the page has exactly one slot.
 */
export function assemblePage({ page, picture, fonts = '' }: AssembleOptions): string {
  const document = parse(page.html);
  const elements = [...elementsOf(document)];
  const slots = elements.filter((element) => attribute(element, PICTURE_SLOT) !== undefined);
  const [root, head] = ['html', 'head'].map((tagName) => elements.find((element) => element.tagName === tagName));
  const [slot] = slots;
  if (!slot || slots.length > 1 || !root || !head) {
    throw new AppError('STAGE_OUTPUT_INVALID', `a page needs exactly one picture slot, found ${slots.length}`);
  }
  fillSlot(slot, picture);
  addKit(head, fonts);
  setAttribute(root, 'class', `${attribute(root, 'class') ?? ''} text-${picture.text}`.trim());
  setAttribute(root, 'style', `--ratio:${(picture.height / picture.width).toFixed(4)}`);
  return serialize(document);
}
