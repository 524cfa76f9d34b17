import type { RouteInput } from '@mojian/contracts/route';
import { getResult } from '@mojian/contracts/routes/postcard.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Owned } from '@mojian/service-kit/ownership';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { CardFiles } from '../data/card-files.js';
import { livingCard, type TaskOrCard } from '../data/owned-things.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { summarizeCard } from '../domain/card-view.js';
import { Sites } from '../domain/site.js';

/** A phone's `setData` and storage end at 1 MB; the document stands beside other fields there. */
const LARGEST_DOCUMENT = 512 * 1024;

@Controller()
export class GetResultController {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly files: CardFiles,
    private readonly sites: Sites,
  ) {}

  @Handle(getResult)
  async get(
    @Input() { query }: RouteInput<typeof getResult>,
    @Owned() found: TaskOrCard | undefined,
    @Req() request: Request,
  ) {
    const card = livingCard(found);
    const site = this.sites.of(request.headers);
    const withHtml = query.include?.split(',').includes('html') ?? false;
    const small = card.page.bytes <= LARGEST_DOCUMENT;
    const [page, generation_time] = await Promise.all([
      // Words and pictures are of use without the page, should its file ever be lost.
      small || withHtml ? this.files.find(card.page.hash, card.page.ext) : null,
      this.database.stores.postcards.secondsOf(card.taskId),
    ]);
    const document = page?.toString('utf8') ?? null;
    return {
      ...summarizeCard(card, site),
      concept: card.concept.title,
      frontend_code: small ? document : null,
      card_html: withHtml ? document : null,
      page_url: site.ownPageUrl(card.id),
      miniprogram_component: null,
      sources: card.sources,
      generation_time,
    };
  }
}
