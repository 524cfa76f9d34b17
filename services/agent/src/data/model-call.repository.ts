import { translateDatabaseError } from '@mojian/database/translate-error';
import type { DataSource } from 'typeorm';
import { z } from 'zod';

/** How a request to a model ended. `invalid`: it answered, and the answer could not be used. */
type CallOutcome = 'answered' | 'invalid' | 'refused' | 'rejected' | 'busy' | 'unavailable' | 'cancelled';

/** One request to a model, repeats of the same one included. */
export interface ModelCall {
  readonly taskId: string;
  readonly stage: string;
  readonly provider: string;
  readonly model: string;
  readonly promptVersion: number;
  readonly outcome: CallOutcome;
  readonly retries: number;
  /** As the provider counted them; null where it does not tell, and for pictures. */
  readonly tokens: { readonly input: number; readonly cached: number; readonly output: number } | null;
  /** Millionths of the price table's currency; null for a model that has no price there. */
  readonly costMicros: number | null;
  readonly msToFirst: number | null;
  readonly ms: number;
}

/** An answer that was paid for, kept until its task has ended. */
export interface KeptReply {
  readonly by: string;
  readonly reply: string;
}

const ReplyRows = z.array(z.object({ answered_by: z.string(), reply: z.string() }));

/** What models were asked, what it cost, and the answers that a run which was broken off need not pay for again. */
export class ModelCallRepository {
  constructor(private readonly database: DataSource) {}

  async record(call: ModelCall): Promise<void> {
    const { tokens } = call;
    await this.query(
      `insert into agent.model_call (task_id, stage, provider, model, prompt_version, outcome, retries,
         input_tokens, cached_tokens, output_tokens, cost_micros, first_token_ms, total_ms)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        call.taskId,
        call.stage,
        call.provider,
        call.model,
        call.promptVersion,
        call.outcome,
        call.retries,
        tokens?.input ?? null,
        tokens?.cached ?? null,
        tokens?.output ?? null,
        call.costMicros,
        call.msToFirst === null ? null : Math.round(call.msToFirst),
        Math.round(call.ms),
      ],
    );
  }

  /** The answer to this question that an earlier run of the task was given. */
  async findReply(taskId: string, question: string): Promise<KeptReply | undefined> {
    const rows = await this.query(
      'select answered_by, reply from agent.model_reply where task_id = $1 and question = $2',
      [taskId, question],
    );
    const [row] = ReplyRows.parse(rows);
    return row && { by: row.answered_by, reply: row.reply };
  }

  /** Keeps the first answer to a question; a task that has ended keeps none. */
  async keepReply(taskId: string, question: string, { by, reply }: KeptReply): Promise<void> {
    await this.query(
      `insert into agent.model_reply (task_id, question, answered_by, reply)
       select task_id, $2, $3, $4 from agent.task_run where task_id = $1
       on conflict do nothing`,
      [taskId, question, by, reply],
    );
  }

  private async query(statement: string, values: readonly unknown[]): Promise<unknown> {
    try {
      return await this.database.query<unknown>(statement, [...values]);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}
