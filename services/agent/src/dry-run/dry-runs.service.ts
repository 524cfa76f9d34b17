import { randomUUID } from 'node:crypto';
import type { RunQuery } from '@mojian/audit/append-entries';
import { recordAudit } from '@mojian/audit/record-audit';
import { AppError } from '@mojian/contracts/app-error';
import type { Brief } from '@mojian/contracts/brief';
import type { makeDryRun } from '@mojian/contracts/jobs';
import type { RouteInput } from '@mojian/contracts/route';
import type { startDryRun } from '@mojian/contracts/routes/dry-run.routes';
import type { JobQueue } from '@mojian/queue/queue';
import { sampleBriefs } from '@mojian/studio/sample-briefs';
import { currentContext } from '@mojian/telemetry/request-context';
import type { z } from 'zod';
import { DryRunRepository } from '../data/dry-run.repository.js';
import type { LateDatabase } from '../data/late-database.js';
import { StageSettingRepository } from '../data/stage-setting.repository.js';
import type { AgentEnv } from '../env.js';
import { assertUsable } from '../models/assert-usable.js';

interface DryRunsOptions {
  readonly database: LateDatabase;
  readonly env: AgentEnv;
  readonly jobs: JobQueue<z.output<typeof makeDryRun.schema>>;
}

type Order = RouteInput<typeof startDryRun>['params'] & RouteInput<typeof startDryRun>['body'];

/** About as long as a dry run takes by models. */
const RETRY_AFTER_S = 30;

/** Dry runs as admins ask for them and look at them; a worker makes them. */
export class DryRunsService {
  private readonly runs: DryRunRepository;
  private readonly settings: StageSettingRepository;

  constructor(private readonly options: DryRunsOptions) {
    const query: RunQuery = (statement, values) => options.database.query(statement, values);
    this.runs = new DryRunRepository(query);
    this.settings = new StageSettingRepository(query);
  }

  async start({ stage, number, sample, brief }: Order, createdBy: string): Promise<{ readonly id: string }> {
    const { database, env, jobs } = this.options;
    assertUsable(await this.settings.get(stage, number), env);
    const id = randomUUID();
    await database.transaction(async (query) => {
      const runs = new DryRunRepository(query);
      await runs.sweep();
      if (!(await runs.add({ id, number, brief: briefOf(id, { sample, brief }), createdBy }))) {
        throw new AppError('DRY_RUNS_BUSY', 'enough are under way', { details: { retry_after: RETRY_AFTER_S } });
      }
      const details = { stage, number, sample: brief ? null : sample };
      await recordAudit(query, { resource: { type: 'dry_run', id }, after: { state: 'waiting' }, details });
    });
    const job = { run_id: id, request_id: currentContext()?.requestId ?? id };
    await jobs.add(id, job).catch(async (error: unknown) => {
      await this.runs.fail(id, 'DEPENDENCY_DOWN');
      throw error;
    });
    return { id };
  }

  async find(id: string) {
    const run = await this.runs.find(id);
    if (!run) throw notFound(id);
    return { ...run, cost_micros: run.models.reduce((sum, { cost_micros }) => sum + cost_micros, 0) };
  }

  async findCard(id: string) {
    const card = await this.runs.findCard(id);
    if (!card) throw notFound(id);
    return card;
  }
}

const notFound = (id: string): AppError => new AppError('DRY_RUN_NOT_FOUND', `no dry run ${id}, or none with a card`);

/** The sample as it is, or its time, place and weather around other words. */
function briefOf(seed: string, { sample, brief }: Pick<Order, 'sample' | 'brief'>): Brief {
  const stored = sampleBriefs[sample];
  if (!stored) throw new AppError('INTERNAL', `there is no sample ${sample}`);
  if (!brief) return { ...stored, seed };
  const unsaid = { recipient: null, sender: null, mood: null, style: null, theme: null, ink: [], position: null };
  return { ...stored, ...unsaid, ...brief, told: { location: null, city: null, weather: null }, seed };
}
