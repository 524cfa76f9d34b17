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
    @Input() _: RouteInput<typeof getQuota>,
    @Caller() { userId, plan }: CallerIdentity,
    @Req() request: Request,
  ) {
    const today = await this.database.stores.quota.today({ userId, plan });
    return {
      ...describeQuota(today, languageOf(request.get('accept-language'))),
      quota_date: today.date,
      resets_at: startOfNextDay(today.date, this.settings.timeZone).toISOString(),
    };
  }
}
