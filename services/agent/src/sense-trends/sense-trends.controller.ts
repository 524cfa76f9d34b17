import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { getTrending } from '@mojian/contracts/routes/senses.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { Surroundings } from '../sensing/surroundings.js';

@Controller()
export class SenseTrendsController {
  constructor(private readonly surroundings: Surroundings) {}

  @Handle(getTrending)
  async trending(@Input() { query }: RouteInput<typeof getTrending>): Promise<RouteReply<typeof getTrending>> {
    const { items, source, observed_at } = await this.surroundings.trends();
    return {
      city: query.city ?? null,
      items: items.map((item) => ({ ...item, type: source })),
      total_count: items.length,
      source,
      observed_at,
    };
  }
}
