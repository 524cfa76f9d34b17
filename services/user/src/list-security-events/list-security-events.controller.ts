import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { listSecurityEvents } from '@mojian/contracts/routes/audit.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { SecurityEventRepository } from '../data/security-event.repository.js';

@Controller()
export class ListSecurityEventsController {
  constructor(@Inject(SecurityEventRepository) private readonly events: SecurityEventRepository) {}

  @Handle(listSecurityEvents)
  list(@Input() { query }: RouteInput<typeof listSecurityEvents>): Promise<RouteReply<typeof listSecurityEvents>> {
    return this.events.list(query);
  }
}
