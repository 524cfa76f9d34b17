import { cardWithdrawn } from '@mojian/contracts/events';
import { publishEvent } from '@mojian/redis/events';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { BriefMemory } from '../domain/brief-memory.js';
import { REDIS } from '../settings.js';
import type { CardNames, StoredCard } from './postcard.repository.js';
import { PostcardDatabase } from './postcard-database.js';

/** A living card as its viewers may see it. */
export interface ShownCard extends StoredCard {
  readonly names: CardNames;
}

/** Some tens of kilobytes each. */
const MOST_KEPT = 200;

/**
 * Cards for those who look at them: however many do, each is read once a second. One that is withdrawn is shown no more
 * when the call that withdrew it is answered; by other processes when they hear of it, and never for more than a second.
 */
@Injectable()
export class ShownCards {
  private readonly shared = new BriefMemory<ShownCard | null>(MOST_KEPT);
  private readonly known = new BriefMemory<ShownCard | null>(MOST_KEPT);

  constructor(
    private readonly database: PostcardDatabase,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  /** Null unless the link and its card live. */
  findShared(slug: string): Promise<ShownCard | null> {
    return this.shared.recall(slug, async () => {
      const cardId = await this.database.stores.shares.findCard(slug);
      return cardId === null ? null : this.read(cardId);
    });
  }

  find(cardId: string): Promise<ShownCard | null> {
    return this.known.recall(cardId, () => this.read(cardId));
  }

  /** After a link or a card is gone from the database. */
  async withdraw(cardId: string): Promise<void> {
    this.forget();
    await publishEvent(this.redis, cardWithdrawn, { card_id: cardId });
  }

  /** All of them: nobody keeps account of which names lead to a card, and they are read again in no time. */
  forget(): void {
    this.shared.clear();
    this.known.clear();
  }

  private async read(cardId: string): Promise<ShownCard | null> {
    const { postcards } = this.database.stores;
    const card = await postcards.find(cardId);
    return card?.id === cardId ? { ...card, names: await postcards.namesOf(card.taskId) } : null;
  }
}
