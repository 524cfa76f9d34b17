import type { Concept } from '@mojian/contracts/card/concept';
import type { Copy } from '@mojian/contracts/card/copy';
import type { Interaction } from '@mojian/contracts/card/page';
import type { InkPoint } from '@mojian/contracts/ink';
import type { Labels } from './labels.js';
import type { TemplateName } from './template-names.js';

export interface PageParts {
  readonly concept: Concept;
  readonly copy: Copy;
  readonly recipient: string | null;
  readonly sender: string | null;
  /** The person's own strokes; empty when they drew none. */
  readonly ink: readonly InkPoint[];
  readonly say: Labels;
  /** The side of the picture on which the poem leaves room. */
  readonly free: 'left' | 'right';
}

/** A way of opening a card: what lies over the picture, and what can be done with it. */
export interface PageTemplate {
  /** Also a class of the page; `designed` when a model wrote it. */
  readonly name: TemplateName | 'designed';
  /** Markup over the card; its `data-cover` element opens it. */
  readonly cover: (parts: PageParts) => string;
  /** What stays on the front when the card is open, over the picture. */
  readonly front?: (parts: PageParts) => string;
  /** Buttons of the front beside the one that turns the card. */
  readonly tools?: (parts: PageParts) => string;
  readonly style: string;
  /** Characters of the cover that are set in the headline's face. */
  readonly display?: (parts: PageParts) => string;
  readonly opening: (parts: PageParts) => Interaction;
  /** What else can be done on the front. */
  readonly play?: (parts: PageParts) => Interaction[];
}

/** Most covers open by a tap, which shows in the state of the whole page. */
export const opensByTap = (name: string): Interaction => ({
  name,
  gesture: 'tap',
  target: '[data-cover]',
  expect: { selector: 'html', change: 'class' },
});

/** The seal's first characters, as they stand on wax, lanterns and paper boats. */
export const wishOf = ({ copy }: PageParts): string => [...copy.seal].slice(0, 2).join('');
