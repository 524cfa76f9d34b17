import type { RouteInput } from '@mojian/contracts/route';
import { listPostcards } from '@mojian/contracts/routes/postcard.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { PostcardDatabase } from '../data/postcard-database.js';
import { summarizeCard } from '../domain/card-view.js';
import { Sites } from '../domain/site.js';

@Controller()
export class ListPostcardsController {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly sites: Sites,
  ) {}

  @Handle(listPostcards)
  async list(
    @Input() { query }: RouteInput<typeof listPostcards>,
    @Caller() { userId }: CallerIdentity,
    @Req() request: Request,
  ) {
    const [cards, total] = await this.database.stores.postcards.listOfUser(userId, query);
    const site = this.sites.of(request.headers);
    const postcards = cards.map((card) => ({ ...summarizeCard(card, site), concept: card.concept.title }));
    return { postcards, ...query, total };
  }
}
