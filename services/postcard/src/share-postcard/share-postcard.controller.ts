import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput } from '@mojian/contracts/route';
import { revokeShare, sharePostcard } from '@mojian/contracts/routes/share.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Owned } from '@mojian/service-kit/ownership';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { livingCard, type TaskOrCard } from '../data/owned-things.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { ShownCards } from '../data/shown-cards.js';
import { assertShareable } from '../domain/card-check.js';
import { Sites } from '../domain/site.js';

/** 144 bits. */
const SLUG_BYTES = 18;

@Controller()
export class SharePostcardController {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly sites: Sites,
    private readonly shown: ShownCards,
  ) {}

  @Handle(sharePostcard)
  async share(
    @Input() _: RouteInput<typeof sharePostcard>,
    @Owned() found: TaskOrCard | undefined,
    @Req() request: Request,
  ) {
    const { id: cardId } = livingCard(found);
    const link = { id: randomUUID(), slug: randomBytes(SLUG_BYTES).toString('base64url'), cardId };
    const slug = await this.database.transaction(async (stores) => {
      if (!(await stores.postcards.keepAlive(cardId))) throw new AppError('CARD_NOT_FOUND', 'deleted this moment');
      assertShareable(await stores.checks.standingOf(cardId));
      const open = await stores.shares.open(link);
      // The name of a link opens the card, so the audit has its id only.
      if (open.isNew)
        await stores.audit({ resource: { type: 'card', id: cardId }, after: { shared: true, link: link.id } });
      return open.slug;
    });
    return { url: this.sites.of(request.headers).absolute(`/c/${slug}`), slug, expires_at: null };
  }

  @Handle(revokeShare)
  async revoke(@Input() _: RouteInput<typeof revokeShare>, @Owned() found: TaskOrCard | undefined) {
    const { id } = livingCard(found);
    const revoked = await this.database.transaction(async (stores) => {
      const had = await stores.shares.revoke(id);
      const change = { before: { shared: true }, after: { shared: false } };
      if (had) await stores.audit({ resource: { type: 'card', id }, ...change });
      return had;
    });
    await this.shown.withdraw(id);
    return { revoked };
  }
}
