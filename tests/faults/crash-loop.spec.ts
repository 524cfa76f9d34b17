import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { holdStage } from '../support/hold-stage.js';
import { isFull, report } from '../support/outcome.js';
import { brief, newPerson } from '../support/person.js';
import { System } from '../support/system.js';

const KILLS = isFull ? 4 : 2;

describe('a task whose worker always dies', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start();
    // It makes its schema.
    await (await system.startQuickWorker()).stop();
  }, 180_000);
  afterAll(() => system.stop(), 60_000);

  it('D2, D8: ends as failed at its deadline, gives its unit back once, and keeps no other task waiting', async () => {
    const person = await newPerson(system.baseUrl);
    const held = await holdStage(system.database, 'concept');
    const { task_id: taskId } = await person.api.createPostcard({ body: brief() });
    try {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const worker = await system.startQuickWorker();
        await held.entered();
        await worker.kill();
      }
      await system.database.query('UPDATE postcards.task SET deadline_at = now() WHERE id = $1', [taskId]);
      expect(await person.awaitTask(taskId)).toMatchObject({ status: 'failed' });
    } finally {
      await held.release();
    }
    const { rows } = await system.database.query(
      'SELECT kind, count(*)::int AS n FROM postcards.quota_entry WHERE task_id = $1 GROUP BY kind ORDER BY kind',
      [taskId],
    );
    expect(rows).toEqual([
      { kind: 'release', n: 1 },
      { kind: 'reserve', n: 1 },
    ]);
    await system.startQuickWorker();
    const startedAt = performance.now();
    const again = await person.api.createPostcard({ body: brief('再来一次') });
    expect(await person.awaitTask(again.task_id)).toMatchObject({ status: 'completed' });
    report('D2', { kills: KILLS, nextTaskMs: Math.round(performance.now() - startedAt) });
    const cards = await system.database.query('SELECT task_id FROM postcards.postcard WHERE user_id = $1', [person.id]);
    expect(cards.rows).toEqual([{ task_id: again.task_id }]);
  }, 180_000);
});
