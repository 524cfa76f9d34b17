import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { outcomeOf } from '../support/outcome.js';
import { brief, newPerson } from '../support/person.js';
import type { ServiceProcess } from '../support/service-process.js';
import { System } from '../support/system.js';

/** Longer than the lock of a job (5 s). */
const BLOCKED_MS = 8000;

/** Runs in the worker before its own code: when it has logged the begin of a stage, it does nothing else for a while. */
const blockOnce = `
  const write = process.stdout.write.bind(process.stdout);
  let isOver = false;
  process.stdout.write = (text, ...rest) => {
    if (!isOver && String(text).includes('stage.started')) {
      isOver = true;
      write(text);
      const until = performance.now() + ${BLOCKED_MS};
      while (performance.now() < until);
      return write('{"event":"spec.blocked"}\\n', ...rest);
    }
    return write(text, ...rest);
  };`;

describe('a worker whose event loop is blocked', () => {
  let system: System;
  let blocked: ServiceProcess;

  beforeAll(async () => {
    system = await System.start();
    blocked = await system.startWorker();
    await blocked.stop();
    await blocked.startAgain({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(blockOnce)}` });
  }, 180_000);
  afterAll(() => system.stop(), 30_000);

  it('D4: for longer than its lock makes no second card of what another took over', async () => {
    const person = await newPerson(system.baseUrl);
    const { value } = await outcomeOf(person.api.createPostcard({ body: brief() }));
    const taskId = value?.task_id ?? '';
    await waitFor(() => blocked.logged('stage.started', taskId).length > 0, { what: 'the worker to begin' });
    await system.startQuickWorker();
    expect(await person.awaitTask(taskId)).toMatchObject({ status: 'completed' });
    await waitFor(() => blocked.logged('spec.blocked').length > 0, { what: 'the worker to go on' });
    await blocked.stop();
    const { rows } = await system.database.query('SELECT id FROM postcards.postcard WHERE task_id = $1', [taskId]);
    expect(rows).toHaveLength(1);
    expect(await person.api.getQuota({ params: { user_id: person.id } })).toMatchObject({ remaining_quota: 1 });
  }, 300_000);
});
