import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FaultProxy } from '@mojian/testing/fault-proxy';
import { type OwnStores, startOwnStores } from '@mojian/testing/own-stores';
import { databaseIn, type TestDatabase } from '@mojian/testing/test-database';
import { waitFor } from '@mojian/testing/wait-for';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { inTransaction } from './transaction.js';
import { translateDatabaseError } from './translate-error.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
/** A second is wanted; twelve is what the time-outs of the driver come to. */
const answeredWithinMs = 3000;
const backWithinMs = 5000;
/** `run.sh test --full` crosses more often. */
const crossings = process.env.MOJIAN_TEST_FULL === '1' ? 1000 : 200;
/** How long a fault goes on after it was seen: in the full form, longer than any time-out. */
const faultMs = process.env.MOJIAN_TEST_FULL === '1' ? 10_000 : 0;

describe('a database that stops answering', () => {
  let stores: OwnStores;
  let database: TestDatabase;
  let proxy: FaultProxy;
  let dataSource: DataSource;

  beforeAll(async () => {
    stores = await startOwnStores({ maxConnections: 30 });
    database = await databaseIn(stores.postgres.url);
  }, 30_000);
  afterAll(() => stores.close());

  const connect = (poolSize = 5) =>
    new DataSource(
      dataSourceOptions({
        url: proxy.through(database.ownerUrl),
        schema: 'public',
        entities: [],
        name: 'spec',
        poolSize,
        logger,
      }),
    ).initialize();
  beforeEach(async () => {
    jest.clearAllMocks();
    proxy = await FaultProxy.start({ port: stores.postgres.port });
    dataSource = await connect();
  });
  afterEach(async () => {
    await dataSource.destroy();
    await proxy.close();
  });

  const write = () => inTransaction(dataSource, (manager) => manager.query('SELECT 1'));
  /** How a piece of work fails, and after how long. */
  const failure = async (work: Promise<unknown>) => {
    const startedAt = performance.now();
    const error = await work.then(
      () => undefined,
      (reason: unknown) => translateDatabaseError(reason),
    );
    return { error, ms: Math.round(performance.now() - startedAt) };
  };
  const isBack = () =>
    write().then(
      () => true,
      () => false,
    );
  const measured = (what: string, figures: object) => process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`);

  const faults: Record<string, () => Promise<() => unknown>> = {
    'is stopped (SIGSTOP)': async () => stores.postgres.pause(),
    'is behind a black hole': async () => {
      await proxy.fault({ mode: 'swallow' });
      return () => proxy.heal();
    },
    'is reset': async () => {
      await proxy.fault({ mode: 'reset' });
      return () => proxy.heal();
    },
    'is killed': async () => {
      await stores.postgres.kill();
      return () => stores.postgres.start();
    },
  };

  it.each(Object.entries(faults))(
    'E1: one that %s fails what runs and what comes, and is back soon after',
    async (name, fault) => {
      const running = dataSource.query('SELECT pg_sleep(4)');
      const inside = inTransaction(dataSource, async (manager) => {
        await manager.query('SELECT pg_sleep(4)');
      });
      await Promise.all(Array.from({ length: 8 }, write));
      const heal = await fault();
      const during = await Promise.all([running, inside, write(), write()].map(failure));
      for (const { error } of during) expect(error).toMatchObject({ code: 'DEPENDENCY_DOWN' });
      expect(Math.max(...during.map(({ ms }) => ms))).toBeLessThan(answeredWithinMs);
      await waitFor(() => logger.error.mock.calls.some(([event]) => event === 'sql.down'), {
        what: 'the loss to be told',
      });
      const after = await failure(write());
      expect(after.error).toMatchObject({ code: 'DEPENDENCY_DOWN' });
      expect(after.ms).toBeLessThan(100);
      await wait(faultMs);
      await heal();
      const healedAt = performance.now();
      await waitFor(isBack, { timeoutMs: backWithinMs, what: 'the pool to be back' });
      measured(`E1 ${name}`, {
        answered_ms: during.map(({ ms }) => ms),
        then_ms: after.ms,
        back_ms: Math.round(performance.now() - healedAt),
      });
    },
    30_000,
  );

  it('E1: survives the termination of all its connections', async () => {
    await Promise.all(Array.from({ length: 5 }, () => write()));
    await dataSource
      .query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
      )
      .catch(() => undefined);
    await waitFor(isBack, { what: 'the pool to be back' });
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('E1: a database that refuses more connections lives, and says 503', async () => {
    const crowd = await connect(30);
    const held = Array.from({ length: 30 }, () =>
      crowd.query('SELECT pg_sleep(2)').catch((error: unknown) => translateDatabaseError(error)),
    );
    const results = await Promise.all(held);
    expect(results.filter((result) => !Array.isArray(result)).length).toBeGreaterThan(0);
    for (const result of results) if (!Array.isArray(result)) expect(result).toMatchObject({ code: 'DEPENDENCY_DOWN' });
    expect(logger.error).not.toHaveBeenCalled();
    await crowd.destroy();
  });

  it('E1: one that only reads says 503 to a write', async () => {
    const { error } = await failure(
      inTransaction(dataSource, async (manager) => {
        await manager.query('SET TRANSACTION READ ONLY');
        await manager.query('CREATE TABLE never (n int)');
      }),
    );
    expect(error).toMatchObject({ code: 'DEPENDENCY_DOWN' });
  });

  it.each([
    ['a full disk', '53100'],
    ['an I/O error', '58030'],
    ['a deadlock each time', '40P01'],
    ['a serialization failure each time', '40001'],
  ])('E1, E7: %s is 503', async (_, code) => {
    let runs = 0;
    const { error } = await failure(
      inTransaction(dataSource, async (manager) => {
        runs += 1;
        await manager.query(`DO $$ BEGIN RAISE EXCEPTION 'spec' USING ERRCODE = '${code}'; END $$`);
      }),
    );
    expect(error).toMatchObject({ code: 'DEPENDENCY_DOWN' });
    expect(runs).toBe(code.startsWith('40') ? 4 : 1);
  });

  it(`E7: of ${crossings} pairs of crossed updates none is seen to fail`, async () => {
    const admin = new pg.Client({ connectionString: stores.postgres.url });
    await admin.connect();
    // One second is the server's own patience before it looks for a deadlock.
    await admin.query("ALTER SYSTEM SET deadlock_timeout = '5ms'");
    await admin.query('SELECT pg_reload_conf()');
    await admin.end();
    await dataSource.query('CREATE TABLE crossed (id int PRIMARY KEY, n int NOT NULL)');
    await dataSource.query('INSERT INTO crossed SELECT i, 0 FROM generate_series(0, 7) i');
    const add = 'UPDATE crossed SET n = n + 1 WHERE id = $1';
    let runs = 0;
    const cross = (first: number, second: number) =>
      inTransaction(dataSource, async (manager) => {
        runs += 1;
        await manager.query(add, [first]);
        await manager.query(add, [second]);
      });
    for (let pair = 0; pair < crossings; pair += 4) {
      await Promise.all([0, 2, 4, 6].flatMap((id) => [cross(id, id + 1), cross(id + 1, id)]));
    }
    expect(await dataSource.query('SELECT sum(n)::int AS n FROM crossed')).toEqual([{ n: 4 * crossings }]);
    expect(runs).toBeGreaterThan(2 * crossings);
    measured('E7', { updates: 2 * crossings, retries: runs - 2 * crossings });
  }, 60_000);

  it('E6: a slow statement on a slow line is not taken for a dead database', async () => {
    await proxy.fault({ latencyMs: 100, jitterMs: 20 });
    await dataSource.query('SELECT pg_sleep(2.5)');
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('E8: a transaction that does nothing is ended, and told as 503', async () => {
    const short = await connect(1);
    const { error } = await failure(
      inTransaction(short, async (manager) => {
        await manager.query("SET LOCAL idle_in_transaction_session_timeout = '50ms'");
        await waitFor(
          async () => {
            const [{ n }] = await dataSource.query(
              "SELECT count(*)::int AS n FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()",
            );
            return n === 0;
          },
          { what: 'the transaction to be ended' },
        );
        await manager.query('SELECT 1');
      }),
    );
    expect(error).toMatchObject({ code: 'DEPENDENCY_DOWN' });
    await short.destroy();
  });

  it('refuses at once when too many wait', async () => {
    const sleepers = Array.from({ length: 5 }, () => dataSource.query('SELECT pg_sleep(1)'));
    const waiting = Array.from({ length: 400 }, () => failure(dataSource.query('SELECT 1')));
    const results = await Promise.all(waiting);
    const refused = results.filter(({ error }) => error !== undefined);
    expect(refused).toHaveLength(400 + 5 - 250);
    expect(Math.max(...refused.map(({ ms }) => ms))).toBeLessThan(500);
    await Promise.all(sleepers);
  });
});
