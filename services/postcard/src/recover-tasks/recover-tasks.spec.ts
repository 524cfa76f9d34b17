import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningService } from '@mojian/service-kit/start-service';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
let others: RunningService[] = [];
let redis: Redis;
beforeAll(async () => {
  service = await startFixture({ RECOVER_INTERVAL: '0.2' });
  others = await Promise.all([service.startAnother(), service.startAnother()]);
  redis = new Redis(service.redisUrl);
}, 60_000);
afterAll(async () => {
  redis.disconnect();
  await Promise.all(others.map((other) => other.close()));
  await service.close();
});

const newTask = async (user = randomUUID()) => String((await service.create(user)).data.task_id);
const change = (set: string, from: string, taskId: string) =>
  service.sql(
    `WITH u AS (UPDATE ${from} SET ${set} WHERE ${from === 'task' ? 'id' : 'task_id'} = $1 RETURNING 1) SELECT 1`,
    [taskId],
  );

describe('three processes that sweep at once', () => {
  it('bring to the queue what never reached it', async () => {
    const taskId = await newTask();
    await waitFor(() => service.jobs.has(taskId), { what: 'the first job' });
    await redis.flushdb();
    await change('sent_at = NULL', 'outbox', taskId);
    await waitFor(() => service.jobs.has(taskId), { what: 'the job to be relayed' });
  });

  it('bring again what Redis forgot', async () => {
    const taskId = await newTask();
    await waitFor(() => service.jobs.has(taskId), { what: 'the first job' });
    await change(`sent_at = now() - interval '6 seconds'`, 'outbox', taskId);
    await redis.flushdb();
    await waitFor(() => service.jobs.has(taskId), { what: 'the job to be back' });
  });

  it('fail what is overdue, once, and give its unit back; a late card is refused', async () => {
    const user = randomUUID();
    const taskIds = [await newTask(user), ...(await Promise.all(Array.from({ length: 20 }, () => newTask())))];
    const [taskId = ''] = taskIds;
    await service.start(taskId, 1);
    for (const id of taskIds)
      await change(`created_at = now() - interval '1 hour', deadline_at = now() - interval '1 second'`, 'task', id);
    const failed = async () =>
      (await service.sql(`SELECT 1 FROM task WHERE status = 'failed'`)).length === taskIds.length;
    await waitFor(failed, { what: 'the sweep' });
    const entries = await service.sql(
      `SELECT kind, count(*)::int AS count FROM quota_entry WHERE task_id = ANY($1) GROUP BY kind`,
      [taskIds],
    );
    expect(entries).toEqual(
      expect.arrayContaining([
        { kind: 'reserve', count: 21 },
        { kind: 'release', count: 21 },
      ]),
    );
    expect((await service.complete(taskId, 1)).headers.get('x-error-code')).toBe('FENCE_STALE');
    const { data } = await service.send('GET', `${mini}/postcards/status/${taskId}`, { user });
    expect(data).toMatchObject({ status: 'failed', error: 'TASK_OVERDUE', error_message: '制作超时了，次数已退回' });
    const quota = await service.send('GET', `${mini}/users/${user}/quota`, { user });
    expect(quota.data).toMatchObject({ remaining_quota: 2, can_generate: true });
  });

  it('leave alone what is in time', async () => {
    const taskId = await newTask();
    await service.start(taskId, 1);
    expect((await service.complete(taskId, 1)).status).toBe(200);
  });

  it('measure', async () => {
    await newTask();
    await waitFor(async () => /tasks_open\{status="pending"[^}]*\} [1-9]/.test(await service.metrics()), {
      what: 'the gauge',
    });
    expect(await service.metrics()).toMatch(/queue_jobs\{state="waiting"[^}]*\} \d/);
  });
});

describe('while Redis is away', () => {
  it('a create is accepted all the same, and its job waits in the outbox', async () => {
    const lonely = await startFixture({ REDIS_URL: 'redis://127.0.0.1:1', RECOVER_INTERVAL: '0.5' });
    try {
      const user = randomUUID();
      const { code, data } = await lonely.create(user);
      expect(code).toBe(0);
      const unsent = await lonely.sql('SELECT attempts FROM outbox WHERE sent_at IS NULL');
      expect(unsent).toHaveLength(1);
      const status = await lonely.send('GET', `${mini}/postcards/status/${data.task_id}`, { user });
      expect(status.data).toMatchObject({ status: 'pending' });
    } finally {
      await lonely.close();
    }
  }, 30_000);
});
