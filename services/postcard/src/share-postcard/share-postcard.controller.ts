import { randomBytes, randomUUID } from 'node:crypto';
import { cardWithdrawn } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import { revokeShare, sharePostcard } from '@mojian/contracts/routes/share.routes';
import { publishEvent } from '@mojian/redis/events';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { Redis } from 'ioredis';
import { findOwnCard } from '../data/owned-cards.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { Sites } from '../domain/site.js';
import { REDIS } from '../settings.js';

/** 144 bits. */
const SLUG_BYTES = 18;

@Controller()
export class SharePostcardController {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly sites: Sites,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  @Handle(sharePostcard)
  async share(
    @Input() { params }: RouteInput<typeof sharePostcard>,
    @Caller() { userId }: CallerIdentity,
    @Req() request: Request,
  ) {
    const slug = await this.database.transaction(async (stores) => {
      const { id: cardId } = await findOwnCard(stores, params.id, userId);
      return stores.shares.open({ id: randomUUID(), slug: randomBytes(SLUG_BYTES).toString('base64url'), cardId });
    });
    return { url: this.sites.of(request.headers).absolute(`/c/${slug}`), slug, expires_at: null };
  }

  @Handle(revokeShare)
  async revoke(@Input() { params }: RouteInput<typeof revokeShare>, @Caller() { userId }: CallerIdentity) {
    const { stores } = this.database;
    const { id } = await findOwnCard(stores, params.id, userId);
    const revoked = await stores.shares.revoke(id);
    await publishEvent(this.redis, cardWithdrawn, { card_id: id });
    return { revoked };
  }
}
