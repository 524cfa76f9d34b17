import type { PageDesign } from '@mojian/contracts/card/page-design';
import { opensByTap, type PageTemplate } from './page-template.js';

/** What is written on an opening. */
export const displayOf = ({ cover, front }: Pick<PageDesign, 'cover' | 'front'>): string =>
  `${cover}${front}`.replace(/<[^<>]*>/g, '');

/** A model's design as an opening like ours: the letter, the poem and all else of the page stay the studio's. */
export function templateOfDesign({ style, cover, front, script, interactions }: PageDesign): PageTemplate {
  const [first, ...others] = interactions;
  return {
    name: 'designed',
    style,
    cover: () => (script === '' ? cover : `${cover}<script>${script}</script>`),
    front: () => front,
    display: () => displayOf({ cover, front }),
    opening: ({ say }) => first ?? opensByTap(say.envelope),
    play: () => others,
  };
}
