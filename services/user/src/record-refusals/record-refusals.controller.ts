import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { recordRefusals } from '@mojian/contracts/routes/audit.routes';
import { CallingProcess } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { AuditAppendRepository } from '../data/audit-append.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

@Controller()
export class RecordRefusalsController {
  constructor(
    @Inject(AuditAppendRepository) private readonly audit: AuditAppendRepository,
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
  ) {}

  /** The gateway speaks for itself alone: nobody else may report, and it may report nothing of others. */
  @Handle(recordRefusals)
  async record(
    @Input() { body }: RouteInput<typeof recordRefusals>,
    @CallingProcess() caller: string,
  ): Promise<RouteReply<typeof recordRefusals>> {
    if (caller !== 'gateway') throw new AppError('IDENTITY_REFUSED', `${caller} refuses nothing at the edge`);
    const foreign = body.entries.find(({ service }) => service !== 'gateway');
    if (foreign) throw new AppError('IDENTITY_REFUSED', `the gateway reported a row of ${foreign.service}`);
    if (!this.settings.security.auditing) return { kept: 0 };
    await this.audit.append(body.entries);
    return { kept: body.entries.length };
  }
}
