import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@mojian/telemetry/logger';
import { type TestDatabase, testDatabase } from '@mojian/testing/test-database';
import { workerEnvSchema } from '../env.js';
import { LateDatabase } from './late-database.js';
import type { ModelCall } from './model-call.repository.js';
import { ModelUsageRepository } from './model-usage.repository.js';
import { openRuns } from './open-runs.js';

const logger = createLogger({ service: 'spec', level: 'error' });
const [first, second] = [randomUUID(), randomUUID()];
const answered: ModelCall = {
  taskId: first,
  stage: 'copy',
  provider: 'qwen',
  model: 'qwen-max',
  promptVersion: 1,
  outcome: 'answered',
  retries: 0,
  tokens: { input: 900, cached: 300, output: 120 },
  costMicros: 2000,
  msToFirst: 400,
  ms: 1000,
};
const unknown = { tokens: null, costMicros: null, msToFirst: null } as const;
const painted = { ...answered, ...unknown, stage: 'image', provider: 'openai', model: 'gpt-image-1' } as const;

/** In Shanghai the 1st ends at 16:00 UTC. */
const called: readonly (readonly [at: string, call: ModelCall])[] = [
  ['2026-10-31T15:59:59Z', { ...answered, taskId: randomUUID() }],
  ['2026-10-31T16:00:00Z', { ...answered, ...unknown, outcome: 'busy', ms: 50 }],
  ['2026-11-01T02:00:00Z', { ...answered, retries: 1 }],
  ['2026-11-01T02:00:01Z', { ...painted, ms: 8000 }],
  ['2026-11-01T15:59:59Z', { ...answered, taskId: second, promptVersion: 2, outcome: 'invalid', ms: 2000 }],
  ['2026-11-01T16:00:00Z', { ...answered, taskId: second, promptVersion: 2, retries: 1, ms: 3000 }],
  ['2026-11-02T15:59:59Z', { ...painted, taskId: second, outcome: 'cancelled', ms: 60_000 }],
  ['2026-11-02T16:00:00Z', { ...answered, taskId: randomUUID() }],
];

/** The HTTP process and the worker, begun at the same moment. */
async function openBoth({ url, ownerUrl }: TestDatabase) {
  const addresses = { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl };
  const others = { REDIS_URL: 'redis://127.0.0.1:1', INTERNAL_IDENTITY_KEY: 'an internal identity key for specs only' };
  const late = new LateDatabase(addresses, logger);
  const [worker] = await Promise.all([
    openRuns(workerEnvSchema.parse({ ...addresses, ...others }), logger),
    late.query('select from model_call', []),
  ]);
  return { late, worker };
}

describe('what models were asked', () => {
  let stores: TestDatabase;
  let open: Awaited<ReturnType<typeof openBoth>>;
  let usage: ModelUsageRepository;

  const days = { from: '2026-11-01', to: '2026-11-02' } as const;

  beforeAll(async () => {
    stores = await testDatabase();
    open = await openBoth(stores);
    usage = new ModelUsageRepository({ database: open.late, timeZone: 'Asia/Shanghai' });
    for (const [at, call] of called) {
      await open.worker.calls.record(call);
      await open.late.query('update model_call set called_at = $1 where id = (select max(id) from model_call)', [at]);
    }
  });
  afterAll(async () => {
    await Promise.all([open.late.close(), open.worker.close()]);
    await stores.drop();
  });

  it('is summed by stage and model over whole days of the product’s time zone', async () => {
    const { rows, total } = await usage.count({ ...days, by: 'model' });
    expect(rows).toEqual([
      expect.objectContaining({
        stage: 'copy',
        provider: 'qwen',
        model: 'qwen-max',
        prompt_version: null,
        day: null,
        calls: 4,
        answered: 2,
        invalid: 1,
        failed: 1,
        cancelled: 0,
        retries: 2,
        tokens: { input: 2700, cached: 900, output: 360 },
        cost_micros: 6000,
        unpriced_calls: 0,
        median_ms: 1000,
        p95_ms: 3000,
        tasks: 2,
      }),
      expect.objectContaining({
        model: 'gpt-image-1',
        answered: 1,
        cancelled: 1,
        tokens: { input: 0, cached: 0, output: 0 },
        cost_micros: 0,
        // What was broken off may have cost nothing.
        unpriced_calls: 1,
        tasks: 2,
      }),
    ]);
    expect(total).toMatchObject({ calls: 6, cost_micros: 6000, unpriced_calls: 1, median_ms: 2000, tasks: 2 });
  });

  it('is told apart by version of the prompt, or by day', async () => {
    const byPrompt = await usage.count({ ...days, by: 'prompt' });
    expect(byPrompt.rows.map((row) => [row.model, row.prompt_version, row.day, row.calls])).toEqual([
      ['qwen-max', 2, null, 2],
      ['qwen-max', 1, null, 2],
      ['gpt-image-1', 1, null, 2],
    ]);
    const byDay = await usage.count({ ...days, by: 'day' });
    expect(byDay.rows.map((row) => [row.day, row.model, row.prompt_version, row.calls])).toEqual([
      ['2026-11-02', 'qwen-max', null, 1],
      ['2026-11-02', 'gpt-image-1', null, 1],
      ['2026-11-01', 'qwen-max', null, 3],
      ['2026-11-01', 'gpt-image-1', null, 1],
    ]);
    expect(byDay.total).toEqual(byPrompt.total);
  });

  it('is nothing where nothing was asked', async () => {
    const { rows, total } = await usage.count({ from: '2020-02-29', to: '2020-02-29', by: 'model' });
    expect(rows).toEqual([]);
    expect(total).toMatchObject({ calls: 0, cost_micros: 0, median_ms: null, p95_ms: null, tasks: 0 });
  });
});
