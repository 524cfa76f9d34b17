import type { EntityManager } from 'typeorm';
import { rowsOf } from './sql.js';

/**
 * Payload of the job that makes a task's card. It is made of the task when it is sent, so that a job from before a
 * change of its form is sent in today's.
 */
export interface OutboxJob {
  readonly task_id: string;
  readonly user_id: string;
  readonly request_id: string;
}

const job = 't.id AS task_id, t.user_id, t.request_id';

export class OutboxRepository {
  constructor(private readonly manager: EntityManager) {}

  async insert(taskId: string): Promise<void> {
    await rowsOf(this.manager, 'INSERT INTO outbox (task_id) VALUES ($1)', [taskId]);
  }

  /** Locks up to `count` unsent jobs of open tasks that nobody else is sending, oldest first. */
  holdUnsent(count: number, taskId: string | null): Promise<OutboxJob[]> {
    return rowsOf(
      this.manager,
      `SELECT ${job} FROM outbox o JOIN task t ON t.id = o.task_id AND t.status IN ('pending', 'processing')
        WHERE o.sent_at IS NULL AND ($2::uuid IS NULL OR o.task_id = $2)
        ORDER BY o.created_at LIMIT $1 FOR UPDATE OF o SKIP LOCKED`,
      [count, taskId],
    );
  }

  /** An attempt that failed leaves the job unsent. */
  async countAttempt(taskId: string, sent: boolean): Promise<void> {
    await rowsOf(
      this.manager,
      'UPDATE outbox SET attempts = attempts + 1, sent_at = CASE WHEN $2 THEN now() END WHERE task_id = $1',
      [taskId, sent],
    );
  }

  /**
   * Jobs of open tasks that the queue was given at least five seconds ago, so that it ought to know them: the next
   * `count` after a task's id, or the first.
   */
  listSentOpen(count: number, after: string | null): Promise<OutboxJob[]> {
    return rowsOf(
      this.manager,
      `SELECT ${job} FROM outbox o JOIN task t ON t.id = o.task_id
        WHERE t.status IN ('pending', 'processing') AND o.sent_at < now() - interval '5 seconds'
          AND ($2::uuid IS NULL OR t.id > $2)
        ORDER BY t.id LIMIT $1`,
      [count, after],
    );
  }
}
