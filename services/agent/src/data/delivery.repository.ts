import { AppError } from '@mojian/contracts/app-error';
import { translateDatabaseError } from '@mojian/database/translate-error';
import type { DataSource } from 'typeorm';
import { z } from 'zod';

/** One look of the gate at a page. */
export interface GateVisit {
  readonly taskId: string;
  /** 1 for the page as it was written; one more for each that came after it in the same run. */
  readonly round: number;
  readonly verdict: 'pass' | 'reject';
  /** Names of the rules that it broke, each once. */
  readonly rules: readonly string[];
  /** Who made the page: `studio`, or `provider:model`. */
  readonly by: string;
}

/** Who wrote a page; `prompt_version` is null for the studio, and its name stands for a provider's and a model's. */
const PageAuthor = z.object({ provider: z.string(), model: z.string(), prompt_version: z.int().nullable() });
export type PageAuthor = z.output<typeof PageAuthor>;

const Delivery = PageAuthor.extend({ cost_micros: z.int() });
export type Delivery = z.output<typeof Delivery>;

const CostRow = z.object({ known: z.coerce.number().int(), unpriced: z.int() });

const author = `coalesce(c.provider, 'studio') as provider, coalesce(c.model, 'studio') as model,
  c.prompt_version`;

/** What became of what models wrote: the gate's verdicts, what a task cost, and whether its card was delivered. */
export class DeliveryRepository {
  constructor(private readonly database: DataSource) {}

  /** Writes a visit down, and tells by whom and with which prompt the page was written. */
  async recordVisit({ taskId, round, verdict, rules, by }: GateVisit): Promise<PageAuthor> {
    return this.one(
      PageAuthor,
      `with wrote as (
         select id from agent.model_call
          where task_id = $1 and stage = 'code' and outcome = 'answered' and provider || ':' || model = $5
          order by id desc limit 1),
       visit as (
         insert into agent.gate_visit (task_id, round, verdict, rules, call_id)
         values ($1, $2, $3, $4, (select id from wrote)) returning call_id)
       select ${author} from visit left join agent.model_call c on c.id = visit.call_id`,
      [taskId, round, verdict, rules, by],
    );
  }

  /** Millionths that the task's calls cost so far; null where one was answered and nobody knows its price. */
  async costOf(taskId: string): Promise<number | null> {
    const { known, unpriced } = await this.one(
      CostRow,
      `select coalesce(sum(cost_micros), 0) as known,
              count(*) filter (where cost_micros is null and outcome in ('answered', 'invalid'))::int as unpriced
         from agent.model_call where task_id = $1`,
      [taskId],
    );
    return unpriced > 0 ? null : known;
  }

  /** Writes down that the task's card was taken, and tells who wrote its page and what is known of its cost. */
  async recordDelivery(taskId: string): Promise<Delivery> {
    return this.one(
      Delivery,
      `with cost as (
         select coalesce(sum(cost_micros), 0) as micros from agent.model_call where task_id = $1),
       delivered as (
         insert into agent.delivered_card (task_id, cost_micros) select $1, micros from cost
         on conflict (task_id) do update set cost_micros = excluded.cost_micros
         returning task_id, cost_micros),
       passed as (
         select task_id, call_id from agent.gate_visit where task_id = $1 and verdict = 'pass' order by id desc limit 1)
       select ${author}, delivered.cost_micros::float8 as cost_micros
         from delivered left join passed using (task_id) left join agent.model_call c on c.id = passed.call_id`,
      [taskId],
    );
  }

  private async one<T extends z.ZodType>(row: T, statement: string, values: readonly unknown[]): Promise<z.output<T>> {
    const [found] = z.array(row).parse(await this.query(statement, values));
    if (found === undefined) throw new AppError('INTERNAL', 'a statement that always has one row had none');
    return found;
  }

  private async query(statement: string, values: readonly unknown[]): Promise<unknown> {
    try {
      return await this.database.query<unknown>(statement, [...values]);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}
