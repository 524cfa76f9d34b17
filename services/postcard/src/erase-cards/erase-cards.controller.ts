import type { RouteInput } from '@mojian/contracts/route';
import { eraseUserCards } from '@mojian/contracts/routes/personal-data.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { EraseCardsService } from './erase-cards.service.js';

@Controller()
export class EraseCardsController {
  constructor(private readonly service: EraseCardsService) {}

  @Handle(eraseUserCards)
  async erase(@Input() { params }: RouteInput<typeof eraseUserCards>) {
    return this.service.erase(params.user_id);
  }
}
