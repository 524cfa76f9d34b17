import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, mini, type PostcardServiceFixture, startFixture, words } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture();
}, 60_000);
afterAll(() => service.close());

const asAdmin = { user: randomUUID(), role: 'admin' } as const;
const list = async (query: string) => {
  const reply = await service.send('GET', `/api/v1/admin/tasks${query}`, asAdmin);
  return { ...JSON.parse(reply.text), text: reply.text };
};
const cancel = (taskId: string, body: object = {}) =>
  service.send('POST', `/api/v1/admin/tasks/${taskId}/fail`, { ...asAdmin, body });

describe('tasks in operators’ hands', () => {
  it('are listed by user, state, error and time, and nobody’s words are shown', async () => {
    const { user, taskId, cardId } = await service.makeCard();
    await service.create(user, { user_input: '第二句' });
    const all = await list(`?user_id=${user}&page_size=1`);
    expect(all).toMatchObject({ total: 1, page: 1, page_size: 1, total_pages: 1 });
    expect(all.items[0]).toMatchObject({ id: taskId, card_id: cardId, status: 'completed', slot_held: true });
    expect(all.text).not.toContain(words.user_input);
    expect((await list(`?user_id=${user}&status=failed`)).total).toBe(0);
    expect((await list(`?user_id=${user}&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`)).total).toBe(0);
    expect((await list(`?user_id=${randomUUID()}`)).items).toEqual([]);
    const one = await service.send('GET', `/api/v1/admin/tasks/${taskId}`, asAdmin);
    expect(JSON.parse(one.text)).toEqual(all.items[0]);
  });

  it('are for admins', async () => {
    const { user, taskId } = await service.makeCard();
    for (const [method, path] of [
      ['GET', ''],
      ['GET', `/${taskId}`],
      ['POST', `/${taskId}/fail`],
    ] as const) {
      const reply = await service.send(method, `/api/v1/admin/tasks${path}`, {
        user,
        body: method === 'POST' ? {} : undefined,
      });
      expect([reply.status, codeOf(reply)]).toEqual([403, 'PERMISSION_DENIED']);
    }
  });

  it('an open one is cancelled: unit and slot are free, and its worker comes too late', async () => {
    const user = randomUUID();
    const taskId = String((await service.create(user)).data.task_id);
    await service.start(taskId, 1);
    const reply = await cancel(taskId, { reason: '卡住了' });
    expect(JSON.parse(reply.text)).toMatchObject({ status: 'failed', error: 'TASK_CANCELLED_BY_OPERATOR', fence: 2 });
    expect(codeOf(await service.complete(taskId, 1))).toBe('FENCE_STALE');
    expect(codeOf(await service.start(taskId, 2))).toBe('FENCE_STALE');
    expect(await service.quotaOf(user)).toMatchObject({ can_generate: true, remaining_quota: 2 });
    const shown = await service.send('GET', `${mini}/postcards/status/${taskId}`, { user });
    expect(shown.data).toMatchObject({ status: 'failed', error: 'TASK_CANCELLED_BY_OPERATOR' });
    const again = await cancel(taskId);
    expect([again.status, codeOf(again)]).toEqual([409, 'TASK_ENDED']);
    expect(codeOf(await cancel(randomUUID()))).toBe('TASK_NOT_FOUND');
    const rows = await service.sql(
      `SELECT operation, before, after, details, actor FROM audit.entry WHERE resource_id = $1 AND action = 'admin.fail-task'`,
      [taskId],
    );
    expect(rows).toEqual([
      {
        operation: 'admin_operation',
        before: { status: 'processing', fence: 1 },
        after: expect.objectContaining({ status: 'failed', error: 'TASK_CANCELLED_BY_OPERATOR' }),
        details: { owner: user, reason: '卡住了' },
        actor: 'user',
      },
    ]);
  });

  it('D9: cancelled, completed and failed at once, it ends once, and no card appears afterwards', async () => {
    for (let round = 0; round < 20; round += 1) {
      const user = randomUUID();
      const taskId = String((await service.create(user)).data.task_id);
      await service.start(taskId, 1);
      await Promise.all([cancel(taskId), service.complete(taskId, 1), service.fail(taskId, 1), cancel(taskId)]);
      const [end] = await service.sql(
        `SELECT t.status, t.slot_held, (SELECT count(*)::int FROM postcard WHERE task_id = t.id) AS cards,
                array(SELECT kind FROM quota_entry WHERE task_id = t.id ORDER BY id) AS entries
           FROM task t WHERE id = $1`,
        [taskId],
      );
      expect(end).toEqual(
        end?.status === 'completed'
          ? { status: 'completed', slot_held: true, cards: 1, entries: ['reserve', 'spend'] }
          : { status: 'failed', slot_held: false, cards: 0, entries: ['reserve', 'release'] },
      );
    }
  }, 60_000);

  it('D9: an open task is not deleted as a card is; its user’s absence does not change how it ends', async () => {
    const user = randomUUID();
    const taskId = String((await service.create(user)).data.task_id);
    expect(codeOf(await service.send('DELETE', `${mini}/postcards/${taskId}`, { user }))).toBe('CARD_NOT_READY');
    await service.start(taskId, 1);
    // A disabled user cannot call: nothing comes from them until the end.
    expect((await service.complete(taskId, 1)).status).toBe(200);
    expect(await service.quotaOf(user)).toMatchObject({ generated_count: 1, remaining_quota: 1 });
  });
});
