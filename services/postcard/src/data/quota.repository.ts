import type { Plan } from '@mojian/contracts/permissions';
import type { EntityManager } from 'typeorm';
import type { QuotaDay } from '../domain/quota.js';
import { firstRow, rowsOf } from './sql.js';

export interface DatedQuota extends QuotaDay {
  /** `YYYY-MM-DD` in the product's time zone. */
  readonly date: string;
}

export interface QuotaSettings {
  readonly timeZone: string;
  /** Cards a user may make a day, by plan. */
  readonly dailyLimits: Readonly<Record<Plan, number>>;
  /** False only by SECURITY_CONCURRENT_QUOTA_ENABLED. */
  readonly lockQuota: boolean;
  /** What decides which day it is; null is the database's own clock, which all processes share. */
  readonly clock: (() => Date) | null;
}

/** Whose day it is, and by which plan. */
export interface Holder {
  readonly userId: string;
  readonly plan: Plan;
}

export type Grant = { readonly units: number; readonly reason: string } & (
  | { readonly grantedBy: string }
  | { readonly cardId: string }
);

interface QuotaRow {
  readonly date: string;
  readonly reserved: number | null;
  readonly spent: number | null;
  readonly granted: number | null;
  readonly under_way: boolean;
  readonly card_id: string | null;
}

/** The ledger of units. Its sums and its rules are kept by the schema; here they are read and entered. */
export class QuotaRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly settings: QuotaSettings,
  ) {}

  /** Until the transaction ends, nobody else creates for this user. The schema is the guard; this makes refusals cheap. */
  async lockUser(userId: string): Promise<void> {
    if (!this.settings.lockQuota) return;
    await rowsOf(this.manager, `SELECT pg_advisory_xact_lock(hashtextextended('create:' || $1, 0))`, [userId]);
  }

  async today({ userId, plan }: Holder): Promise<DatedQuota> {
    const row = await firstRow<QuotaRow>(
      this.manager,
      `SELECT today.date::text AS date, d.reserved, d.spent, d.granted, o.id IS NOT NULL AS under_way, p.id AS card_id
         FROM (SELECT (coalesce($3::timestamptz, now()) AT TIME ZONE $2)::date AS date) today
         LEFT JOIN quota_day d ON d.user_id = $1 AND d.quota_date = today.date
         LEFT JOIN task o ON o.user_id = $1 AND o.quota_date = today.date AND o.status IN ('pending', 'processing')
         LEFT JOIN task s ON s.user_id = $1 AND s.quota_date = today.date AND s.slot_held
         LEFT JOIN postcard p ON p.task_id = s.id`,
      [userId, this.settings.timeZone, this.settings.clock?.() ?? null],
    );
    if (!row) throw new TypeError('a statement that always has one row had none');
    return {
      date: row.date,
      limit: this.settings.dailyLimits[plan] + (row.granted ?? 0),
      reserved: row.reserved ?? 0,
      spent: row.spent ?? 0,
      underWay: row.under_way,
      cardId: row.card_id,
    };
  }

  /**
   * The day's row, there before the first entry, and locked until the transaction ends. What the plan gives now is
   * followed, but never below what was used already.
   */
  async openDay({ userId, plan }: Holder, date: string): Promise<void> {
    await rowsOf(
      this.manager,
      `INSERT INTO quota_day AS d (user_id, quota_date, daily_limit) VALUES ($1, $2, $3)
         ON CONFLICT (user_id, quota_date)
         DO UPDATE SET daily_limit = greatest(excluded.daily_limit, d.reserved + d.spent - d.granted)
         WHERE d.daily_limit <> excluded.daily_limit`,
      [userId, date, this.settings.dailyLimits[plan]],
    );
  }

  /** The day's row as it is, or one by this plan, locked until the transaction ends. */
  async holdDay({ userId, plan, date }: Holder & { readonly date: string }): Promise<void> {
    await rowsOf(
      this.manager,
      `INSERT INTO quota_day AS d (user_id, quota_date, daily_limit) VALUES ($1, $2, $3)
         ON CONFLICT (user_id, quota_date) DO UPDATE SET daily_limit = d.daily_limit`,
      [userId, date, this.settings.dailyLimits[plan]],
    );
  }

  /** Day and user of the entry are the task's own. */
  async enter(taskId: string, kind: 'reserve' | 'spend' | 'release'): Promise<void> {
    await rowsOf(
      this.manager,
      `INSERT INTO quota_entry (task_id, user_id, quota_date, kind)
         SELECT id, user_id, quota_date, $2 FROM task WHERE id = $1`,
      [taskId, kind],
    );
  }

  /** Adds units to a day whose row is there. */
  async grant(userId: string, date: string, grant: Grant): Promise<void> {
    const by = 'grantedBy' in grant ? [grant.grantedBy, null] : [null, grant.cardId];
    await rowsOf(
      this.manager,
      `INSERT INTO quota_entry (user_id, quota_date, kind, units, reason, granted_by, card_id)
         VALUES ($1, $2, 'grant', $3, $4, $5, $6)`,
      [userId, date, grant.units, grant.reason, ...by],
    );
  }

  /** Whether making this card anew is free: once for a degraded one, unless it was made for free itself. */
  async isFreeToRegenerate(cardId: string): Promise<boolean> {
    const row = await firstRow<{ free: boolean }>(
      this.manager,
      `SELECT p.degraded AND NOT EXISTS (
                SELECT 1 FROM quota_entry e WHERE e.card_id = p.id OR e.card_id = t.regenerates) AS free
         FROM postcard p JOIN task t ON t.id = p.task_id WHERE p.id = $1`,
      [cardId],
    );
    return row?.free ?? false;
  }
}
