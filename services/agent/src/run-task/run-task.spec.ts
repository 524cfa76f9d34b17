import { describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import type { ErrorCode } from '@mojian/contracts/error-codes';
import { settleTask } from '@mojian/contracts/routes/task-run.routes';
import { sampleBriefs } from '@mojian/studio/sample-briefs';
import type { TaskSettings } from '../models/task-settings.js';
import type { Checkpoints } from '../pipeline/run-pipeline.js';
import { TaskRunner, type TaskRunnerOptions } from './run-task.js';

const [brief] = sampleBriefs;
if (!brief) throw new Error('no sample briefs');
const { seed, recent, sensed, ...words } = brief;
const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const job = { task_id: '22222222-2222-4222-8222-222222222222', user_id: 'u', request_id: 'r' };

/** A task whose first stage fails, because its store is away unless told, over rows that outlive a run. */
function brokenTask({ code = 'DEPENDENCY_DOWN', cost = null }: { code?: ErrorCode; cost?: number | null } = {}) {
  const rows = new Map<string, unknown>();
  const checkpoints: Checkpoints = {
    readAll: async () => new Map(rows),
    write: async (key, output) => void rows.set(key, output),
  };
  const seen: unknown[] = [];
  const settled: unknown[] = [];
  const away = () => Promise.reject(new AppError(code, 'away'));
  const skies = [1, 2, 3].values();
  const fences = [1, 2, 3].values();
  const numbers = [1001, 1002, 1003].values();
  const parts = {
    runs: { begin: async () => fences.next().value, checkpoints: () => checkpoints, forget: async () => undefined },
    postcards: {
      call: async (route: unknown, { body }: { body: unknown }) => {
        if (route === settleTask) settled.push(body);
        return { brief: words, seed, recent, left_seconds: 60, waited_seconds: 0 };
      },
    },
    deliveries: { costOf: async () => cost, recordDelivery: () => Promise.reject(new Error('no card is delivered')) },
    tools: {},
    settings: () => ({ concept: { number: numbers.next().value, content: { models: 'studio' } } }),
    models: (settings: TaskSettings) => ({
      ask: (_: unknown, asked: { sensed: unknown }) => {
        seen.push({ sensed: asked.sensed, setting: settings.concept?.number });
        return away();
      },
      paint: away,
      paints: false,
    }),
    sense: async () => ({ ...sensed, weather: { ...sensed.weather, temperature: skies.next().value } }),
    publish: () => undefined,
    observe: { stage: () => undefined, wait: () => undefined, delivery: () => undefined },
    logger: silent,
  };
  // Only what the first stage meets is there.
  const runner = new TaskRunner(parts as unknown as TaskRunnerOptions);
  return { seen, settled, run: () => runner.run(job, { lastAttempt: false, signal: new AbortController().signal }) };
}

describe('a task that is resumed', () => {
  it('sees the place and the weather, and uses the settings, of its first run', async () => {
    const { seen, run } = brokenTask();
    await expect(run()).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
    await expect(run()).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
    expect(seen).toEqual([
      { sensed: { ...sensed, weather: { ...sensed.weather, temperature: 1 } }, setting: 1001 },
      { sensed: { ...sensed, weather: { ...sensed.weather, temperature: 1 } }, setting: 1001 },
    ]);
  });
});

describe('a task that fails', () => {
  it.each([
    ['with what its calls cost', 4200, { cost_micros: 4200 }],
    ['without a cost that nobody knows', null, {}],
  ])('is settled %s', async (_, cost, told) => {
    const { settled, run } = brokenTask({ code: 'MODEL_REPLY_INVALID', cost });
    await run();
    const outcome = { status: 'failed', error: 'MODEL_REPLY_INVALID', error_message: '模型的回答不完整' };
    expect(settled).toEqual([{ fence: 1, outcome, ...told }]);
  });
});
