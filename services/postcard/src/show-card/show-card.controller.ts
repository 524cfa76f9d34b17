import { cardWithdrawn } from '@mojian/contracts/events';
import type { RouteInput } from '@mojian/contracts/route';
import { getCapsule, getPoster, showCard, showOwnCard } from '@mojian/contracts/routes/public-page.routes';
import { EventData, OnEvent } from '@mojian/service-kit/event-transport';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Next, Req, Res } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { ShownCards } from '../data/shown-cards.js';
import { entityTag } from '../domain/entity-tag.js';
import { Sites } from '../domain/site.js';
import { attachedFileHeaders, hostPageHeaders } from './page-headers.js';
import { ShowCardService } from './show-card.service.js';

const SAVED_AS = 'attachment; filename="mojian-card.html"';

@Controller()
export class ShowCardController {
  constructor(
    private readonly service: ShowCardService,
    private readonly shown: ShownCards,
    private readonly sites: Sites,
  ) {}

  /** On the card origin the same path names a card document: that is the next handler's. */
  @Handle(showCard)
  async show(
    @Input() { params: { slug } }: RouteInput<typeof showCard>,
    @Req() request: Request,
    @Res() response: Response,
    @Next() next: NextFunction,
  ): Promise<undefined> {
    const site = this.sites.of(request.headers);
    if (site.isCardOrigin) {
      next();
      return;
    }
    const card = await this.service.findShared(slug);
    const html = this.service.renderPage(card, site, slug);
    response.set({ ...hostPageHeaders(site, card.id), etag: entityTag(html) }).send(html);
  }

  @Handle(showOwnCard)
  async showOwn(
    @Input() { params, query }: RouteInput<typeof showOwnCard>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<undefined> {
    const site = this.sites.of(request.headers);
    site.checkOwnPage(params.card_id, query);
    const card = await this.service.findCard(params.card_id);
    const html = this.service.renderPage(card, site, null);
    response.set({ ...hostPageHeaders(site, card.id), etag: entityTag(html) }).send(html);
  }

  @Handle(getPoster)
  async poster(@Input() { params }: RouteInput<typeof getPoster>, @Res() response: Response): Promise<undefined> {
    const card = await this.service.findShared(params.slug);
    const poster = await this.service.readPoster(card);
    response.set({ ...attachedFileHeaders('image/jpeg'), etag: `"${card.poster.hash}"` }).send(poster);
  }

  @Handle(getCapsule)
  async capsule(@Input() { params }: RouteInput<typeof getCapsule>, @Res() response: Response): Promise<undefined> {
    const card = await this.service.findShared(params.slug);
    const capsule = await this.service.renderCapsule(card);
    const headers = { ...attachedFileHeaders('text/html; charset=utf-8'), 'content-disposition': SAVED_AS };
    response.set({ ...headers, etag: entityTag(capsule) }).send(capsule);
  }

  /** By another process, or by this one, which has forgotten it then. */
  @OnEvent(cardWithdrawn)
  async withdrawn(@EventData(cardWithdrawn) _: { card_id: string }): Promise<void> {
    this.shown.forget();
  }
}
