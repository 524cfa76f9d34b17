import type { RunQuery } from '@mojian/audit/append-entries';
import { dataSourceOptions } from '@mojian/database/data-source';
import { migrate, roleOf } from '@mojian/database/migrate';
import type { Logger } from '@mojian/telemetry/logger';
import { DataSource } from 'typeorm';
import type { WorkerEnv } from '../env.js';
import { agentSchema } from './agent-schema.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DryRunRepository } from './dry-run.repository.js';
import { ModelCallRepository } from './model-call.repository.js';
import { RunRepository } from './run.repository.js';
import { StageCheckpoint } from './stage-checkpoint.entity.js';
import { StageSettingRepository } from './stage-setting.repository.js';
import { TaskRun } from './task-run.entity.js';

interface OpenRuns {
  readonly runs: RunRepository;
  readonly calls: ModelCallRepository;
  readonly deliveries: DeliveryRepository;
  readonly settings: StageSettingRepository;
  readonly dryRuns: DryRunRepository;
  /** Rejects while the database does not answer. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Brings the worker's schema up to date and connects to it. */
export async function openRuns(env: WorkerEnv, logger: Logger): Promise<OpenRuns> {
  await migrate({
    ...agentSchema,
    ownerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL,
    servingRole: roleOf(env.DATABASE_URL),
    logger,
  });
  const options = dataSourceOptions({
    url: env.DATABASE_URL,
    schema: agentSchema.schema,
    entities: [TaskRun, StageCheckpoint],
    name: 'worker',
    poolSize: env.WORKER_CONCURRENCY * 2,
    logger,
  });
  const database = await new DataSource(options).initialize();
  const query: RunQuery = (statement, values) => database.query(statement, values);
  return {
    runs: new RunRepository(database),
    calls: new ModelCallRepository(database),
    deliveries: new DeliveryRepository(database),
    settings: new StageSettingRepository(query),
    dryRuns: new DryRunRepository(query),
    ping: async () => void (await database.query('select 1')),
    close: () => database.destroy(),
  };
}
