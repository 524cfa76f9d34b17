import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataSourceOptions } from '@mojian/database/data-source';
import { migrate } from '@mojian/database/migrate';
import { createLogger } from '@mojian/telemetry/logger';
import { type TestDatabase, testDatabase } from '@mojian/testing/test-database';
import { DataSource } from 'typeorm';
import { RunsAndCheckpoints2026112101000 } from './migrations/2026112101-runs-and-checkpoints.js';
import { RunRepository } from './run.repository.js';
import { StageCheckpoint } from './stage-checkpoint.entity.js';
import { TaskRun } from './task-run.entity.js';

const logger = createLogger({ service: 'spec', level: 'error' });

describe('RunRepository', () => {
  let stores: TestDatabase;
  let database: DataSource;
  let runs: RunRepository;

  beforeAll(async () => {
    stores = await testDatabase();
    const migrations = [RunsAndCheckpoints2026112101000];
    await migrate({ ownerUrl: stores.ownerUrl, schema: 'agent', migrations, servingRole: stores.servingRole, logger });
    const options = {
      url: stores.url,
      schema: 'agent',
      name: 'spec',
      poolSize: 4,
      logger,
      entities: [TaskRun, StageCheckpoint],
    };
    database = await new DataSource(dataSourceOptions(options)).initialize();
    runs = new RunRepository(database);
  });
  afterAll(async () => {
    await database.destroy();
    await stores.drop();
  });

  it('gives each run of a task a greater fence, whoever begins at the same moment', async () => {
    const taskId = randomUUID();
    const fences = await Promise.all(Array.from({ length: 20 }, () => runs.begin(taskId)));
    expect(fences.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('keeps what a run has finished for the next one', async () => {
    const taskId = randomUUID();
    await runs.checkpoints(taskId, await runs.begin(taskId)).write('concept@1', { title: '雨' });
    const next = runs.checkpoints(taskId, await runs.begin(taskId));
    expect(await next.readAll()).toEqual(new Map([['concept@1', { title: '雨' }]]));
    await next.write('concept@1', { title: '雪' });
    expect(await next.readAll()).toEqual(new Map([['concept@1', { title: '雪' }]]));
  });

  it('lets a run that was overtaken write nothing', async () => {
    const taskId = randomUUID();
    const paused = runs.checkpoints(taskId, await runs.begin(taskId));
    const successor = runs.checkpoints(taskId, await runs.begin(taskId));
    await expect(paused.write('concept@1', { title: 'late' })).rejects.toMatchObject({ code: 'FENCE_STALE' });
    expect(await successor.readAll()).toEqual(new Map());
  });

  it('forgets a task only for the run that holds it', async () => {
    const taskId = randomUUID();
    const first = await runs.begin(taskId);
    const second = await runs.begin(taskId);
    await runs.checkpoints(taskId, second).write('copy@1', { a: 1 });
    await runs.forget(taskId, first);
    expect((await runs.checkpoints(taskId, second).readAll()).size).toBe(1);
    await runs.forget(taskId, second);
    expect((await runs.checkpoints(taskId, second).readAll()).size).toBe(0);
  });

  it('E1: is down, and not broken, while its database is away', async () => {
    const options = { url: stores.url, schema: 'agent', name: 'spec', poolSize: 1, logger, entities: [TaskRun] };
    const gone = await new DataSource(dataSourceOptions(options)).initialize();
    await gone.destroy();
    const away = new RunRepository(gone);
    const taskId = randomUUID();
    const { readAll, write } = away.checkpoints(taskId, 1);
    for (const call of [() => away.begin(taskId), () => away.forget(taskId, 1), readAll, () => write('copy@1', {})]) {
      await expect(call()).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN', retryable: true });
    }
  });
});
