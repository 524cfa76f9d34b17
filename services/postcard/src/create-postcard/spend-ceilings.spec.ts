import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { finishedCard } from '../finished-card.fixture.js';
import { codeOf, mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

/** A card is reckoned at 1; ceilings are for each test its own, by a day of its own. */
let now = new Date('2030-01-01T12:00:00+08:00');
let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture(
    {
      SPEND_CEILING_USER: '2.5',
      SPEND_CEILING_ADDRESS: '3',
      SPEND_CEILING_GLOBAL: '5',
      SPEND_RESERVE_CARD: '1',
      POSTCARD_DAILY_LIMIT: '20',
      RECOVER_INTERVAL: '0.2',
    },
    () => now,
  );
}, 60_000);
afterAll(() => service.close());
beforeEach(() => {
  now = new Date(now.getTime() + 24 * 3_600_000);
});

const create = (
  user: string,
  { address = '203.0.113.7', words = randomUUID() }: { address?: string; words?: string } = {},
) => service.send('POST', `${mini}/postcards/create`, { user, address, body: { user_input: words } });
const taskOf = async (...order: Parameters<typeof create>) => String((await create(...order)).data.task_id);

/** As a worker settles: with what models have cost, millionths, where it knows. */
const settle = (task: string, end: 'completed' | 'failed', cost?: number, fence = 1) => {
  const failure = { status: 'failed', error: 'STAGE_TIMEOUT', error_message: '制作超时了' };
  const outcome = end === 'completed' ? { status: end, card: finishedCard() } : failure;
  const body = { fence, outcome, ...(cost !== undefined && { cost_micros: cost }) };
  return service.send('POST', `/internal/tasks/${task}/settle`, { caller: 'agent', body });
};
/** Begun, and ended with a card whose slot is free again. */
const finish = async (task: string, cost?: number) => {
  await service.start(task, 1);
  await settle(task, 'completed', cost);
  await service.sql('WITH freed AS (UPDATE task SET slot_held = false WHERE id = $1 RETURNING 1) SELECT FROM freed', [
    task,
  ]);
};

const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(now);
/** `kind: spent + reserved`, in millionths. */
const sums = async () => {
  const rows = await service.sql('SELECT kind, key, spent_micros, reserved_micros FROM spend_day WHERE day = $1', [
    today(),
  ]);
  return rows
    .map(({ kind, spent_micros, reserved_micros }) => `${kind}: ${spent_micros} + ${reserved_micros}`)
    .toSorted();
};
const fieldOf = async (task: string, name: 'status' | 'address_key') =>
  (await service.sql(`SELECT ${name} AS field FROM task WHERE id = $1`, [task]))[0]?.field;
const storedOf = async (user: string) =>
  service.sql(
    `SELECT (SELECT count(*) FROM task WHERE user_id = $1)::int AS tasks,
            (SELECT count(*) FROM quota_entry WHERE user_id = $1)::int AS entries,
            (SELECT count(*) FROM quota_day WHERE user_id = $1)::int AS days`,
    [user],
  );

describe('a ceiling of what models may cost a day', () => {
  it('F8: refuses a create of the user who has reached it, until midnight, and touches nothing', async () => {
    const user = randomUUID();
    for (const cost of [900_000, 700_000]) await finish(await taskOf(user), cost);
    expect(await sums()).toEqual(['address: 1600000 + 0', 'all: 1600000 + 0', 'user: 1600000 + 0']);
    const before = await storedOf(user);
    now = new Date(`${today()}T23:00:00+08:00`);
    const refused = await create(user);
    expect([refused.status, refused.code, codeOf(refused)]).toEqual([200, -1, 'SPEND_CEILING']);
    expect(refused.headers.get('retry-after')).toBe('3600');
    expect(await storedOf(user)).toEqual(before);
    expect(await sums()).toEqual(['address: 1600000 + 0', 'all: 1600000 + 0', 'user: 1600000 + 0']);
    expect((await create(randomUUID())).code).toBe(0);
    now = new Date(now.getTime() + 3_600_000);
    expect((await create(user)).code).toBe(0);
  });

  it('F8: counts an address for everybody behind it, IPv6 by /64', async () => {
    const behind = (host: string) => ({ address: `2001:db8:1:2::${host}` });
    for (const host of ['a', 'b', 'c']) expect((await create(randomUUID(), behind(host))).code).toBe(0);
    expect(codeOf(await create(randomUUID(), behind('d')))).toBe('SPEND_CEILING');
    expect((await create(randomUUID(), { address: '2001:db8:1:3::a' })).code).toBe(0);
    const kept = await service.sql(`SELECT DISTINCT key FROM spend_day WHERE day = $1 AND kind = 'address'`, [today()]);
    expect(kept).toHaveLength(2);
    for (const { key } of kept) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  it('F8: holds for all together, whoever comes at the same moment', async () => {
    const orders = Array.from({ length: 20 }, (_, i) => create(randomUUID(), { address: `198.51.100.${i}` }));
    const codes = (await Promise.all(orders)).map((reply) => codeOf(reply) ?? 'accepted');
    expect(codes.toSorted()).toEqual([...Array(15).fill('SPEND_CEILING'), ...Array(5).fill('accepted')]);
    expect(await sums()).toContain('all: 0 + 5000000');
    const [open] = await service.sql('SELECT count(*)::int AS tasks FROM task WHERE quota_date = $1', [today()]);
    expect(open).toEqual({ tasks: 5 });
  });

  it('does not keep an equal create from its answer', async () => {
    const user = randomUUID();
    await finish(await taskOf(user), 1_600_000);
    const earlier = await service.sql(
      `WITH told AS (UPDATE task SET cost_micros = 1600001 WHERE user_id = $1 RETURNING id, brief ->> 'words' AS words) SELECT * FROM told`,
      [user],
    );
    const words = String(earlier[0]?.words);
    expect(codeOf(await create(user))).toBe('SPEND_CEILING');
    expect((await create(user, { words })).data).toMatchObject({ task_id: earlier[0]?.id, status: 'completed' });
  });

  it('F8: refuses a regenerate as well', async () => {
    const user = randomUUID();
    const task = await taskOf(user);
    await service.start(task, 1);
    await settle(task, 'completed', 1_700_000);
    const again = await service.send('POST', `${mini}/postcards/${task}/regenerate`, { user, address: '203.0.113.7' });
    expect([again.code, codeOf(again)]).toEqual([-1, 'SPEND_CEILING']);
    expect(await service.quotaOf(user)).toMatchObject({ generated_count: 1 });
  });
});

describe('the reserve of a task', () => {
  it('becomes what it cost, once, however often that is told', async () => {
    const task = await taskOf(randomUUID());
    await service.start(task, 1);
    expect(await sums()).toEqual(['address: 0 + 1000000', 'all: 0 + 1000000', 'user: 0 + 1000000']);
    await Promise.all(Array.from({ length: 5 }, () => settle(task, 'completed', 400_000)));
    expect(await sums()).toEqual(['address: 400000 + 0', 'all: 400000 + 0', 'user: 400000 + 0']);
  });

  it('is what it cost when it failed, too', async () => {
    const task = await taskOf(randomUUID());
    await service.start(task, 1);
    await settle(task, 'failed', 250_000);
    expect(await sums()).toContain('user: 250000 + 0');
  });

  it('stays where nobody knows the cost, and goes where no run began', async () => {
    const [unknown, never] = [await taskOf(randomUUID()), await taskOf(randomUUID())];
    await service.start(unknown, 1);
    await settle(unknown, 'completed');
    await overdue(never);
    expect(await sums()).toEqual(['address: 1000000 + 0', 'all: 1000000 + 0', 'user: 0 + 0', 'user: 1000000 + 0']);
  });

  it('follows a late attempt, which may tell more and never less', async () => {
    const task = await taskOf(randomUUID());
    await service.start(task, 1);
    await overdue(task);
    expect(await sums()).toContain('user: 1000000 + 0');
    for (const [told, counted] of [
      [300_000, 300_000],
      [200_000, 300_000],
      [1_500_000, 1_500_000],
    ] as const) {
      expect(codeOf(await settle(task, 'completed', told))).toBe('FENCE_STALE');
      expect(await sums()).toEqual([`address: ${counted} + 0`, `all: ${counted} + 0`, `user: ${counted} + 0`]);
    }
  });

  it('is settled for an account that is deleted, and its address is forgotten', async () => {
    const user = randomUUID();
    const task = await taskOf(user);
    await service.start(task, 1);
    await service.send('DELETE', `/internal/users/${user}/cards`, { caller: 'user' });
    expect(await sums()).toEqual(['address: 1000000 + 0', 'all: 1000000 + 0', 'user: 1000000 + 0']);
    expect(await fieldOf(task, 'address_key')).toBeNull();
    expect(codeOf(await settle(task, 'completed', 70_000))).toBe('FENCE_STALE');
    expect(await sums()).toContain('all: 1000000 + 0');
  });

  it('is settled while others end and begin', async () => {
    const users = Array.from({ length: 3 }, () => randomUUID());
    const tasks = await Promise.all(users.map((user) => taskOf(user)));
    await Promise.all(tasks.map((task) => service.start(task, 1)));
    await Promise.all([
      ...tasks.flatMap((task) => [settle(task, 'failed', 1000), settle(task, 'failed', 1000)]),
      ...users.map((user) => create(user)),
    ]);
    const [open] = await service.sql(
      `SELECT count(*)::int * 1000000 AS micros FROM task WHERE quota_date = $1 AND status = 'pending'`,
      [today()],
    );
    expect(await sums()).toContain(`all: 3000 + ${String(open?.micros)}`);
  });

  it('cannot be changed, and no cost falls', async () => {
    const task = await taskOf(randomUUID());
    const change = (what: string) =>
      service.sql(`WITH changed AS (UPDATE task SET ${what} WHERE id = $1 RETURNING 1) SELECT 1`, [task]);
    await expect(change(`reserve_micros = 5`)).rejects.toThrow('is fixed');
    await change('cost_micros = 9');
    await expect(change('cost_micros = 8')).rejects.toThrow('may not fall');
  });
});

/** The sweep ends it. */
async function overdue(task: string): Promise<void> {
  await service.sql(
    `WITH late AS (UPDATE task SET created_at = now() - interval '1 hour', deadline_at = now() - interval '1 minute' WHERE id = $1 RETURNING 1)
     SELECT FROM late`,
    [task],
  );
  await waitFor(async () => (await fieldOf(task, 'status')) === 'failed', { what: 'the sweep' });
}

describe('what was spent long ago', () => {
  it('is forgotten, with the addresses of that time', async () => {
    now = new Date(Date.now() - 40 * 24 * 3_600_000);
    const user = randomUUID();
    const task = await taskOf(user);
    await service.start(task, 1);
    await settle(task, 'failed', 5);
    await waitFor(async () => (await fieldOf(task, 'address_key')) === null, { what: 'the sweep' });
    expect(await sums()).toEqual([]);
  });
});
