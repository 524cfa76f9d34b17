import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput } from '@mojian/contracts/route';
import { getCardDocument } from '@mojian/contracts/routes/public-page.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Sites } from '../domain/site.js';
import { cardDocumentHeaders } from './page-headers.js';
import { ShowCardService } from './show-card.service.js';

/** Must stand behind the controller of the host page, which has the same path on the other origin. */
@Controller()
export class CardDocumentController {
  constructor(
    private readonly service: ShowCardService,
    private readonly sites: Sites,
  ) {}

  @Handle(getCardDocument)
  async get(
    @Input() { params: { card_id }, query }: RouteInput<typeof getCardDocument>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<undefined> {
    assertFramed(request.get('sec-fetch-dest'));
    const hostOrigin = new URL(query.h).origin;
    this.sites.of(request.headers).checkDocument(card_id, hostOrigin, query);
    const document = await this.service.readDocument(await this.service.findCard(card_id));
    response.set(cardDocumentHeaders(hostOrigin)).send(document);
  }
}

/** A browser says what it will do with the answer, and no page can make it lie; an old one says nothing. */
function assertFramed(destination: string | undefined): void {
  if (destination === undefined || destination === 'iframe') return;
  throw new AppError('TOP_LEVEL_REFUSED', `the destination is ${destination}`);
}
