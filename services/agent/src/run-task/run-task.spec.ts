import { describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { sampleBriefs } from '@mojian/studio/sample-briefs';
import type { Checkpoints } from '../pipeline/run-pipeline.js';
import { TaskRunner, type TaskRunnerOptions } from './run-task.js';

const [brief] = sampleBriefs;
if (!brief) throw new Error('no sample briefs');
const { seed, recent, sensed, ...words } = brief;
const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const job = { task_id: '22222222-2222-4222-8222-222222222222', user_id: 'u', request_id: 'r' };

/** A task whose first stage finds its store away, over rows that outlive a run. */
function brokenTask() {
  const rows = new Map<string, unknown>();
  const checkpoints: Checkpoints = {
    readAll: async () => new Map(rows),
    write: async (key, output) => void rows.set(key, output),
  };
  const seen: unknown[] = [];
  const away = () => Promise.reject(new AppError('DEPENDENCY_DOWN', 'away'));
  const skies = [1, 2, 3].values();
  const fences = [1, 2, 3].values();
  const parts = {
    runs: { begin: async () => fences.next().value, checkpoints: () => checkpoints, forget: async () => undefined },
    postcards: { call: async () => ({ brief: words, seed, recent, left_seconds: 60, waited_seconds: 0 }) },
    tools: {
      models: {
        ask: (_: unknown, asked: { sensed: unknown }) => {
          seen.push(asked.sensed);
          return away();
        },
        paint: away,
        paints: false,
      },
    },
    sense: async () => ({ ...sensed, weather: { ...sensed.weather, temperature: skies.next().value } }),
    publish: () => undefined,
    observe: { stage: () => undefined, wait: () => undefined },
    logger: silent,
  };
  // Only what the first stage meets is there.
  const runner = new TaskRunner(parts as unknown as TaskRunnerOptions);
  return { seen, run: () => runner.run(job, { lastAttempt: false, signal: new AbortController().signal }) };
}

describe('a task that is resumed', () => {
  it('sees the place and the weather that its first run saw', async () => {
    const { seen, run } = brokenTask();
    await expect(run()).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
    await expect(run()).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
    expect(seen).toEqual([
      { ...sensed, weather: { ...sensed.weather, temperature: 1 } },
      { ...sensed, weather: { ...sensed.weather, temperature: 1 } },
    ]);
  });
});
