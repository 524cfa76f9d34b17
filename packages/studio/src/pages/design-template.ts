import type { PageDesign } from '@mojian/contracts/card/page-design';
import { opensByTap, type PageTemplate } from './page-template.js';

/** A model's design as an opening like ours: the letter, the poem and all else of the page stay the studio's. */
export function templateOfDesign({ style, cover, front, script, interactions }: PageDesign): PageTemplate {
  const [first, ...others] = interactions;
  return {
    name: 'designed',
    style,
    cover: () => (script === '' ? cover : `${cover}<script>${script}</script>`),
    front: () => front,
    display: () => `${cover}${front}`.replace(/<[^<>]*>/g, ''),
    opening: ({ say }) => first ?? opensByTap(say.envelope),
    play: () => others,
  };
}
