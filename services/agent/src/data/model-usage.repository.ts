import { AppError } from '@mojian/contracts/app-error';
import { z } from 'zod';
import type { LateDatabase } from './late-database.js';

interface UsageOptions {
  readonly database: LateDatabase;
  /** IANA name of the zone whose midnights part the days. */
  readonly timeZone: string;
}

interface UsageQuestion {
  /** `YYYY-MM-DD`, the first and the last day. */
  readonly from: string;
  readonly to: string;
  readonly by: 'model' | 'prompt' | 'day';
}

const Calls = z.object({
  calls: z.int(),
  answered: z.int(),
  invalid: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  retries: z.int(),
  tokens: z.object({ input: z.int(), cached: z.int(), output: z.int() }),
  cost_micros: z.int(),
  unpriced_calls: z.int(),
  median_ms: z.int().nullable(),
  p95_ms: z.int().nullable(),
  tasks: z.int(),
  delivered: z.int(),
  cost_per_delivered_micros: z.int().nullable(),
});

const Row = Calls.extend({
  is_total: z.literal(false),
  stage: z.string(),
  provider: z.string(),
  model: z.string(),
  prompt_version: z.int().nullable(),
  day: z.string().nullable(),
  gate: z.object({ visits: z.int(), passed: z.int() }).nullable(),
});
const Total = Calls.extend({ is_total: z.literal(true) });
const Rows = z.array(z.discriminatedUnion('is_total', [Row, Total]));

const counted = `
  count(*)::int as calls,
  count(*) filter (where outcome = 'answered')::int as answered,
  count(*) filter (where outcome = 'invalid')::int as invalid,
  count(*) filter (where outcome in ('refused', 'rejected', 'busy', 'unavailable'))::int as failed,
  count(*) filter (where outcome = 'cancelled')::int as cancelled,
  count(*) filter (where retries > 0)::int as retries,
  json_build_object(
    'input', coalesce(sum(input_tokens), 0),
    'cached', coalesce(sum(cached_tokens), 0),
    'output', coalesce(sum(output_tokens), 0)
  ) as tokens,
  coalesce(sum(cost_micros), 0)::float8 as cost_micros,
  count(*) filter (where cost_micros is null and outcome in ('answered', 'invalid'))::int as unpriced_calls,
  percentile_disc(0.5) within group (order by total_ms) as median_ms,
  percentile_disc(0.95) within group (order by total_ms) as p95_ms,
  count(distinct task_id)::int as tasks,
  count(distinct delivered_task)::int as delivered,
  round(coalesce(sum(cost_micros), 0) / nullif(count(distinct delivered_task), 0))::float8 as cost_per_delivered_micros`;

const usage = `
  with asked as (
    select call.*, delivered.task_id as delivered_task, coalesce(visits, 0) as visits, coalesce(passed, 0) as passed,
      case when $4 = 'prompt' then prompt_version end as version,
      case when $4 = 'day' then to_char(called_at at time zone $3, 'YYYY-MM-DD') end as day
    from agent.model_call call
    left join agent.delivered_card delivered using (task_id)
    left join (
      select call_id, count(*) as visits, count(*) filter (where verdict = 'pass') as passed
      from agent.gate_visit where call_id is not null group by call_id) gate on gate.call_id = call.id
    where called_at >= $1::date::timestamp at time zone $3
      and called_at < ($2::date + 1)::timestamp at time zone $3
  )
  select grouping(stage) = 1 as is_total, stage, provider, model, version as prompt_version, day, ${counted},
    case stage when 'code' then json_build_object('visits', sum(visits)::int, 'passed', sum(passed)::int) end as gate
  from asked
  group by grouping sets ((stage, provider, model, version, day), ())
  order by day desc, cost_micros desc, stage, provider, model, version desc`;

/** What models were asked, counted. It throws DEPENDENCY_DOWN while Postgres is away. */
export class ModelUsageRepository {
  constructor(private readonly options: UsageOptions) {}

  /** By stage and model, and by what else the question names; the latest day and the dearest first. */
  async count({ from, to, by }: UsageQuestion) {
    const { database, timeZone } = this.options;
    const all = Rows.parse(await database.query(usage, [from, to, timeZone, by]));
    const total = all.find((row) => row.is_total);
    if (!total) throw new AppError('INTERNAL', 'a sum without a row');
    return { rows: all.filter((row) => !row.is_total), total };
  }
}
