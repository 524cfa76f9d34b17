import type { ShownCard } from '../data/shown-cards.js';
import { aiLabel } from '../domain/ai-label.js';
import { fileName } from '../domain/card-view.js';
import type { Site } from '../domain/site.js';
import type { HostAssetUrls, HostPageModel } from './host-page-model.js';

export interface HostPageRequest {
  readonly card: ShownCard;
  readonly site: Site;
  readonly assets: HostAssetUrls;
  /** Null on the owner's own view. */
  readonly slug: string | null;
}

/** What the host page shows of a card: its words as text, its frame, and where to go from here. */
export function toHostPage({ card, site, assets, slug }: HostPageRequest): HostPageModel {
  const { copy } = card;
  const shared = slug === null ? null : `/c/${slug}`;
  const poster = site.mediaUrl(fileName(card.poster));
  return {
    language: copy.language,
    title: copy.title,
    lines: copy.headline,
    letter: copy.letter,
    ...card.names,
    slug,
    frameUrl: site.documentUrl(card.id),
    cardOrigin: site.cardOrigin,
    posterUrl: shared ? site.path(`${shared}/poster.jpg`) : poster,
    capsuleUrl: shared && site.path(`${shared}/capsule.html`),
    reportUrl: shared && site.path(`${shared}/report`),
    replyUrl: slug ? site.path(`/?reply=${slug}`) : site.home,
    label: aiLabel(copy.language),
    assets,
    interactions: card.interactions,
    palette: card.concept.palette,
    og: {
      title: copy.title,
      description: copy.headline.join(' '),
      url: shared ? site.absolute(shared) : site.absolute('/'),
      image: shared ? site.absolute(`${shared}/poster.jpg`) : poster,
    },
  };
}
