import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { resolveSecurityEvent } from '@mojian/contracts/routes/audit.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { SecurityEventRepository } from '../data/security-event.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

@Controller()
export class ResolveSecurityEventController {
  constructor(
    @Inject(SecurityEventRepository) private readonly events: SecurityEventRepository,
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
  ) {}

  @Handle(resolveSecurityEvent)
  resolve(
    @Input() { params, body }: RouteInput<typeof resolveSecurityEvent>,
    @Caller() { userId: adminId }: CallerIdentity,
  ): Promise<RouteReply<typeof resolveSecurityEvent>> {
    const { clock } = this.settings;
    return this.events.resolve({ eventId: params.id, adminId, reason: body.reason ?? null, now: clock() });
  }
}
