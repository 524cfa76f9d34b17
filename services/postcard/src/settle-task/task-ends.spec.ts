import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startOfNextDay } from '../domain/business-day.js';
import { codeOf, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let now = new Date();
let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture({}, () => now);
}, 60_000);
afterAll(() => service.close());

const daysOf = (user: string) =>
  service.sql(
    'SELECT quota_date::text AS date, reserved, spent FROM quota_day WHERE user_id = $1 ORDER BY quota_date',
    [user],
  );

describe('a unit goes back once, to its own day', () => {
  it('I3: failures that come twice, late and while a new create runs never leave more or less than a day has', async () => {
    for (let round = 0; round < 10; round += 1) {
      const user = randomUUID();
      const taskId = String((await service.create(user)).data.task_id);
      await service.start(taskId, 1);
      await Promise.all([
        service.fail(taskId, 1),
        service.create(user, { user_input: '新的一句' }),
        service.fail(taskId, 1),
        service.complete(taskId, 1),
        service.create(user, { user_input: '又一句' }),
      ]);
      await service.fail(taskId, 1);
      const [day] = await daysOf(user);
      const open = await service.sql(`SELECT 1 FROM task WHERE user_id = $1 AND status = 'pending'`, [user]);
      const done = await service.sql(`SELECT 1 FROM task WHERE user_id = $1 AND status = 'completed'`, [user]);
      expect(day).toMatchObject({ reserved: open.length, spent: done.length });
      expect(open.length + done.length).toBeLessThanOrEqual(2);
    }
  }, 30_000);

  it('I3: out of order, it is the first that counts', async () => {
    const user = randomUUID();
    const taskId = String((await service.create(user)).data.task_id);
    await service.start(taskId, 1);
    expect((await service.complete(taskId, 1)).status).toBe(200);
    expect(codeOf(await service.fail(taskId, 1))).toBe('FENCE_STALE');
    expect(await daysOf(user)).toEqual([expect.objectContaining({ reserved: 0, spent: 1 })]);
  });

  it.each([
    ['a plain day', '2026-11-22', '2026-11-23'],
    ['the day before a leap day', '2028-02-28', '2028-02-29'],
    ['a leap day', '2028-02-29', '2028-03-01'],
    ['the last day of a year', '2026-12-31', '2027-01-01'],
    ['a day on which clocks change in Europe', '2027-03-28', '2027-03-29'],
  ])('E10: over the midnight of %s the unit goes back to the day it came from', async (_, date, next) => {
    const user = randomUUID();
    now = new Date(`${date}T23:59:58+08:00`);
    const late = String((await service.create(user, { user_input: '昨天' })).data.task_id);
    expect(await service.quotaOf(user)).toMatchObject({ quota_date: date, generated_count: 1, can_generate: false });
    now = new Date(`${next}T00:00:01+08:00`);
    expect(startOfNextDay(date, 'Asia/Shanghai').toISOString()).toBe(new Date(`${next}T00:00:00+08:00`).toISOString());
    expect(await service.quotaOf(user)).toMatchObject({ quota_date: next, generated_count: 0, can_generate: true });
    const early = await service.create(user, { user_input: '今天' });
    expect(early.code).toBe(0);
    await service.start(late, 1);
    await service.fail(late, 1);
    expect(await daysOf(user)).toEqual([
      { date, reserved: 0, spent: 0 },
      { date: next, reserved: 1, spent: 0 },
    ]);
    now = new Date(`${date}T23:59:59+08:00`);
    expect(await service.quotaOf(user)).toMatchObject({ quota_date: date, can_generate: true, remaining_quota: 2 });
  });
});

describe('a task whose runs break off', () => {
  it('D2: is given up after seven, at once, and its unit goes back', async () => {
    const user = randomUUID();
    const taskId = String((await service.create(user, { user_input: '毒' })).data.task_id);
    for (let fence = 1; fence <= 7; fence += 1) expect((await service.start(taskId, fence)).status).toBe(200);
    expect(codeOf(await service.start(taskId, 8))).toBe('FENCE_STALE');
    const [task] = await service.sql('SELECT status, error, fence FROM task WHERE id = $1', [taskId]);
    expect(task).toEqual({ status: 'failed', error: 'TASK_GAVE_UP', fence: 8 });
    expect(codeOf(await service.complete(taskId, 7))).toBe('FENCE_STALE');
    expect(await service.quotaOf(user)).toMatchObject({ can_generate: true, generated_count: 0 });
    expect(codeOf(await service.start(taskId, 9))).toBe('FENCE_STALE');
  });
});
