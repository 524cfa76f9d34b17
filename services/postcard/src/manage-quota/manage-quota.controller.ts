import type { RouteInput } from '@mojian/contracts/route';
import { getUserQuota, grantQuota } from '@mojian/contracts/routes/postcard-admin.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { ManageQuotaService } from './manage-quota.service.js';

@Controller()
export class ManageQuotaController {
  constructor(private readonly service: ManageQuotaService) {}

  @Handle(getUserQuota)
  async read(@Input() { params, query }: RouteInput<typeof getUserQuota>) {
    return this.service.read({ userId: params.user_id, date: query.date ?? null, plan: query.plan });
  }

  @Handle(grantQuota)
  async grant(@Input() { params, body }: RouteInput<typeof grantQuota>, @Caller() { userId }: CallerIdentity) {
    const { units, reason, date } = body;
    // The first create of a day puts the limit of its plan in place of this one.
    const day = { userId: params.user_id, date: date ?? null, plan: 'free' } as const;
    return this.service.grant({ ...day, units, reason, grantedBy: userId });
  }
}
