import type { EntityManager } from 'typeorm';
import type { QuotaDay } from '../domain/quota.js';
import { firstRow, rowsOf } from './sql.js';

export interface DatedQuota extends QuotaDay {
  /** `YYYY-MM-DD` in the product's time zone, by the database's clock. */
  readonly date: string;
}

export interface QuotaSettings {
  readonly timeZone: string;
  /** Cards a user may make a day. */
  readonly dailyLimit: number;
}

interface QuotaRow {
  readonly date: string;
  readonly reserved: number | null;
  readonly spent: number | null;
  readonly task_status: string | null;
  readonly card_id: string | null;
}

/** The ledger of units. Its sums and its rules are kept by the schema; here they are read and entered. */
export class QuotaRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly settings: QuotaSettings,
  ) {}

  /** Until the transaction ends, nobody else creates for this user. The schema is the guard; this makes refusals exact. */
  async lockUser(userId: string): Promise<void> {
    await rowsOf(this.manager, `SELECT pg_advisory_xact_lock(hashtextextended('create:' || $1, 0))`, [userId]);
  }

  async today(userId: string): Promise<DatedQuota> {
    const row = await firstRow<QuotaRow>(
      this.manager,
      `SELECT today.date::text AS date, d.reserved, d.spent, t.status AS task_status, p.id AS card_id
         FROM (SELECT (now() AT TIME ZONE $2)::date AS date) today
         LEFT JOIN quota_day d ON d.user_id = $1 AND d.quota_date = today.date
         LEFT JOIN task t ON t.user_id = $1 AND t.quota_date = today.date AND t.slot_held
         LEFT JOIN postcard p ON p.task_id = t.id`,
      [userId, this.settings.timeZone],
    );
    if (!row) throw new TypeError('a statement that always has one row had none');
    return {
      date: row.date,
      limit: this.settings.dailyLimit,
      reserved: row.reserved ?? 0,
      spent: row.spent ?? 0,
      slot: slotOf(row),
    };
  }

  /** The day's row, there before the first reservation; a limit that was raised or lowered since then is followed. */
  async openDay(userId: string, date: string): Promise<void> {
    await rowsOf(
      this.manager,
      `INSERT INTO quota_day AS d (user_id, quota_date, daily_limit) VALUES ($1, $2, $3)
         ON CONFLICT (user_id, quota_date)
         DO UPDATE SET daily_limit = greatest(excluded.daily_limit, d.reserved + d.spent)
         WHERE d.daily_limit <> excluded.daily_limit`,
      [userId, date, this.settings.dailyLimit],
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
}

function slotOf({ task_status, card_id }: QuotaRow): QuotaDay['slot'] {
  if (task_status === null) return { kind: 'empty' };
  return card_id === null ? { kind: 'under-way' } : { kind: 'card', cardId: card_id };
}
