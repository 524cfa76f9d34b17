import type { UserBrief } from '@mojian/contracts/brief';
import type { TaskStatus } from '@mojian/contracts/routes/postcard.routes';
import type { EntityManager } from 'typeorm';
import type { TaskRecord } from '../domain/task-status.js';
import { TaskEntity } from './entities/task.entity.js';
import { firstRow, rowsOf } from './sql.js';

export interface NewTask {
  readonly id: string;
  readonly userId: string;
  readonly seed: string;
  readonly brief: UserBrief;
  readonly bodyHash: string;
  readonly idempotencyKey: string | null;
  readonly quotaDate: string;
  readonly requestId: string;
  readonly deadlineSeconds: number;
}

/** A task that an equal or equally keyed create made before. */
export interface EarlierTask {
  readonly id: string;
  readonly status: TaskStatus;
  readonly bodyHash: string;
}

export interface StartedTask {
  readonly brief: UserBrief;
  readonly seed: string;
  readonly userId: string;
  readonly deadlineAt: Date;
}

export interface TaskHolder {
  readonly userId: string;
  readonly status: TaskStatus;
  readonly fence: number;
}

const earlier = 'id, status, body_hash AS "bodyHash"';
const open = `status IN ('pending', 'processing')`;

/** Tasks: every change is one statement that names the state it starts from. */
export class TaskRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The last create of the user with this key, at most 24 h old. */
  findByKey(userId: string, key: string): Promise<EarlierTask | undefined> {
    return firstRow(
      this.manager,
      `SELECT ${earlier} FROM task
        WHERE user_id = $1 AND idempotency_key = $2 AND created_at > now() - interval '24 hours'
        ORDER BY created_at DESC LIMIT 1`,
      [userId, key],
    );
  }

  /** A task of the same body that is open, or ended less than ten minutes ago with its card alive. */
  findByBody(userId: string, bodyHash: string): Promise<EarlierTask | undefined> {
    return firstRow(
      this.manager,
      `SELECT ${earlier} FROM task t
        WHERE user_id = $1 AND body_hash = $2
          AND (${open} OR (ended_at > now() - interval '10 minutes'
            AND EXISTS (SELECT 1 FROM postcard p WHERE p.task_id = t.id AND p.deleted_at IS NULL)))
        ORDER BY created_at DESC LIMIT 1`,
      [userId, bodyHash],
    );
  }

  async insert({ deadlineSeconds, ...task }: NewTask): Promise<void> {
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(TaskEntity)
      .values({ ...task, deadlineAt: () => `now() + make_interval(secs => ${Number(deadlineSeconds)})` })
      .updateEntity(false)
      .execute();
  }

  /** Those of the ids that exist, with their owners. */
  async describe(ids: readonly string[]): Promise<(TaskRecord & { readonly userId: string })[]> {
    const found = await rowsOf<TaskRow>(
      this.manager,
      `SELECT t.id, t.user_id, t.status, t.fence, t.error, t.error_message, t.created_at, t.updated_at,
              p.id AS card_id, p.degraded
         FROM task t LEFT JOIN postcard p ON p.task_id = t.id AND p.deleted_at IS NULL
        WHERE t.id = ANY($1)`,
      [ids],
    );
    return found.map(toRecord);
  }

  /** Locks the task until the transaction ends. */
  hold(id: string): Promise<TaskHolder | undefined> {
    return firstRow(this.manager, `SELECT user_id AS "userId", status, fence FROM task WHERE id = $1 FOR UPDATE`, [id]);
  }

  /** Undefined unless the task is open and no later run has it. */
  start(id: string, fence: number): Promise<StartedTask | undefined> {
    return firstRow(
      this.manager,
      `UPDATE task SET status = 'processing', fence = $2 WHERE id = $1 AND fence < $2 AND ${open}
       RETURNING brief, seed, user_id AS "userId", deadline_at AS "deadlineAt"`,
      [id, fence],
    );
  }

  async complete(id: string): Promise<void> {
    await rowsOf(this.manager, `UPDATE task SET status = 'completed', ended_at = now() WHERE id = $1`, [id]);
  }

  /** Frees the slot as well. */
  async fail(id: string, error: string, message: string): Promise<void> {
    await rowsOf(
      this.manager,
      `UPDATE task SET status = 'failed', slot_held = false, error = $2, error_message = $3, ended_at = now() WHERE id = $1`,
      [id, error, message],
    );
  }

  async freeSlot(id: string): Promise<void> {
    await rowsOf(this.manager, 'UPDATE task SET slot_held = false WHERE id = $1 AND slot_held', [id]);
  }

  /** Locks up to `count` open tasks past their deadline that nobody else holds. */
  async holdOverdue(count: number): Promise<readonly string[]> {
    const found = await rowsOf<{ id: string }>(
      this.manager,
      `SELECT id FROM task WHERE ${open} AND deadline_at < now() ORDER BY deadline_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [count],
    );
    return found.map(({ id }) => id);
  }

  /** Open tasks per status, and the age in seconds of the oldest that nobody has begun. */
  async countOpen(): Promise<{ pending: number; processing: number; oldestPendingSeconds: number }> {
    const counts = await firstRow<{ pending: number; processing: number; oldestPendingSeconds: number }>(
      this.manager,
      `SELECT count(*) FILTER (WHERE status = 'pending')::int AS pending,
              count(*) FILTER (WHERE status = 'processing')::int AS processing,
              coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE status = 'pending')), 0)::float8
                AS "oldestPendingSeconds"
         FROM task WHERE ${open}`,
    );
    return counts ?? { pending: 0, processing: 0, oldestPendingSeconds: 0 };
  }

  /** Seconds that the last twenty cards took, averaged; null before the first. */
  async recentSeconds(): Promise<number | null> {
    const row = await firstRow<{ seconds: number | null }>(
      this.manager,
      `SELECT avg(extract(epoch FROM ended_at - created_at))::float8 AS seconds
         FROM (SELECT created_at, ended_at FROM task WHERE status = 'completed' ORDER BY ended_at DESC LIMIT 20) recent`,
    );
    return row?.seconds ?? null;
  }
}

interface TaskRow {
  readonly id: string;
  readonly user_id: string;
  readonly status: TaskStatus;
  readonly fence: number;
  readonly error: string | null;
  readonly error_message: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly card_id: string | null;
  readonly degraded: boolean | null;
}

const toRecord = (row: TaskRow): TaskRecord & { readonly userId: string } => ({
  id: row.id,
  userId: row.user_id,
  status: row.status,
  fence: row.fence,
  error: row.error,
  errorMessage: row.error_message,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  card: row.card_id === null ? null : { id: row.card_id, degraded: row.degraded ?? false },
});
