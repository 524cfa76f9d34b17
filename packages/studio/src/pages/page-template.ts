import type { Concept } from '@mojian/contracts/card/concept';
import type { Copy } from '@mojian/contracts/card/copy';
import type { Interaction } from '@mojian/contracts/card/page';
import type { Labels } from './labels.js';
import type { TemplateName } from './template-names.js';

export interface PageParts {
  readonly concept: Concept;
  readonly copy: Copy;
  readonly recipient: string | null;
  readonly say: Labels;
}

/** A way of opening a card: what lies over the picture, and what can be done with it. */
export interface PageTemplate {
  readonly name: TemplateName;
  /** Markup over the card; its `data-cover` element opens it. */
  readonly cover: (parts: PageParts) => string;
  /** Buttons of the front beside the one that turns the card. */
  readonly tools?: (parts: PageParts) => string;
  readonly style: string;
  /** Characters of the cover that are set in the headline's face. */
  readonly display?: (parts: PageParts) => string;
  readonly opening: (parts: PageParts) => Interaction;
  /** What else can be done on the front. */
  readonly play?: (parts: PageParts) => Interaction[];
}
