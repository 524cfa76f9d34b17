import type { UserBrief } from '@mojian/contracts/brief';
import type { TaskStatus } from '@mojian/contracts/routes/postcard.routes';
import type { EntityManager } from 'typeorm';
import type { TaskRecord } from '../domain/task-status.js';
import { TaskEntity } from './entities/task.entity.js';
import type { SpendReserve } from './spend.repository.js';
import { firstRow, rowsOf } from './sql.js';

export interface NewTask extends SpendReserve {
  readonly id: string;
  readonly userId: string;
  readonly seed: string;
  readonly brief: UserBrief;
  readonly bodyHash: string;
  readonly idempotencyKey: string | null;
  readonly quotaDate: string;
  readonly requestId: string;
  readonly deadlineSeconds: number;
  /** The card of which it makes another; it then holds no slot until it completes. */
  readonly regenerates: string | null;
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
  readonly waitedSeconds: number;
  readonly leftSeconds: number;
}

/** A task that is locked until the transaction ends. */
export interface HeldTask {
  readonly id: string;
  readonly userId: string;
  readonly status: TaskStatus;
  readonly fence: number;
  readonly quotaDate: string;
  readonly regenerates: string | null;
}

export interface TaskFailure {
  /** Stable code, as the task's owner is told. */
  readonly error: string;
  readonly message: string;
  /** Absent or null where nobody knows it. */
  readonly costMicros?: number | null;
  /** Absent leaves the fence as it is. */
  readonly fence?: number;
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

  async briefOf(id: string): Promise<UserBrief> {
    const row = await firstRow<{ brief: UserBrief }>(this.manager, 'SELECT brief FROM task WHERE id = $1', [id]);
    if (!row) throw new TypeError('a card without its task');
    return row.brief;
  }

  async insert({ deadlineSeconds, ...task }: NewTask): Promise<void> {
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(TaskEntity)
      .values({
        ...task,
        slotHeld: task.regenerates === null,
        deadlineAt: () => `now() + make_interval(secs => ${Number(deadlineSeconds)})`,
      })
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

  /** Locks its day and then the task until the transaction ends. Everybody locks in this order, so nobody deadlocks. */
  async hold(id: string): Promise<HeldTask | undefined> {
    await rowsOf(
      this.manager,
      `SELECT 1 FROM quota_day WHERE (user_id, quota_date) = (SELECT user_id, quota_date FROM task WHERE id = $1)
          FOR NO KEY UPDATE`,
      [id],
    );
    return firstRow(
      this.manager,
      `SELECT id, user_id AS "userId", status, fence, quota_date::text AS "quotaDate", regenerates
         FROM task WHERE id = $1 FOR UPDATE`,
      [id],
    );
  }

  /** Undefined unless the task is open, no later run has it, and it has not been run `mostRuns` times. */
  start(id: string, fence: number, mostRuns: number): Promise<StartedTask | undefined> {
    return firstRow(
      this.manager,
      `UPDATE task SET status = 'processing', fence = $2, runs = runs + 1
        WHERE id = $1 AND fence < $2 AND runs < $3 AND ${open}
       RETURNING brief, seed, user_id AS "userId", extract(epoch FROM now() - created_at)::float8 AS "waitedSeconds",
                 extract(epoch FROM deadline_at - now())::float8 AS "leftSeconds"`,
      [id, fence, mostRuns],
    );
  }

  /** With its slot, which a task that regenerates takes only now. `costMicros`: null where nobody knows it. */
  async complete(id: string, costMicros: number | null): Promise<void> {
    await rowsOf(
      this.manager,
      `UPDATE task SET status = 'completed', slot_held = true, cost_micros = $2, ended_at = now() WHERE id = $1`,
      [id, costMicros],
    );
  }

  /** Frees the slot as well. A higher fence keeps out whoever runs the task. */
  async fail(id: string, { error, message, fence, costMicros }: TaskFailure): Promise<void> {
    await rowsOf(
      this.manager,
      `UPDATE task SET status = 'failed', slot_held = false, error = $2, error_message = $3, fence = coalesce($4, fence),
              cost_micros = $5, ended_at = now()
        WHERE id = $1`,
      [id, error, message, fence ?? null, costMicros ?? null],
    );
  }

  /** The slot of this day leaves the card. */
  async freeSlotOfCard(cardId: string, quotaDate: string): Promise<void> {
    await rowsOf(
      this.manager,
      `UPDATE task SET slot_held = false
        WHERE id = (SELECT task_id FROM postcard WHERE id = $1) AND quota_date = $2 AND slot_held`,
      [cardId, quotaDate],
    );
  }

  /** False when it held none. */
  async freeSlot(id: string): Promise<boolean> {
    const rows = await rowsOf(
      this.manager,
      'UPDATE task SET slot_held = false WHERE id = $1 AND slot_held RETURNING id',
      [id],
    );
    return rows.length === 1;
  }

  /** Up to `count` open tasks past their deadline, those first that are late the longest. */
  async listOverdue(count: number): Promise<readonly string[]> {
    const found = await rowsOf<{ id: string }>(
      this.manager,
      `SELECT id FROM task WHERE ${open} AND deadline_at < now() ORDER BY deadline_at LIMIT $1`,
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
