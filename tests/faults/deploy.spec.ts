import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { type Balancer, startBalancer } from '../support/balancer.js';
import { type Outcome, outcomeOf, report } from '../support/outcome.js';
import { brief, newPerson, type Person } from '../support/person.js';
import { System } from '../support/system.js';

const DRAINED_WITHIN_MS = 10_000;
/** Enough to be in the middle of something whenever a process ends, and no more than a small machine bears. */
const CALLERS = 2;
const PAUSE_MS = 200;
const KINDS = ['user', 'postcard', 'agent', 'worker', 'gateway'] as const;

describe('a deploy under load', () => {
  let system: System;
  let balancer: Balancer;

  beforeAll(async () => {
    system = await System.start(
      { LIMIT_POSTCARD_CREATE: '100000/60', LIMIT_LOGIN_MINI: '100000/60', TASK_DEADLINE_SECONDS: '900' },
      { instances: { user: 2, postcard: 2, agent: 2, gateway: 2 } },
    );
    await Promise.all([system.startWorker(), system.startQuickWorker()]);
    balancer = await startBalancer(system.baseUrls);
  }, 240_000);
  afterAll(async () => {
    await balancer.close();
    await system.stop();
  }, 120_000);

  it('D6: each process is replaced in turn, and nobody notices', async () => {
    const failed: Outcome<unknown>[] = [];
    const tasks: { person: Person; taskId: string }[] = [];
    let calls = 0;
    let over = false;
    const keep = <T>(outcome: Outcome<T>): Outcome<T> => {
      calls += 1;
      if (outcome.code !== 'OK') failed.push(outcome);
      return outcome;
    };
    const caller = async () => {
      for (let i = 0; !over; i += 1) {
        const { value: person } = keep(await outcomeOf(newPerson(balancer.url)));
        if (!person) continue;
        if (i % 50 === 0) {
          const { value } = keep(await outcomeOf(person.api.createPostcard({ body: brief() })));
          if (value) tasks.push({ person, taskId: value.task_id });
        }
        keep(await outcomeOf(person.api.getQuota({ params: { user_id: person.id } })));
        keep(await outcomeOf(person.api.listPostcards({ query: {} })));
        await wait(PAUSE_MS);
      }
    };
    const load = Array.from({ length: CALLERS }, caller);
    const drained: Record<string, number> = {};
    for (const kind of KINDS) {
      for (const process of system.processes(kind)) {
        drained[process.name] = await process.stop();
        await process.startAgain();
      }
    }
    over = true;
    await Promise.all(load);
    report('D6', {
      calls,
      failed: failed.map(({ code, status, reason }) => `${status} ${code} ${reason}`),
      tasks: tasks.length,
      drained,
    });
    const told = (text: string) =>
      system.processes().flatMap((each) => each.logged(text).map((line) => `${each.name}: ${line}`));
    expect({ failed, told: failed.length > 0 ? [...told('sql.down'), ...told('"DEPENDENCY_DOWN"')] : [] }).toEqual({
      failed: [],
      told: [],
    });
    expect(Math.max(...Object.values(drained))).toBeLessThan(DRAINED_WITHIN_MS);
    await waitFor(
      async () => {
        const ids = tasks.map(({ taskId }) => taskId);
        const { rows } = await system.database.query(
          "SELECT id FROM postcards.task WHERE id = ANY($1) AND status IN ('completed', 'failed')",
          [ids],
        );
        return rows.length === ids.length;
      },
      { timeoutMs: 20_000 * tasks.length, what: 'all tasks to end' },
    );
  }, 600_000);
});
