import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FaultProxy } from '@mojian/testing/fault-proxy';
import { testDatabase } from '@mojian/testing/test-database';
import { waitFor } from '@mojian/testing/wait-for';
import { Column, DataSource, Entity, type MigrationInterface, PrimaryColumn, type QueryRunner } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { migrate, roleOf } from './migrate.js';
import { inTransaction } from './transaction.js';
import { isUniqueViolation, translateDatabaseError } from './translate-error.js';

@Entity('account')
class Account {
  @PrimaryColumn('int') declare id: number;
  @Column('int') declare balance: number;
}

class Begin1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL)');
    await queryRunner.query('CREATE TABLE entry (day date NOT NULL, note text) PARTITION BY RANGE (day)');
    await queryRunner.query(
      "CREATE TABLE entry_2026 PARTITION OF entry FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
    );
  }
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE account, entry');
  }
}

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
const schema = 'spec';

/** A promise to be kept from outside. */
function promised<T = void>() {
  let keep: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    keep = resolve;
  });
  return { promise, resolve: keep };
}

describe('database', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let dataSource: DataSource;

  const update = () =>
    migrate({
      ownerUrl: database.ownerUrl,
      schema,
      migrations: [Begin1700000000000],
      servingRole: roleOf(database.url),
      appendOnly: ['entry'],
      logger,
    });
  const connect = (url: string) =>
    new DataSource(
      dataSourceOptions({ url, schema, entities: [Account], name: 'spec', poolSize: 5, logger }),
    ).initialize();
  const failure = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  beforeAll(async () => {
    database = await testDatabase();
    await Promise.all([update(), update(), update()]);
    dataSource = await connect(database.url);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('migrates once, however many ask for it', async () => {
    expect(roleOf(database.url)).toBe(database.servingRole);
    expect(await dataSource.query('SELECT name FROM migration')).toEqual([{ name: 'Begin1700000000000' }]);
  });

  it('D6: waits for a database that is not there yet', async () => {
    const late = await testDatabase();
    const target = new URL(late.ownerUrl);
    const proxy = await FaultProxy.start({ port: Number(target.port) });
    await proxy.fault({ mode: 'refuse' });
    logger.warn.mockClear();
    const migrated = migrate({
      ownerUrl: proxy.through(late.ownerUrl),
      schema,
      migrations: [Begin1700000000000],
      servingRole: late.servingRole,
      appendOnly: ['entry'],
      logger,
    });
    await waitFor(() => logger.warn.mock.calls.length > 0, { what: 'the migration to meet nobody' });
    await proxy.heal();
    await migrated;
    const waiting = { schema, error: expect.objectContaining({ code: 'DEPENDENCY_DOWN' }) };
    expect(logger.warn.mock.calls).toEqual([['sql.waiting', waiting]]);
    await Promise.all([proxy.close(), late.drop()]);
  });

  it('gives the serving role its own schema and nothing to change in it', async () => {
    await dataSource.query("INSERT INTO entry VALUES ('2026-11-21', 'x')");
    for (const statement of [
      "UPDATE entry SET note = 'y'",
      'DELETE FROM entry',
      'DELETE FROM entry_2026',
      "UPDATE entry_2026 SET note = 'y'",
      'TRUNCATE entry',
      'DELETE FROM migration',
      'DROP TABLE account',
      'CREATE TABLE mine (id int)',
    ]) {
      expect(await failure(dataSource.query(statement))).toMatchObject({ driverError: { code: '42501' } });
    }
  });

  it('gives the serving role nothing but to read and to call, where that is all it is to have', async () => {
    class Begin1700000000001 implements MigrationInterface {
      async up(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query('CREATE TABLE sealed.entry (note text)');
        for (const name of ['append', 'seal'])
          await queryRunner.query(
            `CREATE FUNCTION sealed.${name}(note text) RETURNS void LANGUAGE sql SECURITY DEFINER
               AS 'INSERT INTO sealed.entry VALUES (note)'`,
          );
        await queryRunner.query('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sealed FROM PUBLIC');
      }
      async down(): Promise<void> {}
    }
    const { ownerUrl, url } = database;
    const sealed = { schema: 'sealed', migrations: [Begin1700000000001], rights: 'read', execute: ['append'] } as const;
    const atBoot = ["SELECT sealed.append('boot')"];
    for (let boot = 0; boot < 2; boot += 1)
      await migrate({ ...sealed, atBoot, ownerUrl, servingRole: roleOf(url), logger });
    await dataSource.query("SELECT sealed.append('served')");
    expect(await dataSource.query('SELECT note FROM sealed.entry')).toEqual(
      ['boot', 'boot', 'served'].map((note) => ({ note })),
    );
    for (const statement of [
      "SELECT sealed.seal('x')",
      "INSERT INTO sealed.entry VALUES ('x')",
      "UPDATE sealed.entry SET note = 'x'",
      'DELETE FROM sealed.entry',
      'DELETE FROM sealed.migration',
    ]) {
      expect(await failure(dataSource.query(statement))).toMatchObject({ driverError: { code: '42501' } });
    }
  });

  it('bounds every statement and reports its name', async () => {
    const settings = await dataSource.query(
      `SELECT current_setting('statement_timeout') AS statement, current_setting('application_name') AS name,
              current_setting('idle_in_transaction_session_timeout') AS idle, current_schema() AS schema`,
    );
    expect(settings).toEqual([{ statement: '5s', name: 'spec', idle: '10s', schema }]);
  });

  it('tells a unique violation by its constraint', async () => {
    const accounts = dataSource.getRepository(Account);
    await accounts.insert({ id: 100, balance: 0 });
    const error = await failure(accounts.insert({ id: 100, balance: 0 }));
    expect([
      isUniqueViolation(error),
      isUniqueViolation(error, 'account_pkey'),
      isUniqueViolation(error, 'other'),
    ]).toEqual([true, true, false]);
    expect(translateDatabaseError(error)).toBe(error);
  });

  it('repeats the victim of a deadlock', async () => {
    await dataSource.getRepository(Account).insert([1, 2].map((id) => ({ id, balance: 0 })));
    const bothHoldOne = [promised(), promised()] as const;
    let runs = 0;
    const cross = (first: number, second: number) =>
      inTransaction(dataSource, async (manager) => {
        runs += 1;
        await manager.increment(Account, { id: first }, 'balance', 1);
        bothHoldOne[first === 1 ? 0 : 1].resolve();
        await Promise.all(bothHoldOne.map((held) => held.promise));
        await manager.increment(Account, { id: second }, 'balance', 1);
      });
    await Promise.all([cross(1, 2), cross(2, 1)]);
    expect(runs).toBe(3);
    const balances = await dataSource.query('SELECT balance FROM account WHERE id IN (1, 2)');
    expect(balances).toEqual([{ balance: 2 }, { balance: 2 }]);
  });

  it('survives the loss of its connections, and calls a database that is away by its name', async () => {
    await waitFor(
      async () => {
        const killed = dataSource.query('SELECT pg_terminate_backend(pg_backend_pid())');
        return translateDatabaseError(await failure(killed));
      },
      { what: 'the connection to be terminated' },
    ).then((error) => expect(error).toMatchObject({ code: 'DEPENDENCY_DOWN' }));
    await waitFor(() => dataSource.query('SELECT 1').catch(() => false), { what: 'the pool to recover' });

    const nowhere = new URL(database.url);
    nowhere.port = '1';
    expect(translateDatabaseError(await failure(connect(nowhere.href)))).toMatchObject({ code: 'DEPENDENCY_DOWN' });
  });

  it('does not wait long for a connection when all are taken', async () => {
    const busy = promised();
    const holders = Array.from({ length: 5 }, () => dataSource.transaction(() => busy.promise));
    const error = await failure(inTransaction(dataSource, (manager) => manager.query('SELECT 1')));
    busy.resolve();
    await Promise.all(holders);
    expect(error).toMatchObject({ code: 'DEPENDENCY_DOWN' });
  });
});
