import type { TaskStatus } from '@mojian/contracts/routes/postcard.routes';
import type { EntityManager } from 'typeorm';
import { firstRow, rowsOf } from './sql.js';

/** What operators are shown of a task: nobody's words. */
export interface ArchivedTask {
  readonly id: string;
  readonly user_id: string;
  readonly status: TaskStatus;
  readonly fence: number;
  readonly quota_date: string;
  readonly slot_held: boolean;
  readonly request_id: string;
  readonly error: string | null;
  readonly error_message: string | null;
  readonly card_id: string | null;
  readonly degraded: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly deadline_at: Date;
  readonly ended_at: Date | null;
}

export interface TaskFilter {
  readonly user_id?: string | undefined;
  readonly status?: TaskStatus | undefined;
  readonly error?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const shown = `t.id, t.user_id, t.status, t.fence, t.quota_date::text AS quota_date, t.slot_held, t.request_id, t.error,
  t.error_message, p.id AS card_id, coalesce(p.degraded, false) AS degraded, t.created_at, t.updated_at, t.deadline_at,
  t.ended_at`;
const fits = `($1::uuid IS NULL OR t.user_id = $1) AND ($2::text IS NULL OR t.status = $2)
  AND ($3::text IS NULL OR t.error = $3) AND ($4::timestamptz IS NULL OR t.created_at >= $4)
  AND ($5::timestamptz IS NULL OR t.created_at < $5)`;

/** All tasks, as operators look for them. */
export class TaskArchive {
  constructor(private readonly manager: EntityManager) {}

  find(id: string): Promise<ArchivedTask | undefined> {
    return firstRow(
      this.manager,
      `SELECT ${shown} FROM task t LEFT JOIN postcard p ON p.task_id = t.id WHERE t.id = $1`,
      [id],
    );
  }

  /** Newest first, and how many there are in all. */
  async list(filter: TaskFilter, { page, size }: { page: number; size: number }): Promise<[ArchivedTask[], number]> {
    const values = [filter.user_id, filter.status, filter.error, filter.from, filter.to].map((value) => value ?? null);
    const [tasks, counted] = await Promise.all([
      rowsOf<ArchivedTask>(
        this.manager,
        `SELECT ${shown} FROM task t LEFT JOIN postcard p ON p.task_id = t.id
          WHERE ${fits} ORDER BY t.created_at DESC, t.id DESC LIMIT $6 OFFSET $7`,
        [...values, size, (page - 1) * size],
      ),
      firstRow<{ total: number }>(this.manager, `SELECT count(*)::int AS total FROM task t WHERE ${fits}`, values),
    ]);
    return [tasks, counted?.total ?? 0];
  }
}
