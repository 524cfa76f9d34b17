import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { isFull } from '../support/outcome.js';
import { brief, newPerson } from '../support/person.js';
import type { ServiceProcess } from '../support/service-process.js';
import { System } from '../support/system.js';

const MINUTES_AHEAD = [10, -10];
const TASKS = isFull ? 12 : 3;

describe('workers whose clocks are wrong', () => {
  let system: System;
  let workers: ServiceProcess[];

  beforeAll(async () => {
    system = await System.start();
    const preload = `--import ${new URL('../support/skew-clock.ts', import.meta.url).href}`;
    workers = await Promise.all(
      MINUTES_AHEAD.map((minutes) =>
        system.startQuickWorker({
          NODE_OPTIONS: preload,
          CLOCK_AHEAD_MINUTES: String(minutes),
          WORKER_CONCURRENCY: '1',
        }),
      ),
    );
  }, 180_000);
  afterAll(() => system.stop(), 60_000);

  it('D13: make cards as others do: no job is taken from another, nothing is late or of the wrong day', async () => {
    const people = await Promise.all(Array.from({ length: TASKS }, () => newPerson(system.baseUrl)));
    await Promise.all(people.map(({ api }) => api.createPostcard({ body: brief() })));
    await waitFor(
      async () => (await system.database.query('SELECT FROM postcards.task WHERE ended_at IS NULL')).rowCount === 0,
      { what: 'all cards', timeoutMs: 90_000 },
    );
    const { rows } = await system.database.query(
      `SELECT status, runs, fence, quota_date = (now() AT TIME ZONE 'Asia/Shanghai')::date AS today,
              ended_at BETWEEN created_at AND now() AS in_time
         FROM postcards.task`,
    );
    expect(rows).toEqual(people.map(() => ({ status: 'completed', runs: 1, fence: 1, today: true, in_time: true })));
    const settled = '"task.settled"';
    await waitFor(async () => workers.every((worker) => worker.logged(settled).length > 0), {
      what: 'both to have had a part in it',
      timeoutMs: 10_000,
    });
    for (const [index, worker] of workers.entries()) {
      expect(worker.logged('job.stalled')).toEqual([]);
      // By a clock that really was wrong.
      const [line = '{}'] = worker.logged(settled);
      const ahead = (Date.parse(JSON.parse(line).time) - Date.now()) / 60_000;
      expect(Math.abs(ahead - (MINUTES_AHEAD[index] ?? 0))).toBeLessThan(2);
    }
  }, 120_000);
});
