import { dataSourceOptions } from '@mojian/database/data-source';
import { migrate, roleOf } from '@mojian/database/migrate';
import type { Logger } from '@mojian/telemetry/logger';
import { DataSource } from 'typeorm';
import type { WorkerEnv } from '../env.js';
import { RunsAndCheckpoints2026112101000 } from './migrations/2026112101-runs-and-checkpoints.js';
import { RunRepository } from './run.repository.js';
import { StageCheckpoint } from './stage-checkpoint.entity.js';
import { TaskRun } from './task-run.entity.js';

interface OpenRuns {
  readonly runs: RunRepository;
  /** Rejects while the database does not answer. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Brings the worker's schema up to date and connects to it. */
export async function openRuns(env: WorkerEnv, logger: Logger): Promise<OpenRuns> {
  await migrate({
    ownerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL,
    schema: 'agent',
    migrations: [RunsAndCheckpoints2026112101000],
    servingRole: roleOf(env.DATABASE_URL),
    logger,
  });
  const options = dataSourceOptions({
    url: env.DATABASE_URL,
    schema: 'agent',
    entities: [TaskRun, StageCheckpoint],
    name: 'worker',
    poolSize: env.WORKER_CONCURRENCY * 2,
    logger,
  });
  const database = await new DataSource(options).initialize();
  return {
    runs: new RunRepository(database),
    ping: async () => void (await database.query('select 1')),
    close: () => database.destroy(),
  };
}
