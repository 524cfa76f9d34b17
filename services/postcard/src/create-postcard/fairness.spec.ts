import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generatePostcard, POSTCARD_QUEUE } from '@mojian/contracts/jobs';
import { createJobWorker } from '@mojian/queue/worker';
import { createLogger } from '@mojian/telemetry/logger';
import { waitFor } from '@mojian/testing/wait-for';
import { mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

const OTHERS = 50;
/** So many of them have a card under way at a time. */
const LINES = 10;
/** What a card takes here: long enough for a queue to form. */
const CARD_MS = 60;

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture();
}, 60_000);
afterAll(() => service.close());

/** Somebody whom an admin gave as many cards as may be given at once. */
async function greedyUser(): Promise<string> {
  const user = randomUUID();
  const granted = await service.send('POST', `/api/v1/admin/users/${user}/quota/grants`, {
    user: randomUUID(),
    role: 'admin',
    body: { units: 100, reason: 'wants many' },
  });
  expect(granted.status).toBe(201);
  return user;
}
const create = (user: string) => service.create(user, { user_input: randomUUID() });

describe('one user with many cards to make', () => {
  it('D12: has one under way at a time, whatever was granted', async () => {
    const user = await greedyUser();
    const answers = await Promise.all(Array.from({ length: 30 }, () => create(user)));
    expect(answers.filter(({ code }) => code === 0)).toHaveLength(1);
    const [open] = await service.sql(`SELECT * FROM task WHERE user_id = $1`, [user]);
    const another = `INSERT INTO task (id, user_id, seed, brief, body_hash, quota_date, request_id, deadline_at, slot_held)
      SELECT gen_random_uuid(), user_id, seed, brief, repeat('a', 64), quota_date, request_id, deadline_at, false
        FROM task WHERE id = $1 RETURNING id`;
    await expect(service.sql(another, [open?.id])).rejects.toThrow(/one_open_task|open_holds_slot/);
    await service.start(String(open?.id), 1);
    await service.complete(String(open?.id), 1);
  });

  it('D12: makes nobody wait longer than three times the median', async () => {
    const user = await greedyUser();
    const waits = new Map<string, number>();
    const worker = await createJobWorker({
      connectionUrl: service.redisUrl,
      name: POSTCARD_QUEUE,
      job: generatePostcard,
      logger: createLogger({ service: 'spec', level: 'error' }),
      concurrency: 2,
      handler: async ({ task_id }) => {
        const { text } = await service.start(task_id, 1);
        const { waited_seconds } = JSON.parse(text);
        if (typeof waited_seconds !== 'number') return;
        await wait(CARD_MS);
        await service.complete(task_id, 1);
        waits.set(task_id, waited_seconds);
      },
    });
    const made = (taskId: string) => waitFor(() => waits.has(taskId), { what: 'the card', timeoutMs: 20_000 });
    const others: string[] = [];
    let isOver = false;
    const comeAndGo = async () => {
      for (let i = 0; i < OTHERS / LINES; i += 1) {
        const taskId = String((await create(randomUUID())).data.task_id);
        others.push(taskId);
        await made(taskId);
      }
    };
    /** Asks for many at once, gets one, and makes room for the next. */
    const flood = async (): Promise<number> => {
      for (let cards = 0; ; cards += 1) {
        if (isOver) return cards;
        const answers = await Promise.all(Array.from({ length: 10 }, () => create(user)));
        const taskId = String(answers.find(({ code }) => code === 0)?.data.task_id);
        await made(taskId);
        await service.send('DELETE', `${mini}/postcards/${taskId}`, { user });
      }
    };
    const flooding = flood();
    await Promise.all(Array.from({ length: LINES }, comeAndGo));
    isOver = true;
    const cards = await flooding;
    await worker.close();
    const sorted = others.map((id) => waits.get(id) ?? Number.NaN).sort((a, b) => a - b);
    const median = sorted[OTHERS / 2] ?? Number.NaN;
    expect(sorted).toHaveLength(OTHERS);
    expect(cards).toBeGreaterThan(1);
    expect((sorted.at(-1) ?? Number.NaN) / median).toBeLessThanOrEqual(3);
  }, 60_000);
});
