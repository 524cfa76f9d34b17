import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TaskProgress, taskProgressed } from '@mojian/contracts/events';
import { TaskState } from '@mojian/contracts/routes/postcard.routes';
import { publishEvent } from '@mojian/redis/events';
import { Redis } from 'ioredis';
import { mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
let redis: Redis;
beforeAll(async () => {
  service = await startFixture();
  redis = new Redis(service.redisUrl);
}, 60_000);
afterAll(async () => {
  redis.disconnect();
  await service.close();
});

const newTask = async (user: string) => String((await service.create(user)).data.task_id);
const statusPath = (taskId: string, wait = 0) => `${mini}/postcards/status/${taskId}?wait=${wait}`;
const status = async (user: string, taskId: string, wait = 0) =>
  TaskState.parse((await service.send('GET', statusPath(taskId, wait), { user })).data);

/** As the worker tells it. */
const tell = async (progress: Partial<TaskProgress> & { task_id: string }) => {
  const preview = { title: '雨', lines: ['西湖的雨'], image: `${'a'.repeat(64)}.jpg` };
  const whole = { fence: 1, seq: 1, step: 'image', progress: 40, preview, ...progress };
  await redis.set(`task:progress:${whole.task_id}`, JSON.stringify(whole), 'EX', 3600);
  await publishEvent(redis, taskProgressed, whole);
};

describe('status', () => {
  it('tells what the worker told, and never falls', async () => {
    const user = randomUUID();
    const task_id = await newTask(user);
    expect(await status(user, task_id)).toMatchObject({ status: 'pending', progress: 0, step: 'queued' });
    await service.start(task_id, 1);
    await tell({ task_id });
    const shown = await status(user, task_id);
    expect(shown).toMatchObject({ status: 'processing', progress: 40, step: 'image', preview: { title: '雨' } });
    expect(shown.preview.image_url).toMatch(/^http:\/\/mojian\.test:8083\/media\/a{64}\.jpg\?e=\d+&s=/);
    await service.start(task_id, 2);
    await tell({ task_id, fence: 2, progress: 10 });
    expect((await status(user, task_id)).progress).toBe(40);
    await service.complete(task_id, 2);
    expect(await status(user, task_id)).toMatchObject({ status: 'completed', progress: 100, step: 'done' });
  });

  it('with wait answers at the next change, long before its limit', async () => {
    const user = randomUUID();
    const task_id = await newTask(user);
    const changed = status(user, task_id, 20);
    await pause(100);
    await service.start(task_id, 1);
    expect(await changed).toMatchObject({ status: 'processing' });
    const ended = Promise.all(Array.from({ length: 20 }, () => status(user, task_id, 20)));
    await pause(100);
    const began = performance.now();
    await service.complete(task_id, 1);
    for (const state of await ended) expect(state).toMatchObject({ status: 'completed', card_id: expect.any(String) });
    expect(performance.now() - began).toBeLessThan(2500);
    expect((await status(user, task_id, 20)).status).toBe('completed');
  }, 20_000);

  it('with wait answers the same state at the limit', async () => {
    const user = randomUUID();
    const taskId = await newTask(user);
    const began = performance.now();
    expect(await status(user, taskId, 0.3)).toMatchObject({ status: 'pending' });
    expect(performance.now() - began).toBeGreaterThan(280);
  });

  it('a change whose event was lost is seen by looking at Postgres', async () => {
    const user = randomUUID();
    const taskId = await newTask(user);
    const changed = status(user, taskId, 10);
    await pause(50);
    await service.sql(
      `WITH u AS (UPDATE task SET status = 'processing', fence = 1 WHERE id = $1 RETURNING 1) SELECT 1`,
      [taskId],
    );
    expect(await changed).toMatchObject({ status: 'processing' });
  });

  it('tells a failure by code and sentence', async () => {
    const user = randomUUID();
    const taskId = await newTask(user);
    await service.start(taskId, 1);
    await service.fail(taskId, 1);
    expect(await status(user, taskId)).toMatchObject({
      status: 'failed',
      error: 'STAGE_TIMEOUT',
      error_message: '制作超时了',
    });
  });

  it('is for the owner', async () => {
    const taskId = await newTask(randomUUID());
    const other = await service.send('GET', statusPath(taskId), { user: randomUUID() });
    expect([other.status, other.code, other.data]).toEqual([200, -403, {}]);
    const none = await service.send('GET', statusPath(randomUUID()), { user: randomUUID() });
    expect([none.status, none.code]).toEqual([200, -1]);
  });
});

describe('events', () => {
  const path = (taskId: string) => `${mini}/postcards/events/${taskId}`;

  it('streams the same states, with ids, and ends', async () => {
    const user = randomUUID();
    const task_id = await newTask(user);
    const stream = await service.open('GET', path(task_id), { user });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const text = stream.text();
    await service.start(task_id, 1);
    await pause(50);
    await tell({ task_id });
    await pause(50);
    await service.complete(task_id, 1);
    const events = (await text).split('\n\n').filter((event) => event !== '');
    expect(events[0]).toBe(': open');
    expect(events.at(-1)).toMatch(/^id: 1\.1000000\nevent: status\ndata: \{.*"status":"completed"/);
    const ids = events.flatMap((event) => /^id: (.+)$/m.exec(event)?.[1] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe('0.0');
  });

  it('goes on after the last event that was seen', async () => {
    const user = randomUUID();
    const taskId = await newTask(user);
    await service.start(taskId, 1);
    const stream = await service.open('GET', path(taskId), { user, headers: { 'last-event-id': '1.0' } });
    const text = stream.text();
    await service.fail(taskId, 1);
    expect((await text).match(/^id: .*/gm)).toEqual(['id: 1.1000000']);
  });

  it('refuses before it streams', async () => {
    const reply = await service.send('GET', path(await newTask(randomUUID())), { user: randomUUID() });
    expect([reply.status, reply.code]).toEqual([200, -403]);
  });

  it('stops when the client goes', async () => {
    const user = randomUUID();
    const taskId = await newTask(user);
    const client = new AbortController();
    const stream = await service.open('GET', path(taskId), { user, signal: client.signal });
    client.abort();
    await expect(stream.text()).rejects.toThrow();
  });
});
