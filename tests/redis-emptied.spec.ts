import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { brief, newPerson } from './support/person.js';
import { System } from './support/system.js';

describe('Redis that is emptied while a task waits', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start();
  }, 180_000);
  afterAll(() => system.stop());

  it('E3: loses no task: the queue is rebuilt from Postgres', async () => {
    const person = await newPerson(system.baseUrl);
    const { task_id: taskId } = await person.api.createPostcard({ body: brief() });
    const job = `bull:postcards:${taskId}`;
    await waitFor(() => system.redis.exists(job), { what: 'the job to be queued' });
    await system.redis.flushdb();
    expect(await system.redis.exists(job)).toBe(0);

    await system.startWorker();
    expect(await person.awaitTask(taskId)).toMatchObject({ status: 'completed' });
    expect((await person.api.listPostcards({ query: {} })).total).toBe(1);
  }, 120_000);
});
