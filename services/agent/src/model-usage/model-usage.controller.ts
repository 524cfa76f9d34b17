import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { getModelUsage } from '@mojian/contracts/routes/model-admin.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { ModelUsageRepository } from '../data/model-usage.repository.js';

@Controller()
export class ModelUsageController {
  constructor(private readonly usage: ModelUsageRepository) {}

  @Handle(getModelUsage)
  async read(@Input() { query }: RouteInput<typeof getModelUsage>): Promise<RouteReply<typeof getModelUsage>> {
    return this.usage.count(query);
  }
}
