import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput } from '@mojian/contracts/route';
import { deletePostcard } from '@mojian/contracts/routes/postcard.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Owned } from '@mojian/service-kit/ownership';
import { Controller } from '@nestjs/common';
import { livingCard, type TaskOrCard } from '../data/owned-things.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { ShownCards } from '../data/shown-cards.js';

@Controller()
export class DeletePostcardController {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly shown: ShownCards,
  ) {}

  /** Frees the slot that this card holds, if it holds one; the unit stays spent. */
  @Handle(deletePostcard)
  async delete(
    @Input() _: RouteInput<typeof deletePostcard>,
    @Owned() found: TaskOrCard | undefined,
    @Caller() { userId }: CallerIdentity,
  ) {
    const { id, taskId } = livingCard(found);
    await this.database.transaction(async (stores) => {
      if (!(await stores.postcards.delete(id)))
        throw new AppError('CARD_NOT_FOUND', 'the card was deleted this moment');
      const slot_freed = await stores.tasks.freeSlot(taskId);
      const link_revoked = await stores.shares.revoke(id);
      await stores.audit({
        resource: { type: 'card', id },
        before: { deleted: false },
        after: { deleted: true, slot_freed, link_revoked },
        details: { task_id: taskId },
      });
    });
    await this.shown.withdraw(id);
    return { postcard_id: id, deleted_by: userId };
  }
}
