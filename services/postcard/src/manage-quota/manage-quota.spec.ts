import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getUserQuota } from '@mojian/contracts/routes/postcard-admin.routes';
import { codeOf, mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture();
}, 60_000);
afterAll(() => service.close());

const admin = randomUUID();
const path = (user: string) => `/api/v1/admin/users/${user}/quota`;
const Day = getUserQuota.success.body;
const read = async (user: string, query = '') =>
  Day.parse(JSON.parse((await service.send('GET', `${path(user)}${query}`, { user: admin, role: 'admin' })).text));
const grant = (user: string, body: object) =>
  service.send('POST', `${path(user)}/grants`, { user: admin, role: 'admin', body });
const createAs = (user: string, plan: 'free' | 'vip', index: number) =>
  service.send('POST', `${mini}/postcards/create`, { user, plan, body: { user_input: `第${index}句` } });
const finish = async (taskId: string) => {
  await service.start(taskId, 1);
  return JSON.parse((await service.complete(taskId, 1)).text).card_id;
};
const makeMany = async (user: string, plan: 'free' | 'vip', count: number) => {
  for (let index = 1; index <= count; index += 1) {
    const card = await finish(String((await createAs(user, plan, index)).data.task_id));
    await service.send('DELETE', `${mini}/postcards/${card}`, { user });
  }
};

describe('plans', () => {
  it('vip makes ten a day', async () => {
    const user = randomUUID();
    await makeMany(user, 'vip', 10);
    expect(codeOf(await createAs(user, 'vip', 11))).toBe('QUOTA_USED_UP');
    expect(await service.quotaOf(user, 'vip')).toMatchObject({ max_daily_quota: 10, remaining_quota: 0 });
  }, 30_000);

  it('a plan that goes down in the middle of a day breaks nothing and gives nothing', async () => {
    const user = randomUUID();
    await makeMany(user, 'vip', 4);
    expect(codeOf(await createAs(user, 'free', 5))).toBe('QUOTA_USED_UP');
    expect(await service.quotaOf(user)).toMatchObject({ remaining_quota: 0, generated_count: 4 });
    expect((await grant(user, { units: 3, reason: 'sorry' })).status).toBe(201);
    expect((await createAs(user, 'free', 6)).code).toBe(0);
    expect(await read(user)).toMatchObject({ plan_limit: 2, granted: 3, reserved: 1, spent: 4, available: 0 });
    expect((await createAs(user, 'vip', 6)).code).toBe(0);
  }, 30_000);
});

describe('the ledger', () => {
  it('is read with every entry; a day without one has what the plan gives', async () => {
    const { user } = await service.makeCard();
    const day = await read(user);
    expect(day).toMatchObject({ user_id: user, plan_limit: 2, granted: 0, reserved: 0, spent: 1, available: 1 });
    expect(day.entries.map(({ kind }) => kind)).toEqual(['reserve', 'spend']);
    const empty = await read(user, '?date=2020-02-29&plan=vip');
    expect(empty).toMatchObject({ quota_date: '2020-02-29', plan_limit: 10, available: 10, entries: [] });
  });

  it('grows by a grant, which is an entry with a reason; it is the admin’s deed in the audit', async () => {
    const user = randomUUID();
    const reply = await grant(user, { units: 2, reason: '补偿' });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      201,
      expect.objectContaining({
        granted: 2,
        available: 4,
        entries: [expect.objectContaining({ kind: 'grant', units: 2, reason: '补偿', task_id: null })],
      }),
    ]);
    expect(await service.quotaOf(user)).toMatchObject({ max_daily_quota: 4, remaining_quota: 4 });
    const rows = await service.sql(
      `SELECT e.action, e.operation, e.before, e.after, e.details, s.user_id
         FROM audit.entry e JOIN audit.subject s ON s.pseudonym = e.subject WHERE e.resource_id LIKE $1`,
      [`${user}/%`],
    );
    expect(rows).toEqual([
      {
        action: 'admin.grant-quota',
        operation: 'admin_operation',
        before: { granted: 0, available: 2 },
        after: { granted: 2, available: 4 },
        details: { reason: '补偿', units: 2, owner: user },
        user_id: admin,
      },
    ]);
  });

  it('is for admins; what is no grant is refused', async () => {
    const user = randomUUID();
    const reply = await service.send('POST', `${path(user)}/grants`, { user, body: { units: 9, reason: 'please' } });
    expect([reply.status, codeOf(reply)]).toEqual([403, 'PERMISSION_DENIED']);
    for (const body of [
      { units: 0, reason: 'x' },
      { units: 101, reason: 'x' },
      { units: 1 },
      { units: 1, reason: ' ' },
    ])
      expect((await grant(user, body)).status).toBe(400);
    expect((await read(user)).entries).toEqual([]);
  });

  it('stands when grants and creates run at once', async () => {
    const user = randomUUID();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 ? grant(user, { units: 1, reason: 'race' }) : createAs(user, 'vip', index),
      ),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(replies.filter(({ status, code }) => status === 200 && code === 0)).toHaveLength(1);
    expect(await read(user)).toMatchObject({ granted: 10, reserved: 1, spent: 0, plan_limit: 10, available: 19 });
  });

  it('takes no unit without a task, no grant without a reason, and no half grant', async () => {
    const user = randomUUID();
    await grant(user, { units: 1, reason: 'x' });
    const enter = (columns: string, values: string) =>
      service.sql(
        `WITH i AS (INSERT INTO quota_entry (user_id, quota_date, ${columns})
           SELECT user_id, quota_date, ${values} FROM quota_day WHERE user_id = $1 RETURNING 1) SELECT 1`,
        [user],
      );
    await expect(enter('kind', `'reserve'`)).rejects.toThrow('task_unless_grant');
    await expect(enter('kind, granted_by', `'grant', user_id`)).rejects.toThrow('reason_of_grant');
    await expect(enter('kind, reason', `'grant', 'x'`)).rejects.toThrow('granted_by_somebody');
    await expect(enter('kind, units, reason, granted_by', `'grant', 0, 'x', user_id`)).rejects.toThrow('units_of_kind');
  });
});
