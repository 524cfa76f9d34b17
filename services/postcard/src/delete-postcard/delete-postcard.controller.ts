import { AppError } from '@mojian/contracts/app-error';
import { cardWithdrawn } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import { deletePostcard } from '@mojian/contracts/routes/postcard.routes';
import { publishEvent } from '@mojian/redis/events';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { findOwnCard } from '../data/owned-cards.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { REDIS } from '../settings.js';

@Controller()
export class DeletePostcardController {
  constructor(
    private readonly database: PostcardDatabase,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  /** Frees the slot that this card holds, if it holds one; the unit stays spent. */
  @Handle(deletePostcard)
  async delete(@Input() { params }: RouteInput<typeof deletePostcard>, @Caller() { userId }: CallerIdentity) {
    const card = await this.database.transaction(async (stores) => {
      const own = await findOwnCard(stores, params.id, userId);
      const deleted = await stores.postcards.delete(own.id);
      if (!deleted) throw new AppError('CARD_NOT_FOUND', 'the card was deleted this moment');
      await stores.tasks.freeSlot(own.taskId);
      await stores.shares.revoke(own.id);
      return own;
    });
    await publishEvent(this.redis, cardWithdrawn, { card_id: card.id });
    return { postcard_id: card.id, deleted_by: userId };
  }
}
