import { AppError } from '@mojian/contracts/app-error';
import { Injectable } from '@nestjs/common';
import { CardFiles } from '../data/card-files.js';
import { type ShownCard, ShownCards } from '../data/shown-cards.js';
import { aiLabel } from '../domain/ai-label.js';
import { buildCapsule } from '../domain/capsule.js';
import { assertShareable } from '../domain/card-check.js';
import type { Site } from '../domain/site.js';
import { HostAssets } from './host-assets.js';
import { renderHostPage } from './host-page.js';
import { toHostPage } from './to-host-page.js';

/** What people without an account see of a card. */
@Injectable()
export class ShowCardService {
  constructor(
    private readonly shown: ShownCards,
    private readonly files: CardFiles,
    private readonly assets: HostAssets,
  ) {}

  /** SHARE_NOT_FOUND, or CARD_UNDER_CHECK for a card that nobody but its owner may see yet. */
  async findShared(slug: string): Promise<ShownCard> {
    const card = await this.shown.findShared(slug);
    if (!card) throw new AppError('SHARE_NOT_FOUND', 'no living link of this name');
    // To others it is not there at all.
    if (card.checkState === 'refused') throw new AppError('SHARE_NOT_FOUND', 'the card was refused');
    assertShareable(card.checkState);
    return card;
  }

  async findCard(cardId: string): Promise<ShownCard> {
    const card = await this.shown.find(cardId);
    if (!card) throw new AppError('CARD_NOT_FOUND', 'no such card');
    return card;
  }

  renderPage(card: ShownCard, site: Site, slug: string | null): string {
    const assets = this.assets.urls((path) => site.path(path));
    return renderHostPage(toHostPage({ card, site, assets, slug }));
  }

  readPoster(card: ShownCard): Promise<Buffer> {
    return this.files.read(card.poster);
  }

  readDocument(card: ShownCard): Promise<Buffer> {
    return this.files.read(card.page);
  }

  async renderCapsule(card: ShownCard): Promise<string> {
    const page = (await this.files.read(card.page)).toString('utf8');
    const { title, language } = card.copy;
    return buildCapsule({ page, title, language, label: aiLabel(language) });
  }
}
