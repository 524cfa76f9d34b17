import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningService } from '@mojian/service-kit/start-service';
import {
  askService,
  codeOf,
  mini,
  type PostcardServiceFixture,
  startFixture,
  words,
} from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
let second: RunningService;
let unlocked: RunningService;
type Create = PostcardServiceFixture['create'];
let both: [Create, Create];
beforeAll(async () => {
  service = await startFixture();
  second = await service.startAnother();
  unlocked = await service.startAnother({ SECURITY_CONCURRENT_QUOTA_ENABLED: 'false' });
  both = [service.create, askService(second.port).create];
}, 60_000);
afterAll(async () => {
  await Promise.all([second.close(), unlocked.close()]);
  await service.close();
});

/** Where creates do not wait for each other, they wait for connections: a slow machine has too few. */
const refusals = ['TASK_UNDER_WAY', 'SLOT_TAKEN', 'QUOTA_USED_UP', 'DEPENDENCY_DOWN'];

/** As many creates of different bodies at once, half of them by each process; the ids of the accepted tasks. */
async function createAtOnce(user: string, count: number, [one, other] = both): Promise<string[]> {
  const replies = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      (index % 2 ? one : other)(user, { user_input: `${randomUUID()} ${index}` }),
    ),
  );
  for (const reply of replies.filter(({ code }) => code !== 0)) expect(refusals).toContain(codeOf(reply));
  return replies.filter(({ code }) => code === 0).map(({ data }) => String(data.task_id));
}

async function finish(taskId: string): Promise<string> {
  await service.start(taskId, 1);
  return JSON.parse((await service.complete(taskId, 1)).text).card_id;
}

describe('creates at once', () => {
  it.each(['locked', 'unlocked'] as const)(
    'I1: 50 different bodies, %s: exactly one is accepted',
    async (state) => {
      const { create } = askService(unlocked.port);
      const processes: [Create, Create] = state === 'locked' ? both : [create, create];
      const user = randomUUID();
      expect(await createAtOnce(user, 50, processes)).toHaveLength(1);
      expect(await service.quotaOf(user)).toMatchObject({ generated_count: 1, remaining_quota: 1 });
      expect(await service.sql('SELECT reserved, spent FROM quota_day WHERE user_id = $1', [user])).toEqual([
        { reserved: 1, spent: 0 },
      ]);
    },
    30_000,
  );

  it('I1: unlocked, 50 equal bodies are one task, and nobody is refused for it', async () => {
    const user = randomUUID();
    const { create } = askService(unlocked.port);
    const replies = await Promise.all(Array.from({ length: 50 }, () => create(user)));
    const answered = replies.filter((reply) => codeOf(reply) !== 'DEPENDENCY_DOWN');
    expect(new Set(answered.map(({ code }) => code))).toEqual(new Set([0]));
    expect(new Set(answered.map(({ data }) => data.task_id)).size).toBe(1);
  }, 30_000);

  it('I1: the flag that is off is told at the start', () => {
    expect(service.log).toContainEqual(
      expect.objectContaining({ event: 'security.off', flags: ['SECURITY_CONCURRENT_QUOTA_ENABLED'] }),
    );
  });

  it('I1: 20 users on two processes have one card each, one more after a delete, and no third', async () => {
    const users = Array.from({ length: 20 }, () => randomUUID());
    for (const round of [1, 2]) {
      const accepted = await Promise.all(users.map((user) => createAtOnce(user, 10)));
      expect(accepted.map((ids) => ids.length)).toEqual(users.map(() => 1));
      for (const [index, [taskId = '']] of accepted.entries()) {
        const user = users[index] ?? '';
        const card = await finish(taskId);
        expect((await service.send('DELETE', `${mini}/postcards/${card}`, { user })).code).toBe(0);
        expect(await service.quotaOf(user)).toMatchObject({ generated_count: round });
      }
    }
    const third = await Promise.all(users.map((user) => createAtOnce(user, 10)));
    expect(third.flat()).toEqual([]);
  }, 120_000);
});

describe('an idempotency key', () => {
  const keyed = (key: string) => ({ 'idempotency-key': key });

  it('I2: 50 parallel creates are one task; with another body it is refused', async () => {
    const user = randomUUID();
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) => both[index % 2 ? 0 : 1](user, words, keyed('one'))),
    );
    expect(new Set(replies.map(({ data }) => data.task_id)).size).toBe(1);
    expect(codeOf(await service.create(user, { user_input: '别的' }, keyed('one')))).toBe('IDEMPOTENCY_MISMATCH');
  }, 30_000);

  it('I2: the key of another user is another key', async () => {
    const one = await service.create(randomUUID(), words, keyed('same'));
    const other = await service.create(randomUUID(), words, keyed('same'));
    expect([one.code, other.code]).toEqual([0, 0]);
    expect(one.data.task_id).not.toBe(other.data.task_id);
  });

  it('I2: after 24 h it is a new one', async () => {
    const { user, cardId, taskId } = await service.makeCard();
    await service.sql(
      `WITH u AS (UPDATE task SET idempotency_key = 'old', created_at = created_at - interval '25 hours' WHERE id = $1
         RETURNING 1) SELECT 1`,
      [taskId],
    );
    await service.send('DELETE', `${mini}/postcards/${cardId}`, { user });
    const again = await service.create(user, { user_input: '新的一句' }, keyed('old'));
    expect(again.code).toBe(0);
    expect(again.data.task_id).not.toBe(taskId);
  });

  it('I2: 255 characters are taken, 256 are 400', async () => {
    expect((await service.create(randomUUID(), words, keyed('k'.repeat(255)))).code).toBe(0);
    const long = await service.create(randomUUID(), words, keyed('k'.repeat(256)));
    expect([long.status, long.code, codeOf(long)]).toEqual([400, 400, 'VALIDATION_FAILED']);
  });
});
