import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { holdStage } from './support/hold-stage.js';
import { isFull } from './support/outcome.js';
import { brief, newPerson } from './support/person.js';
import type { ServiceProcess } from './support/service-process.js';
import { System } from './support/system.js';

/** From the kill until another worker has the task: docs/architecture.md, A job. */
const RESUMED_WITHIN_MS = 10_000;

/** The full form kills in every stage, and more often; the small one in the first, the longest and the last. */
const KILLS = isFull
  ? Array.from({ length: 6 }, () => ['concept', 'copy', 'image', 'code', 'gate']).flat()
  : ['concept', 'image', 'gate'];

describe('a worker that is killed', () => {
  let system: System;
  let workers: ServiceProcess[];

  beforeAll(async () => {
    system = await System.start();
    workers = await Promise.all([startOne(), startOne()]);
  }, 180_000);
  afterAll(() => system.stop());

  const startOne = () => (isFull ? system.startWorker() : system.startQuickWorker());
  const holderOf = (taskId: string): ServiceProcess => {
    const holder = workers.find((worker) => worker.logged('"stage.started"', taskId).length > 0);
    if (!holder) throw new Error(`nobody works on ${taskId}`);
    return holder;
  };

  it.each(KILLS)(
    'D1: in the %s stage loses nothing: another takes over and pays for no finished stage again',
    async (stage) => {
      while (workers.length < 2) workers.push(await startOne());
      const person = await newPerson(system.baseUrl);
      const held = await holdStage(system.database, stage);
      const { task_id: taskId } = await person.api.createPostcard({ body: brief() });
      try {
        await held.entered();
        const holder = holderOf(taskId);
        await holder.kill();
        workers = workers.filter((worker) => worker !== holder);
      } finally {
        await held.release();
      }
      const killedAt = Date.now();
      const finishedBefore = await checkpointsOf(system, taskId);

      const task = await person.awaitTask(taskId);
      expect(workers.flatMap((worker) => worker.logged('"task.failed"', taskId))).toEqual([]);
      expect(task).toMatchObject({ status: 'completed', progress: 100, error: null });
      const started = holderOf(taskId)
        .logged('"stage.started"', taskId)
        .map((line) => JSON.parse(line));
      expect(Date.parse(started[0].time) - killedAt).toBeLessThan(RESUMED_WITHIN_MS);
      const stages: string[] = started.map((line) => line.stage);
      expect(stages.filter((name) => finishedBefore.includes(name))).toEqual([]);
      expect(stages).toContain(stage);

      const quota = await person.api.getQuota({ params: { user_id: person.id } });
      expect(quota).toMatchObject({ remaining_quota: 1, generated_count: 1, current_card_exists: true });
    },
    120_000,
  );
});

async function checkpointsOf(system: System, taskId: string): Promise<string[]> {
  const { rows } = await system.database.query<{ stage: string }>(
    'select stage from agent.stage_checkpoint where task_id = $1',
    [taskId],
  );
  return rows.map(({ stage }) => stage.replace(/@.*/, ''));
}
