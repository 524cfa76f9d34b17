import { AppError } from '@mojian/contracts/app-error';
import { Injectable } from '@nestjs/common';
import { CardFiles } from '../data/card-files.js';
import { type ShownCard, ShownCards } from '../data/shown-cards.js';
import { aiLabel } from '../domain/ai-label.js';
import { buildCapsule } from '../domain/capsule.js';
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

  async findShared(slug: string): Promise<ShownCard> {
    const card = await this.shown.findShared(slug);
    if (!card) throw new AppError('SHARE_NOT_FOUND', 'no living link of this name');
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
