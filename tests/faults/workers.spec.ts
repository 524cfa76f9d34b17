import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type OwnStores, startOwnStores } from '@mojian/testing/own-stores';
import { waitFor } from '@mojian/testing/wait-for';
import { isFull, outcomeOf, report } from '../support/outcome.js';
import { brief, newPerson, type Person } from '../support/person.js';
import { System } from '../support/system.js';

/** Longer than the lock of a job (5 s). */
const PAUSE_MS = 8000;

describe('workers whose dependencies fail', () => {
  let stores: OwnStores;
  let system: System;

  beforeAll(async () => {
    stores = await startOwnStores();
    system = await System.start({}, { stores });
    await Promise.all([system.startWorker(), system.startQuickWorker()]);
  }, 180_000);
  afterAll(async () => {
    await system.network.heal();
    await system.stop();
    await stores.close();
  }, 60_000);
  afterEach(() => {
    expect(system.processes().flatMap(({ name, crashes }) => crashes.map((how) => `${name}: ${how}`))).toEqual([]);
  });

  const create = (person: Person) => outcomeOf(person.api.createPostcard({ body: brief() }));
  const cardsOf = async ({ id }: Person) =>
    (await system.database.query('SELECT id FROM postcards.postcard WHERE user_id = $1', [id])).rowCount;

  it('D3: a worker that is stopped for longer than its lock makes no second card when it goes on', async () => {
    for (let round = 0; round < (isFull ? 5 : 1); round += 1) {
      const person = await newPerson(system.baseUrl);
      const { value } = await create(person);
      const taskId = value?.task_id ?? '';
      const holder = await waitFor(
        () => system.processes('worker').find((worker) => worker.logged('"stage.started"', taskId).length > 0),
        { what: 'a worker to begin', timeoutMs: 30_000 },
      );
      const goOn = holder.pause();
      try {
        await wait(PAUSE_MS);
        expect(await person.awaitTask(taskId)).toMatchObject({ status: 'completed' });
      } finally {
        goOn();
      }
      const { value: next } = await create(await newPerson(system.baseUrl));
      expect(next).toBeDefined();
      await waitFor(() => holder.logged(taskId).length > 0, { what: 'the worker to go on' });
      expect(await cardsOf(person)).toBe(1);
      expect(await person.api.getQuota({ params: { user_id: person.id } })).toMatchObject({ remaining_quota: 1 });
    }
  }, 120_000);

  it('E4: the sweep lock, deleted and stolen over and over, costs nothing', async () => {
    const people = await Promise.all(Array.from({ length: isFull ? 4 : 1 }, () => newPerson(system.baseUrl)));
    const over = new AbortController();
    const thief = (async () => {
      for (let i = 0; !over.signal.aborted; i += 1) {
        await (i % 2 ? system.redis.del('lock:recover-tasks') : system.redis.set('lock:recover-tasks', 'thief'));
        await wait(20);
      }
      await system.redis.del('lock:recover-tasks');
    })();
    const states = await Promise.all(
      people.map(async (person) => person.awaitTask((await create(person)).value?.task_id ?? '')),
    );
    over.abort();
    await thief;
    for (const state of states) expect(state).toMatchObject({ status: 'completed' });
    const { rows } = await system.database.query(
      'SELECT count(*)::int AS n FROM postcards.postcard GROUP BY task_id HAVING count(*) > 1',
    );
    expect(rows).toEqual([]);
  }, 120_000);

  it.each([
    ['worker cannot reach Redis', 'worker', 'redis'],
    ['worker cannot reach PostgreSQL', 'worker', 'postgres'],
    ['gateway cannot reach Redis', 'gateway', 'redis'],
  ] as const)(
    'E5: while the %s tasks are accepted, and end once it can',
    async (_, kind, store) => {
      await system.network.fault(store, { mode: 'swallow' }, [kind]);
      const people = await Promise.all((isFull ? [1, 2, 3] : [1]).map(() => newPerson(system.baseUrl)));
      const created = await Promise.all(people.map(create));
      for (const { code } of created) expect(code).toBe('OK');
      await wait(isFull ? 10_000 : 2000);
      await system.network.heal();
      const healedAt = performance.now();
      for (const [i, person] of people.entries()) {
        expect(await person.awaitTask(created[i]?.value?.task_id ?? '')).toMatchObject({ status: 'completed' });
        const { rows } = await system.database.query('SELECT id FROM postcards.postcard WHERE user_id = $1', [
          person.id,
        ]);
        expect(rows).toHaveLength(1);
      }
      report(`E5 ${kind} without ${store}`, { endedAfterMs: Math.round(performance.now() - healedAt) });
    },
    120_000,
  );
});
