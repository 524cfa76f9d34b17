import { AppError } from '@mojian/contracts/app-error';
import { Injectable } from '@nestjs/common';
import { CardFiles } from '../data/card-files.js';
import type { StoredCard } from '../data/postcard.repository.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { aiLabel } from '../domain/ai-label.js';
import { buildCapsule } from '../domain/capsule.js';
import type { Site } from '../domain/site.js';
import { HostAssets } from './host-assets.js';
import { renderHostPage } from './host-page.js';
import { toHostPage } from './to-host-page.js';

/** What people without an account see of a card. Nothing of it is kept: a link that was taken back is gone at once. */
@Injectable()
export class ShowCardService {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly files: CardFiles,
    private readonly assets: HostAssets,
  ) {}

  async findShared(slug: string): Promise<StoredCard> {
    const cardId = await this.database.stores.shares.findCard(slug);
    const card = cardId && (await this.database.stores.postcards.find(cardId));
    if (!card) throw new AppError('SHARE_NOT_FOUND', 'no living link of this name');
    return card;
  }

  async findCard(cardId: string): Promise<StoredCard> {
    const card = await this.database.stores.postcards.find(cardId);
    if (!card || card.id !== cardId) throw new AppError('CARD_NOT_FOUND', 'no such card');
    return card;
  }

  async renderPage(card: StoredCard, site: Site, slug: string | null): Promise<string> {
    const assets = this.assets.urls((path) => site.path(path));
    const names = await this.database.stores.postcards.namesOf(card.taskId);
    return renderHostPage(toHostPage({ card, names, site, assets, slug }));
  }

  readPoster(card: StoredCard): Promise<Buffer> {
    return this.files.read(card.poster);
  }

  readDocument(card: StoredCard): Promise<Buffer> {
    return this.files.read(card.page);
  }

  async renderCapsule(card: StoredCard): Promise<string> {
    const page = (await this.files.read(card.page)).toString('utf8');
    const { title, language } = card.copy;
    return buildCapsule({ page, title, language, label: aiLabel(language) });
  }
}
