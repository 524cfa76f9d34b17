import type { RunQuery } from '@mojian/audit/append-entries';
import { Brief } from '@mojian/contracts/brief';
import { GateReport } from '@mojian/contracts/card/gate-report';
import { DryRunStage } from '@mojian/contracts/routes/dry-run.routes';
import { ModelStage } from '@mojian/contracts/routes/stage-setting.routes';
import { z } from 'zod';

/** At once, over all admins and workers. */
const MOST_OPEN = 4;
/** Its worker, or its job, is gone. */
const OVERDUE = `interval '15 minutes'`;
const KEPT = `interval '24 hours'`;

const moment = z.date().transform((date) => date.toISOString());

const Run = z.object({
  id: z.string(),
  stage: ModelStage,
  number: z.int(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  stages: z.array(DryRunStage),
  gate: z.array(GateReport),
  error: z.string().nullable(),
  created_at: moment,
  ended_at: moment.nullable(),
  expires_at: moment,
});

const Asked = z.object({
  stage: z.string(),
  by: z.string(),
  prompt_version: z.int(),
  calls: z.int(),
  cost_micros: z.int(),
  unpriced_calls: z.int(),
});

const Begun = z.object({ stage: ModelStage, number: z.int(), content: z.unknown(), brief: Brief });
export type BegunDryRun = z.output<typeof Begun>;

const Card = z.object({ document: z.string(), poster: z.instanceof(Buffer) });
export type DryRunCard = z.output<typeof Card>;

interface NewRun {
  readonly id: string;
  readonly number: number;
  readonly brief: Brief;
  readonly createdBy: string;
}

type Progress = Pick<z.output<typeof Run>, 'stages' | 'gate'>;
const first = <T>([row]: readonly T[]): T | undefined => row;

/** Cards that are made for nobody, for a day. Throws DEPENDENCY_DOWN while Postgres is away. */
export class DryRunRepository {
  constructor(private readonly query: RunQuery) {}

  /** False when enough are under way. In a transaction: whoever adds one waits here for the others. */
  async add({ id, number, brief, createdBy }: NewRun): Promise<boolean> {
    await this.query(`select pg_advisory_xact_lock(hashtextextended('dry-runs', 0))`, []);
    const rows = await this.query(
      `insert into agent.dry_run (id, number, brief, created_by)
       select $1, $2, $3::jsonb, $4
        where (select count(*) from agent.dry_run where state in ('waiting', 'running')) < ${MOST_OPEN}
       returning id`,
      [id, number, JSON.stringify(brief), createdBy],
    );
    return z.array(z.unknown()).parse(rows).length > 0;
  }

  /** What is to be made; undefined when there is nothing left to do. */
  async begin(id: string): Promise<BegunDryRun | undefined> {
    await this.query(`update agent.dry_run set state = 'running' where id = $1 and state = 'waiting'`, [id]);
    const rows = await this.query(
      `select s.stage, s.number, s.content, r.brief
         from agent.dry_run r join agent.stage_setting s using (number) where r.id = $1 and r.state = 'running'`,
      [id],
    );
    return first(z.array(Begun).parse(rows));
  }

  async note(id: string, { stages, gate }: Progress): Promise<void> {
    await this.query(
      `update agent.dry_run set stages = $2::jsonb, gate = $3::jsonb where id = $1 and state = 'running'`,
      [id, JSON.stringify(stages), JSON.stringify(gate)],
    );
  }

  async finish(id: string, { document, poster }: DryRunCard): Promise<void> {
    await this.query(
      `update agent.dry_run set state = 'done', document = $2, poster = $3, ended_at = now()
       where id = $1 and state = 'running'`,
      [id, document, poster],
    );
  }

  async fail(id: string, error: string): Promise<void> {
    await this.query(
      `update agent.dry_run set state = 'failed', error = $2, ended_at = now()
       where id = $1 and state in ('waiting', 'running')`,
      [id, error],
    );
  }

  /** Removes what a day has passed over, and gives up what nobody makes any more. */
  async sweep(): Promise<void> {
    await this.query(`delete from agent.dry_run where created_at < now() - ${KEPT}`, []);
    await this.query(
      `update agent.dry_run set state = 'failed', error = 'TASK_OVERDUE', ended_at = now()
       where state in ('waiting', 'running') and created_at < now() - ${OVERDUE}`,
      [],
    );
  }

  async find(id: string) {
    const rows = await this.query(
      `select r.id, s.stage, s.number, r.state, r.stages, r.gate, r.error, r.created_at, r.ended_at,
              r.created_at + ${KEPT} as expires_at
         from agent.dry_run r join agent.stage_setting s using (number)
        where r.id = $1 and r.created_at > now() - ${KEPT}`,
      [id],
    );
    const run = first(z.array(Run).parse(rows));
    return run && { ...run, models: await this.listCalls(id) };
  }

  async findCard(id: string): Promise<DryRunCard | undefined> {
    const rows = await this.query(
      `select document, poster from agent.dry_run
        where id = $1 and state = 'done' and created_at > now() - ${KEPT}`,
      [id],
    );
    return first(z.array(Card).parse(rows));
  }

  private async listCalls(id: string) {
    const rows = await this.query(
      `select stage, provider || ':' || model as by, prompt_version, count(*)::int as calls,
              coalesce(sum(cost_micros), 0)::float8 as cost_micros,
              count(*) filter (where cost_micros is null and outcome in ('answered', 'invalid'))::int as unpriced_calls
         from agent.model_call where task_id = $1 group by 1, 2, 3 order by min(id)`,
      [id],
    );
    return z.array(Asked).parse(rows);
  }
}
