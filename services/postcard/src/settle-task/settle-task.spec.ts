import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { finishedCard } from '../finished-card.fixture.js';
import { askService, mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture({ APP_TIMEZONE: 'Pacific/Kiritimati' });
}, 60_000);
afterAll(() => service.close());

const codeOf = ({ headers }: { headers: Headers }) => headers.get('x-error-code');
const newTask = async (user = randomUUID()) => String((await service.create(user)).data.task_id);
const ledgerOf = async (taskId: string) =>
  (await service.sql('SELECT kind FROM quota_entry WHERE task_id = $1 ORDER BY id', [taskId])).map(({ kind }) => kind);

describe('start', () => {
  it('claims an open task for a run with a greater fence, and for no other', async () => {
    const taskId = await newTask();
    expect((await service.start(taskId, 2)).status).toBe(200);
    for (const fence of [1, 2]) expect(codeOf(await service.start(taskId, fence))).toBe('FENCE_STALE');
    expect((await service.start(taskId, 3)).status).toBe(200);
    expect(codeOf(await service.start(randomUUID(), 1))).toBe('TASK_NOT_FOUND');
  });
});

describe('settle', () => {
  it('stores the card, ends the task and spends the unit, once', async () => {
    const taskId = await newTask();
    await service.start(taskId, 1);
    const replies = await Promise.all(Array.from({ length: 10 }, () => service.complete(taskId, 1)));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(JSON.parse(replies[0]?.text ?? '')).toEqual({ status: 'completed', card_id: expect.any(String) });
    expect(await ledgerOf(taskId)).toEqual(['reserve', 'spend']);
    expect(await service.sql('SELECT id FROM postcard WHERE task_id = $1', [taskId])).toHaveLength(1);
    expect(codeOf(await service.fail(taskId, 1))).toBe('FENCE_STALE');
    expect(codeOf(await service.start(taskId, 2))).toBe('FENCE_STALE');
  });

  it('a run that was overtaken changes nothing', async () => {
    const taskId = await newTask();
    await service.start(taskId, 1);
    await service.start(taskId, 2);
    expect(codeOf(await service.complete(taskId, 1))).toBe('FENCE_STALE');
    expect(await ledgerOf(taskId)).toEqual(['reserve']);
    expect((await service.complete(taskId, 2)).status).toBe(200);
  });

  it('needs a run that was begun', async () => {
    const taskId = await newTask();
    expect(codeOf(await service.complete(taskId, 1))).toBe('FENCE_STALE');
    expect(codeOf(await service.complete(randomUUID(), 1))).toBe('TASK_NOT_FOUND');
  });

  it('a failure gives the unit back and frees the slot in one', async () => {
    const user = randomUUID();
    const taskId = await newTask(user);
    await service.start(taskId, 1);
    await Promise.all([service.fail(taskId, 1), service.fail(taskId, 1)]);
    expect(await ledgerOf(taskId)).toEqual(['reserve', 'release']);
    const quota = await service.send('GET', `${mini}/users/${user}/quota`, { user });
    expect(quota.data).toMatchObject({ can_generate: true, remaining_quota: 2, generated_count: 0 });
  });

  it('counts how tasks end', async () => {
    const taskId = await newTask();
    await service.start(taskId, 1);
    await service.complete(taskId, 1, finishedCard({ degraded: true }));
    expect(await service.metrics()).toMatch(/task_ends_total\{outcome="degraded"[^}]*\} 1/);
  });
});

describe('over midnight', () => {
  it('the new day is empty, and a unit goes back to the day it came from', async () => {
    // The dates of these two zones differ at every moment.
    const yesterday = await service.startAnother({ APP_TIMEZONE: 'Pacific/Pago_Pago' });
    try {
      const [late, early] = [askService(yesterday.port), service];
      const user = randomUUID();
      const before = String((await late.create(user)).data.task_id);
      const after = await early.create(user, { user_input: '新的一天' });
      expect(after.code).toBe(0);
      await early.start(before, 1);
      await early.fail(before, 1);
      const days = await service.sql('SELECT reserved, spent FROM quota_day WHERE user_id = $1 ORDER BY quota_date', [
        user,
      ]);
      expect(days).toEqual([
        { reserved: 0, spent: 0 },
        { reserved: 1, spent: 0 },
      ]);
    } finally {
      await yesterday.close();
    }
  });
});

describe('the schema refuses', () => {
  const refused = (statement: string, values: unknown[] = []) =>
    service.sql(`WITH done AS (${statement} RETURNING 1) SELECT 1`, values);

  it('to leave a terminal status, to lower a fence, to take a slot again', async () => {
    const taskId = await newTask();
    await service.start(taskId, 5);
    await expect(refused('UPDATE task SET fence = 4 WHERE id = $1', [taskId])).rejects.toThrow('may not fall');
    await service.fail(taskId, 5);
    await expect(
      refused(`UPDATE task SET status = 'processing', ended_at = NULL, error = NULL, slot_held = true WHERE id = $1`, [
        taskId,
      ]),
    ).rejects.toThrow(/has left its slot|has ended/);
  });

  it('a completed task without its card, and a unit that is closed twice or was never reserved', async () => {
    const taskId = await newTask();
    await expect(
      refused(`UPDATE task SET status = 'completed', ended_at = now() WHERE id = $1`, [taskId]),
    ).rejects.toThrow('do not agree');
    const enter = `INSERT INTO quota_entry (task_id, user_id, quota_date, kind) SELECT id, user_id, quota_date, $2 FROM task WHERE id = $1`;
    await expect(refused(enter, [taskId, 'reserve'])).rejects.toThrow('reserved_once');
    await expect(refused(enter, [taskId, 'spend'])).rejects.toThrow('do not agree');
  });

  it('a second live slot, and more units than the day has', async () => {
    const user = randomUUID();
    const taskId = await newTask(user);
    const copy = `INSERT INTO task (id, user_id, seed, brief, body_hash, quota_date, request_id, deadline_at)
      SELECT gen_random_uuid(), user_id, seed, brief, repeat('a', 64), quota_date, request_id, deadline_at FROM task WHERE id = $1`;
    await expect(refused(copy, [taskId])).rejects.toThrow('one_live_slot');
    await expect(refused('UPDATE quota_day SET reserved = daily_limit + 1 WHERE user_id = $1', [user])).rejects.toThrow(
      'quota_not_exceeded',
    );
  });

  it('the serving role to change what is in the ledger', async () => {
    await expect(service.servingSql(`UPDATE quota_entry SET kind = 'release'`)).rejects.toThrow('permission denied');
    await expect(service.servingSql('DELETE FROM quota_entry')).rejects.toThrow('permission denied');
  });
});
