import { AppError } from '@mojian/contracts/app-error';
import { translateDatabaseError } from '@mojian/database/translate-error';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Checkpoints } from '../pipeline/run-pipeline.js';

const FenceRows = z.array(z.object({ fence: z.int() })).length(1);
const CheckpointRows = z.array(z.object({ stage: z.string(), output: z.unknown() }));

/**
 * Runs of tasks and what they have finished, in Postgres. All of it throws DEPENDENCY_DOWN while Postgres is away, which
 * a later attempt mends.
 */
export class RunRepository {
  constructor(private readonly database: DataSource) {}

  /** Begins a run: its fence is greater than that of every run before it. */
  async begin(taskId: string): Promise<number> {
    const rows = await this.query<unknown>(
      `insert into agent.task_run as run (task_id, fence) values ($1, 1)
       on conflict (task_id) do update set fence = run.fence + 1, started_at = now()
       returning fence`,
      [taskId],
    );
    const [row] = FenceRows.parse(rows);
    if (!row) throw new AppError('INTERNAL', 'a run without a fence');
    return row.fence;
  }

  /** Checkpoints as one run may use them. */
  checkpoints(taskId: string, fence: number): Checkpoints {
    return {
      readAll: () => this.readAll(taskId),
      write: (stage, output) => this.write({ taskId, fence, stage, output }),
    };
  }

  /** What was finished is of no use once the task has ended. */
  async forget(taskId: string, fence: number): Promise<void> {
    await this.query('delete from agent.task_run where task_id = $1 and fence = $2', [taskId, fence]);
  }

  private async readAll(taskId: string): Promise<Map<string, unknown>> {
    const rows = await this.query<unknown>('select stage, output from agent.stage_checkpoint where task_id = $1', [
      taskId,
    ]);
    return new Map(CheckpointRows.parse(rows).map(({ stage, output }) => [stage, output]));
  }

  private async write(checkpoint: { taskId: string; fence: number; stage: string; output: unknown }): Promise<void> {
    const { taskId, fence, stage, output } = checkpoint;
    // The lock makes a run that begins meanwhile wait, so that fence and checkpoint are decided together.
    const rows = await this.query<unknown[]>(
      `with mine as (select task_id from agent.task_run where task_id = $1 and fence = $2 for share)
       insert into agent.stage_checkpoint (task_id, stage, fence, output)
       select task_id, $3, $2, $4::jsonb from mine
       on conflict (task_id, stage) do update
         set fence = excluded.fence, output = excluded.output, finished_at = now()
       returning stage`,
      [taskId, fence, stage, JSON.stringify(output)],
    );
    if (rows.length === 0) throw new AppError('FENCE_STALE', `another run of task ${taskId} has taken over`);
  }

  private async query<T>(statement: string, values: readonly unknown[]): Promise<T> {
    try {
      return await this.database.query<T>(statement, [...values]);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}
