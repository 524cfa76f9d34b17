import type { EntityManager } from 'typeorm';
import { firstRow, rowsOf } from './sql.js';

export interface LedgerEntry {
  readonly id: string;
  readonly kind: 'reserve' | 'spend' | 'release' | 'grant';
  readonly units: number;
  readonly task_id: string | null;
  readonly reason: string | null;
  readonly created_at: Date;
}

export interface LedgerDay {
  readonly plan_limit: number;
  readonly granted: number;
  readonly reserved: number;
  readonly spent: number;
}

/** The ledger as its keepers read it. */
export class LedgerRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The sums of a day; undefined before its first entry. */
  findDay(userId: string, date: string): Promise<LedgerDay | undefined> {
    return firstRow(
      this.manager,
      `SELECT daily_limit AS plan_limit, granted, reserved, spent FROM quota_day WHERE user_id = $1 AND quota_date = $2`,
      [userId, date],
    );
  }

  /** All entries of a day, oldest first. */
  listEntries(userId: string, date: string): Promise<LedgerEntry[]> {
    return rowsOf(
      this.manager,
      `SELECT id::text, kind, units, task_id, reason, created_at FROM quota_entry
        WHERE user_id = $1 AND quota_date = $2 ORDER BY id`,
      [userId, date],
    );
  }

  /**
   * Days with an entry of the last hour whose sums do not follow from their entries, or whose entries do not agree with
   * their tasks. The schema makes none; whoever finds one has found a hand in the database.
   */
  async countInconsistencies(): Promise<number> {
    const row = await firstRow<{ found: number }>(
      this.manager,
      `SELECT count(*)::int AS found
         FROM (SELECT DISTINCT user_id, quota_date FROM quota_entry WHERE created_at > now() - interval '1 hour') touched
         JOIN quota_day d USING (user_id, quota_date)
         JOIN LATERAL (
           SELECT coalesce(sum(CASE e.kind WHEN 'reserve' THEN 1 WHEN 'grant' THEN 0 ELSE -1 END), 0) AS reserved,
                  count(*) FILTER (WHERE e.kind = 'spend') AS spent,
                  coalesce(sum(e.units) FILTER (WHERE e.kind = 'grant'), 0) AS granted
             FROM quota_entry e WHERE e.user_id = d.user_id AND e.quota_date = d.quota_date) entries ON true
         JOIN LATERAL (
           SELECT count(*) FILTER (WHERE t.status IN ('pending', 'processing')) AS open,
                  count(*) FILTER (WHERE t.status = 'completed') AS completed
             FROM task t WHERE t.user_id = d.user_id AND t.quota_date = d.quota_date) tasks ON true
        WHERE (d.reserved, d.spent, d.granted) IS DISTINCT FROM (entries.reserved, entries.spent, entries.granted)
           OR (d.reserved, d.spent) IS DISTINCT FROM (tasks.open, tasks.completed)`,
    );
    return row?.found ?? 0;
  }
}
