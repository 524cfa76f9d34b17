import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { generatePostcard } from '@mojian/contracts/jobs';
import { connectRedis } from '@mojian/redis/connect';
import { FaultProxy } from '@mojian/testing/fault-proxy';
import { type OwnStores, startOwnStores } from '@mojian/testing/own-stores';
import { waitFor } from '@mojian/testing/wait-for';
import { createJobQueue, type JobQueue } from './queue.js';
import { createJobWorker } from './worker.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
type Payload = ReturnType<typeof generatePostcard.schema.parse>;
const refusedWithinMs = 1200;
/** Until jobs are run again; a job whose worker was cut off from it is taken from it first (5 s, looked for every 2 s). */
const backWithinMs = 5000;
/** How long a fault goes on after it was seen: in the full form, longer than any time-out. */
const faultMs = process.env.MOJIAN_TEST_FULL === '1' ? 10_000 : 0;

describe('a queue whose Redis fails', () => {
  let stores: OwnStores;
  let proxy: FaultProxy;
  let queue: JobQueue<Payload>;
  const ran: string[] = [];
  /** Work on this task ends when told. */
  const held = { taskId: '', end: (): void => undefined };
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    stores = await startOwnStores();
  }, 30_000);
  afterAll(() => stores.close());

  beforeEach(async () => {
    proxy = await FaultProxy.start({ port: stores.redis.port });
    const common = { connectionUrl: proxy.through(stores.redis.url), name: 'spec', job: generatePostcard, logger };
    queue = await createJobQueue(common);
    const handler = async ({ task_id }: Payload) => {
      ran.push(task_id);
      if (task_id === held.taskId) await new Promise<void>((resolve) => Object.assign(held, { end: resolve }));
    };
    const worker = await createJobWorker({ ...common, concurrency: 2, handler });
    closers.push(
      () => queue.close(),
      () => worker.close(0),
      () => proxy.close(),
    );
    await runsJobs();
  });
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  const add = async (task_id: string) => {
    const startedAt = performance.now();
    const error = await queue.add(task_id, { task_id, user_id: randomUUID(), request_id: task_id }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, ms: Math.round(performance.now() - startedAt) };
  };
  /** As the outbox does: until the queue has taken it. */
  const runsJobs = async () => {
    const id = randomUUID();
    await waitFor(async () => ran.includes(id) || ((await add(id)).error === undefined && undefined), {
      timeoutMs: backWithinMs,
      what: 'a job to run',
    });
  };

  const faults: Record<string, () => Promise<() => unknown>> = {
    'is stopped (SIGSTOP)': async () => stores.redis.pause(),
    'is behind a black hole': async () => {
      await proxy.fault({ mode: 'swallow' });
      return () => proxy.heal();
    },
    'is reset': async () => {
      await proxy.fault({ mode: 'reset' });
      return () => proxy.heal();
    },
    'is killed and comes back empty': async () => {
      await stores.redis.kill();
      return () => stores.redis.start();
    },
    'is emptied (FLUSHALL)': async () => {
      const redis = await connectRedis(stores.redis.url, { role: 'request', logger, name: 'spec' });
      await redis.flushall();
      redis.disconnect();
      return () => undefined;
    },
  };

  it.each(Object.entries(faults))(
    'E3: one that %s takes no job for long, and runs jobs soon after',
    async (name, fault) => {
      const heal = await fault();
      const during = [await add(randomUUID()), await add(randomUUID())];
      for (const { error, ms } of during) {
        if (error !== undefined) expect(error).toMatchObject({ code: 'DEPENDENCY_DOWN' });
        expect(ms).toBeLessThan(refusedWithinMs);
      }
      await wait(faultMs);
      await heal();
      const healedAt = performance.now();
      await runsJobs();
      const figures = { add_ms: during.map(({ ms }) => ms), back_ms: Math.round(performance.now() - healedAt) };
      process.stdout.write(`E3 queue ${name}: ${JSON.stringify(figures)}\n`);
    },
    20_000,
  );

  it('D5: fifty deliveries of one task while it waits and runs are one job', async () => {
    const id = randomUUID();
    held.taskId = id;
    const adding = { connectionUrl: stores.redis.url, name: 'spec', job: generatePostcard, logger };
    const others = await Promise.all([1, 2].map(() => createJobQueue(adding)));
    closers.push(...others.map((other) => other.close));
    const payload = { task_id: id, user_id: randomUUID(), request_id: id };
    await Promise.all(Array.from({ length: 50 }, (_, i) => ([queue, ...others][i % 3] ?? queue).add(id, payload)));
    await waitFor(() => ran.includes(id), { what: 'the job to run' });
    await queue.add(id, payload);
    held.end();
    await waitFor(async () => !(await queue.has(id)), { what: 'the job to end' });
    expect(ran.filter((each) => each === id)).toHaveLength(1);
  });
});
