import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refresh } from '@mojian/contracts/routes/auth.routes';
import { createPostcard } from '@mojian/contracts/routes/postcard.routes';
import { ApiError } from '@mojian/sdk/api-error';
import { createClient } from '@mojian/sdk/create-client';
import { HastyWorker } from './support/hasty-worker.js';
import { isFull } from './support/outcome.js';
import { newPerson, type Person } from './support/person.js';
import { System } from './support/system.js';

const USERS = isFull ? 1000 : 12;
const AT_ONCE = 20;
/** Users that are busy at the same moment. */
const WAVE = 4;
const MINUTES = 60_000;

/** The promise of the quota, on two of everything: whoever is asked, and however many ask at once. */
describe('races on two gateways, two postcard and two user services', () => {
  let system: System;
  let worker: HastyWorker;
  const people: Person[] = [];

  beforeAll(async () => {
    system = await System.start(
      { SECURITY_RATE_LIMITING_ENABLED: 'false', LOG_LEVEL: 'warn' },
      { instances: { gateway: 2, postcard: 2, user: 2 } },
    );
    worker = await HastyWorker.start(system);
    await inWaves(USERS, async () => void people.push(await newPerson(system.baseUrl)));
  }, 5 * MINUTES);
  afterAll(() => system.stop());

  const gatewayOf = (index: number): string => system.baseUrls[index % system.baseUrls.length] ?? '';

  /** Different bodies at the same moment; gives the tasks that were accepted. */
  async function createAtOnce({ token }: Person, round: string): Promise<string[]> {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, index) => {
        const client = createClient({ createPostcard }, { baseUrl: gatewayOf(index), token: () => token });
        return untilDecided(() => client.createPostcard({ body: { user_input: `${round}，第 ${index} 句` } }));
      }),
    );
    return answers.flatMap((answer) => (answer === undefined ? [] : [answer.task_id]));
  }

  const rounds = ['第一轮', '删了之后', '第三轮'] as const;

  it.each([
    [rounds[0], 1],
    [rounds[1], 1],
    [rounds[2], 0],
  ] as const)(
    'I1, I4: of %s exactly %i of twenty creates at once is accepted for each user',
    async (round, wanted) => {
      const accepted: number[] = [];
      await inWaves(people.length, async (index) => {
        const person = people[index];
        if (!person) return;
        const tasks = await createAtOnce(person, round);
        accepted.push(tasks.length);
        for (const task of tasks) {
          await worker.complete(task);
          const { id } = await person.api.getResult({ params: { id: task }, query: {} });
          await person.api.deletePostcard({ params: { id } });
        }
      });
      expect(accepted.filter((count) => count !== wanted)).toEqual([]);
      expect(accepted).toHaveLength(people.length);
    },
    10 * MINUTES,
  );

  it('I1: and the ledger says the same', async () => {
    const { rows } = await system.database.query(
      `SELECT count(*)::int AS users, sum(spent)::int AS spent, sum(reserved)::int AS reserved FROM postcards.quota_day`,
    );
    expect(rows).toEqual([{ users: USERS, spent: 2 * USERS, reserved: 0 }]);
  });

  it(
    'A11: a refresh token raced on both user services leaves one live token',
    async () => {
      const pairs = new Map<string, number>();
      await inWaves(people.length, async (index) => {
        const person = people[index];
        if (!person) return;
        const answers = await Promise.all(
          Array.from({ length: AT_ONCE }, (_, i) => {
            const client = createClient({ refresh }, { baseUrl: gatewayOf(i) });
            return untilDecided(() => client.refresh({ body: { refreshToken: person.refreshToken } }));
          }),
        );
        pairs.set(person.id, new Set(answers.map((pair) => pair?.refreshToken)).size);
      });
      expect([...pairs.values()].every((count) => count === 1)).toBe(true);
      const { rows } = await system.database.query(
        `SELECT count(*)::int AS sessions, count(*) FILTER (WHERE live <> 1)::int AS wrong
           FROM (SELECT count(*) FILTER (WHERE used_at IS NULL) AS live FROM users.refresh_token GROUP BY session_id) s`,
      );
      expect(rows).toEqual([{ sessions: USERS, wrong: 0 }]);
    },
    10 * MINUTES,
  );
});

/** Runs `work` for 0…count−1, a wave at a time. */
async function inWaves(count: number, work: (index: number) => Promise<void>): Promise<void> {
  for (let begin = 0; begin < count; begin += WAVE) {
    const indexes = Array.from({ length: Math.min(WAVE, count - begin) }, (_, i) => begin + i);
    await Promise.all(indexes.map(work));
  }
}

const TRIES = 50;

/** Asks again while the system says "not now", as a client does; undefined for a refusal. */
async function untilDecided<T>(ask: () => Promise<T>): Promise<T | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 200) return undefined;
      if (error.status !== 503 || tries === TRIES) throw error;
    }
  }
}
