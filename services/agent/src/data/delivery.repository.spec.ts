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
const others = { REDIS_URL: 'redis://127.0.0.1:1', INTERNAL_IDENTITY_KEY: 'an internal identity key for specs only' };
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

/** A page of a model whose name has a colon, as those of Ollama have. */
const page = { stage: 'code', provider: 'ollama', model: 'qwen3:8b', promptVersion: 1, costMicros: 3000 } as const;
const by = 'ollama:qwen3:8b';
const callOf = (taskId: string, call: Partial<ModelCall> = {}): ModelCall => ({
  taskId,
  ...page,
  outcome: 'answered',
  retries: 0,
  tokens: null,
  msToFirst: null,
  ms: 9,
  ...call,
});
const copy = { stage: 'copy', provider: 'qwen', model: 'qwen-max', costMicros: 500 } as const;
const visit = { round: 1, verdict: 'pass', rules: [], by } as const;

describe('what became of what models wrote', () => {
  let stores: TestDatabase;
  let late: LateDatabase;
  let worker: Awaited<ReturnType<typeof openRuns>>;

  beforeAll(async () => {
    stores = await testDatabase();
    const addresses = { DATABASE_URL: stores.url, DATABASE_OWNER_URL: stores.ownerUrl };
    late = new LateDatabase(addresses, logger);
    worker = await openRuns(workerEnvSchema.parse({ ...addresses, ...others }), logger);
  });
  afterAll(async () => {
    await Promise.all([late.close(), worker.close()]);
    await stores.drop();
  });

  it('is told by model and prompt: how often the gate let pages pass, and what a delivered card cost', async () => {
    const { calls, deliveries } = worker;
    const [good, failed] = [randomUUID(), randomUUID()];
    await calls.record(callOf(good, copy));
    await calls.record(callOf(good));
    const rejected = { ...visit, verdict: 'reject', rules: ['OVERFLOW', 'DEAD_CONTROL'] } as const;
    expect(await deliveries.recordVisit({ ...rejected, taskId: good })).toEqual({
      provider: 'ollama',
      model: 'qwen3:8b',
      prompt_version: 1,
    });
    await calls.record(callOf(good, { promptVersion: 2, retries: 1 }));
    expect(await deliveries.recordVisit({ ...visit, taskId: good, round: 2 })).toMatchObject({ prompt_version: 2 });
    await calls.record(callOf(failed, copy));
    await calls.record(callOf(failed));
    await deliveries.recordVisit({ ...rejected, taskId: failed });
    await deliveries.recordVisit({ ...rejected, taskId: failed, round: 2, by: 'studio' });
    expect(await deliveries.recordDelivery(good)).toMatchObject({
      model: 'qwen3:8b',
      prompt_version: 2,
      cost_micros: 6500,
    });

    const usage = new ModelUsageRepository({ database: late, timeZone: 'Asia/Shanghai' });
    const day = today.format();
    const { rows, total } = await usage.count({ from: day, to: day, by: 'prompt' });
    const told = rows.map((row) => [
      row.stage,
      row.prompt_version,
      row.gate,
      row.delivered,
      row.cost_per_delivered_micros,
    ]);
    expect(told).toEqual([
      ['code', 1, { visits: 2, passed: 0 }, 1, 6000],
      ['code', 2, { visits: 1, passed: 1 }, 1, 3000],
      ['copy', 1, null, 1, 1000],
    ]);
    expect(total).toMatchObject({ calls: 5, tasks: 2, delivered: 1, cost_per_delivered_micros: 10_000 });
  });

  it('knows the studio for the author of a page that no model wrote', async () => {
    const taskId = randomUUID();
    const studio = { provider: 'studio', model: 'studio', prompt_version: null };
    expect(await worker.deliveries.recordVisit({ ...visit, taskId, by: 'studio' })).toEqual(studio);
    expect(await worker.deliveries.recordDelivery(taskId)).toEqual({ ...studio, cost_micros: 0 });
  });

  it('knows the cost of a task, unless an answer of it has no price', async () => {
    const taskId = randomUUID();
    expect(await worker.deliveries.costOf(taskId)).toBe(0);
    await worker.calls.record(callOf(taskId));
    await worker.calls.record(callOf(taskId, { outcome: 'cancelled', costMicros: null }));
    expect(await worker.deliveries.costOf(taskId)).toBe(3000);
    await worker.calls.record(callOf(taskId, { outcome: 'invalid', costMicros: null }));
    expect(await worker.deliveries.costOf(taskId)).toBeNull();
  });
});
