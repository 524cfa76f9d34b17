import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { listAuditLogs } from '@mojian/contracts/routes/audit.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { AuditLogRepository } from '../data/audit-log.repository.js';

@Controller()
export class ListAuditLogsController {
  constructor(@Inject(AuditLogRepository) private readonly logs: AuditLogRepository) {}

  @Handle(listAuditLogs)
  list(@Input() { query }: RouteInput<typeof listAuditLogs>): Promise<RouteReply<typeof listAuditLogs>> {
    return this.logs.list(query);
  }
}
