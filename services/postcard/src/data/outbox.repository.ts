import type { EntityManager } from 'typeorm';
import { rowsOf } from './sql.js';

/** Payload of the job that makes a task's card, kept until the queue has it. */
export interface OutboxJob {
  readonly task_id: string;
  readonly user_id: string;
  readonly request_id: string;
}

export class OutboxRepository {
  constructor(private readonly manager: EntityManager) {}

  async insert(job: OutboxJob): Promise<void> {
    await rowsOf(this.manager, 'INSERT INTO outbox (task_id, payload) VALUES ($1, $2)', [
      job.task_id,
      JSON.stringify(job),
    ]);
  }

  /** Locks up to `count` unsent jobs of open tasks that nobody else is sending, oldest first. */
  holdUnsent(count: number, taskId: string | null): Promise<OutboxJob[]> {
    return this.payloads(
      `SELECT o.payload FROM outbox o JOIN task t ON t.id = o.task_id AND t.status IN ('pending', 'processing')
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

  /** Jobs of open tasks that the queue was given at least five seconds ago: it ought to know them. */
  listSentOpen(count: number): Promise<OutboxJob[]> {
    return this.payloads(
      `SELECT o.payload FROM outbox o JOIN task t ON t.id = o.task_id
        WHERE t.status IN ('pending', 'processing') AND o.sent_at < now() - interval '5 seconds'
        ORDER BY o.created_at LIMIT $1`,
      [count],
    );
  }

  private async payloads(statement: string, values: readonly unknown[]): Promise<OutboxJob[]> {
    const rows = await rowsOf<{ payload: OutboxJob }>(this.manager, statement, values);
    return rows.map(({ payload }) => payload);
  }
}
