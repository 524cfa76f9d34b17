import { randomUUID } from 'node:crypto';
import { languageOf } from '@mojian/contracts/dialect';
import type { RouteInput } from '@mojian/contracts/route';
import { reportCard } from '@mojian/contracts/routes/public-page.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import type { Logger } from '@mojian/telemetry/logger';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PostcardDatabase } from '../data/postcard-database.js';
import { Sites } from '../domain/site.js';
import { LOGGER } from '../settings.js';
import { MessagePages } from './message-pages.js';
import { messagePageHeaders } from './page-headers.js';
import { ShowCardService } from './show-card.service.js';

const THANKS = {
  zh: { title: '已收到', message: '谢谢你告诉我们。我们会尽快查看这张卡片。' },
  en: { title: 'Received', message: 'Thank you for telling us. We will look at this card soon.' },
} as const;

@Controller()
export class ReportCardController {
  constructor(
    private readonly service: ShowCardService,
    private readonly database: PostcardDatabase,
    private readonly pages: MessagePages,
    private readonly sites: Sites,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Handle(reportCard)
  async report(
    @Input() { params: { slug }, body }: RouteInput<typeof reportCard>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<undefined> {
    const card = await this.service.findShared(slug);
    const report = { id: randomUUID(), cardId: card.id, slug, reason: body.reason, note: body.note?.trim() || null };
    await this.database.transaction(async ({ shares, audit }) => {
      await shares.insertReport(report);
      await audit({ resource: { type: 'card', id: card.id }, after: { report: report.id, reason: report.reason } });
    });
    this.logger.warn('card.reported', { card: card.id, reason: body.reason });
    const language = languageOf(request.get('accept-language'));
    const html = this.pages.render({ language, ...THANKS[language] }, this.sites.of(request.headers));
    response.set(messagePageHeaders).send(html);
  }
}
