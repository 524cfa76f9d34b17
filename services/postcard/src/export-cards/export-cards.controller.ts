import type { RouteInput } from '@mojian/contracts/route';
import { exportUserCards, exportUserUploads } from '@mojian/contracts/routes/personal-data.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { ExportCardsService } from './export-cards.service.js';

@Controller()
export class ExportCardsController {
  constructor(private readonly service: ExportCardsService) {}

  @Handle(exportUserCards)
  cards(@Input() { params, query }: RouteInput<typeof exportUserCards>) {
    return this.service.cards(params.user_id, query);
  }

  @Handle(exportUserUploads)
  uploads(@Input() { params, query }: RouteInput<typeof exportUserUploads>) {
    return this.service.uploads(params.user_id, query);
  }
}
