import type { RouteInput } from '@mojian/contracts/route';
import { decideCardCheck, listCardChecks, lookAtCard } from '@mojian/contracts/routes/card-check-admin.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { ArchivedCheck } from '../data/check-archive.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { findingsOf } from '../domain/card-check.js';
import { Sites } from '../domain/site.js';
import { ManageChecksService } from './manage-checks.service.js';

@Controller()
export class ManageChecksController {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly service: ManageChecksService,
    private readonly sites: Sites,
  ) {}

  @Handle(listCardChecks)
  async list(@Input() { query: { state, page, page_size } }: RouteInput<typeof listCardChecks>) {
    const [checks, total] = await this.database.stores.checkArchive.list(state, { page, size: page_size });
    return { items: checks.map(toCardCheck), total, page, page_size, total_pages: Math.ceil(total / page_size) };
  }

  @Handle(lookAtCard)
  async look(@Input() { params }: RouteInput<typeof lookAtCard>, @Req() request: Request) {
    const check = await this.service.look(params.card_id);
    return { ...toCardCheck(check), page_url: this.sites.of(request.headers).ownPageUrl(check.cardId) };
  }

  @Handle(decideCardCheck)
  async decide(@Input() { params, body }: RouteInput<typeof decideCardCheck>) {
    return toCardCheck(await this.service.decide({ cardId: params.card_id, ...body }));
  }
}

const toCardCheck = ({ cardId, userId, state, check, dueAt, createdAt }: ArchivedCheck) => ({
  card_id: cardId,
  user_id: userId,
  state,
  found: findingsOf(check),
  asked: check.asked,
  asked_at: check.asked_at,
  due_at: dueAt?.toISOString() ?? null,
  created_at: createdAt.toISOString(),
});
