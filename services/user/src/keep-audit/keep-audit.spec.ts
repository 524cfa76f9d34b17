import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@mojian/telemetry/logger';
import { waitFor } from '@mojian/testing/wait-for';
import { auditRow } from '../data/audit-row.fixture.js';
import { createDataSource } from '../data/data-source.js';
import { startFixture, type UserServiceFixture } from '../user-service.fixture.js';

describe('the audit of a running service', () => {
  let service: UserServiceFixture;
  let serving: ReturnType<typeof createDataSource>;

  beforeAll(async () => {
    service = await startFixture({ WECHAT_MOCK_LOGIN: 'true', AUDIT_RETENTION_DAYS: '30' });
    serving = createDataSource(service.databaseUrl, createLogger({ service: 'spec', level: 'error' }));
    await serving.initialize();
    await serving.query('SELECT audit.append($1::jsonb)', [JSON.stringify([auditRow({ address: '203.0.113.7' })])]);
  });
  afterAll(async () => {
    await serving.destroy();
    await service.close();
  });

  const denied = (statement: string): Promise<unknown> =>
    serving.query(statement).then(
      () => 'done',
      (error: { driverError?: { code?: string } }) => error.driverError?.code,
    );

  it('I8: whoever serves can add rows and change none', async () => {
    const [partition] = await service.sql(
      "SELECT relname FROM pg_class WHERE relname ~ '^entry_[0-9]{8}$' ORDER BY 1 LIMIT 1",
    );
    const tables = ['entry', 'origin', 'chain', 'head', 'subject', 'policy', 'entry_default', partition?.relname];
    const statements = tables.flatMap((table) => [
      `DELETE FROM audit.${table}`,
      `INSERT INTO audit.${table} SELECT * FROM audit.${table}`,
      `TRUNCATE audit.${table}`,
      `DROP TABLE audit.${table}`,
    ]);
    statements.push(
      "UPDATE audit.entry SET result = 'success'",
      'UPDATE audit.head SET seq = 0',
      'UPDATE audit.policy SET retention_days = 30',
      'UPDATE audit.subject SET pseudonym = NULL',
      'ALTER TABLE audit.entry DISABLE TRIGGER ALL',
      'CREATE TABLE audit.mine (id int)',
      'SELECT audit.link()',
      "SELECT audit.make_partition('entry', '2020-01-01', '2020-01-01', '2020-01-02')",
      "SELECT nextval('audit.entry_id')",
    );
    const outcomes = await Promise.all(statements.map(async (statement) => [statement, await denied(statement)]));
    expect(outcomes.filter(([, code]) => code !== '42501')).toEqual([]);
    expect(await denied('SELECT count(*) FROM audit.entry')).toBe('done');
  });

  it('has room for the days to come, drops days long past, and tells the log how its chains end', async () => {
    expect(await service.sql('SELECT retention_days FROM audit.policy')).toEqual([{ retention_days: 30 }]);
    const days = await service.sql("SELECT FROM pg_class WHERE relname ~ '^entry_[0-9]{8}$'");
    expect(days.length).toBe(4);
    await service.sql(
      `INSERT INTO audit.entry (at, happened_at, service, action, operation, result, actor, details)
       VALUES (now() - interval '32 days', now(), 'user', 'x', 'user_login', 'success', 'user', '{}')`,
    );
    await service.restart({});
    const head = await waitFor(() => service.log.find(({ event }) => event === 'audit.head'), { what: 'the head' });
    expect(head).toMatchObject({
      level: 'info',
      service: 'user',
      seq: 1,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await service.sql('SELECT action FROM audit.entry')).toEqual([{ action: 'some.route' }]);
  });
});
