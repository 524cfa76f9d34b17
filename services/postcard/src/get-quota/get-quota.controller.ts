import { AppError } from '@mojian/contracts/app-error';
import { languageOf } from '@mojian/contracts/dialect';
import type { RouteInput } from '@mojian/contracts/route';
import { getQuota } from '@mojian/contracts/routes/quota.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { PostcardDatabase } from '../data/postcard-database.js';
import { startOfNextDay } from '../domain/business-day.js';
import { describeQuota } from '../domain/quota.js';
import { type PostcardSettings, SETTINGS } from '../settings.js';

@Controller()
export class GetQuotaController {
  constructor(
    private readonly database: PostcardDatabase,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
  ) {}

  @Handle(getQuota)
  async get(
    @Input() { params }: RouteInput<typeof getQuota>,
    @Caller() { userId }: CallerIdentity,
    @Req() request: Request,
  ) {
    if (params.user_id !== userId) throw new AppError('NOT_OWNER', 'the quota of another user');
    const today = await this.database.stores.quota.today(userId);
    return {
      ...describeQuota(today, languageOf(request.get('accept-language'))),
      quota_date: today.date,
      resets_at: startOfNextDay(today.date, this.settings.timeZone).toISOString(),
    };
  }
}
