import type { Plan } from '@mojian/contracts/permissions';
import { Inject, Injectable } from '@nestjs/common';
import { PostcardDatabase, type Stores } from '../data/postcard-database.js';
import { type PostcardSettings, SETTINGS } from '../settings.js';

export interface DayQuestion {
  readonly userId: string;
  /** `YYYY-MM-DD`; today when it is null. */
  readonly date: string | null;
  /** What gives the limit of a day that has no entry yet. */
  readonly plan: Plan;
}

export interface GrantOrder extends DayQuestion {
  readonly units: number;
  readonly reason: string;
  readonly grantedBy: string;
}

/** The ledger in its keepers' hands: they read it and add to it, and overwrite nothing. */
@Injectable()
export class ManageQuotaService {
  constructor(
    private readonly database: PostcardDatabase,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
  ) {}

  async read(question: DayQuestion) {
    const { stores } = this.database;
    const date = question.date ?? (await stores.quota.today(question)).date;
    return this.describe(stores, { ...question, date });
  }

  grant({ units, reason, grantedBy, ...question }: GrantOrder) {
    return this.database.transaction(async (stores) => {
      const date = question.date ?? (await stores.quota.today(question)).date;
      const day = { userId: question.userId, date, plan: question.plan };
      await stores.quota.holdDay(day);
      const before = await this.describe(stores, day);
      await stores.quota.grant(day.userId, date, { units, reason, grantedBy });
      const after = await this.describe(stores, day);
      await stores.audit({
        resource: { type: 'quota_day', id: `${day.userId}/${date}` },
        before: { granted: before.granted, available: before.available },
        after: { granted: after.granted, available: after.available },
        details: { reason, units, owner: day.userId },
      });
      return after;
    });
  }

  private async describe({ ledger }: Stores, { userId, date, plan }: DayQuestion & { readonly date: string }) {
    const none = { plan_limit: this.settings.dailyLimits[plan], granted: 0, reserved: 0, spent: 0 };
    const sums = (await ledger.findDay(userId, date)) ?? none;
    const entries = await ledger.listEntries(userId, date);
    return {
      user_id: userId,
      quota_date: date,
      ...sums,
      available: Math.max(0, sums.plan_limit + sums.granted - sums.reserved - sums.spent),
      entries: entries.map((entry) => ({ ...entry, created_at: entry.created_at.toISOString() })),
    };
  }
}
