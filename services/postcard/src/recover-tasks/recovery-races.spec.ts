import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generatePostcard, POSTCARD_QUEUE } from '@mojian/contracts/jobs';
import { createJobQueue } from '@mojian/queue/queue';
import { createJobWorker } from '@mojian/queue/worker';
import type { RunningService } from '@mojian/service-kit/start-service';
import { createLogger } from '@mojian/telemetry/logger';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { askService, mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

const quick = { RECOVER_INTERVAL: '0.1' };
const logger = createLogger({ service: 'spec', level: 'error' });

let service: PostcardServiceFixture;
let sweepers: RunningService[];
let redis: Redis;
beforeAll(async () => {
  service = await startFixture();
  const free = { ...quick, DISTRIBUTED_LOCKS_ENABLED: 'false' };
  sweepers = await Promise.all([service.startAnother(free), service.startAnother(free), service.startAnother(free)]);
  redis = new Redis(service.redisUrl);
}, 60_000);
afterAll(async () => {
  redis.disconnect();
  await Promise.all(sweepers.map((sweeper) => sweeper.close()));
  await service.close();
});

const newTask = async (user = randomUUID()) =>
  String((await service.create(user, { user_input: randomUUID() })).data.task_id);
/** Ten at a time: it is not the creates that are under test. */
const newTasks = async (count: number): Promise<string[]> => {
  if (count <= 0) return [];
  const some = await Promise.all(Array.from({ length: Math.min(10, count) }, () => newTask()));
  return [...some, ...(await newTasks(count - some.length))];
};
const change = (statement: string, values: unknown[]) =>
  service.sql(`WITH done AS (${statement} RETURNING 1) SELECT 1`, values);
const makeLate = (ids: string[]) =>
  change(
    `UPDATE task SET created_at = now() - interval '1 hour', deadline_at = now() - interval '1 second' WHERE id = ANY($1)`,
    [ids],
  );
const isSettled = async (ids: string[]) =>
  (await service.sql(`SELECT 1 FROM task WHERE id = ANY($1) AND status = 'failed'`, [ids])).length === ids.length;
const inconsistencies = `SELECT count(*)::int AS found FROM quota_day d WHERE (d.reserved, d.spent) IS DISTINCT FROM (
  (SELECT count(*)::int FROM task t WHERE (t.user_id, t.quota_date) = (d.user_id, d.quota_date) AND t.status IN ('pending', 'processing')),
  (SELECT count(*)::int FROM task t WHERE (t.user_id, t.quota_date) = (d.user_id, d.quota_date) AND t.status = 'completed'))`;

describe('three reconcilers without a lock', () => {
  it('I5: fail 60 overdue tasks once each, under load, while one of them is stopped half-way', async () => {
    const doomed = await newTasks(60);
    const load = Array.from({ length: 20 }, async () => {
      const taskId = await newTask();
      await service.start(taskId, 1);
      return service.complete(taskId, 1);
    });
    await makeLate(doomed);
    const [first, ...rest] = sweepers;
    await Promise.all([first?.close(), ...load]);
    sweepers = rest;
    await waitFor(() => isSettled(doomed), { what: 'all to be failed' });
    const entries = await service.sql(
      `SELECT kind, count(*)::int AS count FROM quota_entry WHERE task_id = ANY($1) GROUP BY kind ORDER BY kind`,
      [doomed],
    );
    expect(entries).toEqual([
      { kind: 'release', count: 60 },
      { kind: 'reserve', count: 60 },
    ]);
    const audited = await service.sql(
      `SELECT action, operation, actor, count(*)::int AS count, count(DISTINCT resource_id)::int AS tasks
         FROM audit.entry WHERE resource_id = ANY($1) AND action = 'task.overdue' GROUP BY 1, 2, 3`,
      [doomed],
    );
    expect(audited).toEqual([
      { action: 'task.overdue', operation: 'quota_restore', actor: 'service', count: 60, tasks: 60 },
    ]);
    expect(await service.sql(inconsistencies)).toEqual([{ found: 0 }]);
  }, 60_000);

  it('I5: bring all jobs again that an emptied Redis forgot, also beyond the first two hundred', async () => {
    const ids = await newTasks(230);
    await waitFor(async () => (await service.sql('SELECT 1 FROM outbox WHERE sent_at IS NULL')).length === 0, {
      what: 'all jobs to be sent',
      timeoutMs: 20_000,
    });
    await change(`UPDATE outbox SET sent_at = now() - interval '6 seconds' WHERE task_id = ANY($1)`, [ids]);
    await redis.flushdb();
    const known = async () => (await Promise.all(ids.map((id) => service.jobs.has(id)))).every((has) => has);
    await waitFor(known, { what: 'all jobs to be back', timeoutMs: 20_000 });
  }, 90_000);

  it('I5: a hand in the ledger is seen by the next look, and told', async () => {
    const { user } = await service.makeCard();
    await change('UPDATE quota_day SET spent = 0 WHERE user_id = $1', [user]);
    const port = sweepers[0]?.metricsPort;
    const shown = async () =>
      /quota_inconsistencies\{[^}]*\} 1\b/.test(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
    await waitFor(shown, { what: 'the metric', timeoutMs: 10_000 });
    expect(service.log).toContainEqual(expect.objectContaining({ event: 'quota.inconsistent', days: 1 }));
    await change('UPDATE quota_day SET spent = 1 WHERE user_id = $1', [user]);
  }, 30_000);
});

describe('a job that the queue gave up', () => {
  it('D2: runs again while there is time, and after the deadline its task is failed within a sweep', async () => {
    const user = randomUUID();
    const { data } = await service.create(user, { user_input: '给了又丢' });
    const taskId = String(data.task_id);
    await service.start(taskId, 1);
    await waitFor(() => service.jobs.has(taskId), { what: 'the first job' });
    await redis.flushdb();
    await change(`UPDATE outbox SET sent_at = now() - interval '6 seconds' WHERE task_id = $1`, [taskId]);
    await waitFor(() => service.jobs.has(taskId), { what: 'the job to be back' });
    await makeLate([taskId]);
    const began = performance.now();
    await waitFor(() => isSettled([taskId]), { what: 'the task to be failed' });
    expect(performance.now() - began).toBeLessThan(1500);
    expect(await service.quotaOf(user)).toMatchObject({ can_generate: true, generated_count: 0 });
    expect((await service.start(taskId, 2)).headers.get('x-error-code')).toBe('FENCE_STALE');
  }, 20_000);
});

describe('jobs of another version', () => {
  it('D7: one that today’s worker cannot read comes again in today’s form, and the task is made', async () => {
    const foreign = await createJobQueue({
      connectionUrl: service.redisUrl,
      name: POSTCARD_QUEUE,
      job: { name: 'postcard.generate', schema: z.unknown() },
      logger,
    });
    await redis.flushdb();
    await change(`UPDATE task SET deadline_at = now() + interval '1 hour' WHERE status = 'pending'`, []);
    await change(`UPDATE outbox SET sent_at = now() WHERE sent_at < now()`, []);
    const user = randomUUID();
    const taskId = await newTask(user);
    await waitFor(() => service.jobs.has(taskId), { what: 'the first job' });
    await redis.flushdb();
    await foreign.add(taskId, { v: 0, task: taskId });
    const { start, complete } = askService(service.port);
    const made = new Set<string>();
    const worker = await createJobWorker({
      connectionUrl: service.redisUrl,
      name: POSTCARD_QUEUE,
      job: generatePostcard,
      logger,
      concurrency: 1,
      handler: async ({ task_id }) => {
        if (task_id !== taskId) return;
        await start(task_id, 1);
        await complete(task_id, 1);
        made.add(task_id);
      },
    });
    try {
      await waitFor(async () => !(await service.jobs.has(taskId)), { what: 'the foreign job to be dropped' });
      await change(`UPDATE outbox SET sent_at = now() - interval '6 seconds' WHERE task_id = $1`, [taskId]);
      await waitFor(() => made.has(taskId), { what: 'the task to be made', timeoutMs: 15_000 });
    } finally {
      await worker.close();
      await foreign.close();
    }
    const { data } = await service.send('GET', `${mini}/postcards/status/${taskId}`, { user });
    expect(data).toMatchObject({ status: 'completed' });
  }, 40_000);
});
