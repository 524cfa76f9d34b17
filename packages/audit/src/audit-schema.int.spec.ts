import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendEntries } from './append-entries.js';
import { type AuditDatabase, auditDatabase } from './audit-database.fixture.js';
import { auditEntry } from './audit-entry.fixture.js';
import { verifyChain } from './verify-chain.js';

const databases: AuditDatabase[] = [];

async function openDatabase(): Promise<AuditDatabase> {
  const database = await auditDatabase();
  databases.push(database);
  return database;
}

describe('the schema audit', () => {
  let database: AuditDatabase;

  const append = (...entries: Parameters<typeof auditEntry>[0][]) =>
    appendEntries((text, values) => database.serving.query(text, values), entries.map(auditEntry));
  const rowsOf = async (text: string, values: unknown[] = []) => (await database.owner.query(text, values)).rows;
  const verify = () => verifyChain(async (text, values) => (await database.serving.query(text, values)).rows);
  const faults = async () => (await verify()).problems.map(({ seq, fault }) => `${seq} ${fault}`);
  afterAll(async () => {
    for (const { close } of databases) await close();
  });

  it('keeps a row under a pseudonym, and where it came from apart', async () => {
    database = await openDatabase();
    const user = randomUUID();
    await append({ user_id: user, address: '203.0.113.7', agent: 'spec', details: { nul: 'a\0b', half: '\ud800' } });
    await append({ user_id: user, details: { back: 'C:\\u0000', long: 'x'.repeat(20_000) } });
    const rows = await rowsOf(
      `SELECT user_id, details, o.address, o.agent, c.seq::int FROM audit.entry e
         JOIN audit.subject ON pseudonym = subject JOIN audit.chain c ON c.entry_id = e.id
         LEFT JOIN audit.origin o ON o.entry_id = e.id ORDER BY c.seq`,
    );
    expect(rows).toEqual([
      { user_id: user, details: { nul: 'a\uFFFDb', half: '\uFFFD' }, address: '203.0.113.7', agent: 'spec', seq: 1 },
      { user_id: user, details: { too_large: expect.any(Number) }, address: null, agent: null, seq: 2 },
    ]);
    expect(await verify()).toEqual({ chains: 1, rows: 2, problems: [] });
  });

  it('I8: a row is there exactly when its effect is', async () => {
    database = await openDatabase();
    const client = await database.serving.connect();
    await client.query('BEGIN');
    await appendEntries((text, values) => client.query(text, values), [auditEntry()]);
    await client.query('ROLLBACK');
    client.release();
    await append({});
    expect(await verify()).toEqual({ chains: 1, rows: 1, problems: [] });
  });

  it('I8: eight writers at once make one chain without a gap', async () => {
    database = await openDatabase();
    const users = Array.from({ length: 4 }, () => randomUUID());
    const write = async (writer: number) => {
      for (let count = 0; count < 100; count += 1)
        await append({
          user_id: users[(writer + count) % 4] ?? null,
          address: '203.0.113.7',
          request_id: `${writer}-${count}`,
        });
    };
    await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
    expect(await verify()).toEqual({ chains: 1, rows: 800, problems: [] });
    expect(await rowsOf('SELECT count(*)::int, max(seq)::int AS last FROM audit.chain')).toEqual([
      { count: 800, last: 800 },
    ]);
    expect(await rowsOf('SELECT count(*)::int FROM audit.subject')).toEqual([{ count: 4 }]);
  });

  it('I8: a client that stops in the middle of its transaction holds nobody up', async () => {
    database = await openDatabase();
    const user = randomUUID();
    await append({ user_id: user });
    const paused = await database.serving.connect();
    await paused.query('BEGIN');
    await appendEntries((text, values) => paused.query(text, values), [auditEntry({ user_id: user })]);
    await append({ user_id: user, request_id: 'meanwhile' });
    await paused.query('COMMIT');
    paused.release();
    const order = await rowsOf('SELECT request_id FROM audit.chain JOIN audit.entry ON id = entry_id ORDER BY seq');
    expect(order.map(({ request_id }) => request_id)).toEqual(['r1', 'meanwhile', 'r1']);
    expect(await faults()).toEqual([]);
  });

  describe('I8: the verification finds', () => {
    beforeAll(async () => {
      database = await openDatabase();
      const user_id = randomUUID();
      for (const request_id of ['a', 'b', 'c', 'd', 'e'])
        await append({ request_id, user_id, address: '203.0.113.7', agent: request_id, after: { at: request_id } });
      expect(await faults()).toEqual([]);
    });

    const entryOf = (seq: number) => `(SELECT entry_id FROM audit.chain WHERE seq = ${seq})`;
    it.each<[string, string[], string[]]>([
      ['a changed row', [`UPDATE audit.entry SET after = '{"at": "x"}' WHERE id = ${entryOf(3)}`], ['3 altered']],
      [
        'a row given to another user',
        [`UPDATE audit.entry SET subject = gen_random_uuid() WHERE id = ${entryOf(3)}`],
        ['3 altered'],
      ],
      ['a deleted row', [`DELETE FROM audit.entry WHERE id = ${entryOf(3)}`], ['3 entry_missing']],
      [
        'a row deleted with its link',
        [`DELETE FROM audit.entry WHERE id = ${entryOf(3)}`, 'DELETE FROM audit.chain WHERE seq = 3'],
        ['4 link_missing'],
      ],
      [
        'a last row deleted with its link',
        [`DELETE FROM audit.entry WHERE id = ${entryOf(5)}`, 'DELETE FROM audit.chain WHERE seq = 5'],
        ['5 head_wrong'],
      ],
      [
        'two rows in each other’s place',
        [
          'UPDATE audit.chain SET seq = 99 WHERE seq = 2',
          'UPDATE audit.chain SET seq = 2 WHERE seq = 3',
          'UPDATE audit.chain SET seq = 3 WHERE seq = 99',
        ],
        ['2 altered', '3 altered', '4 altered'],
      ],
      ['a changed head', [`UPDATE audit.head SET hash = sha256('x')`], ['5 head_wrong']],
      ['a deleted head', ['DELETE FROM audit.head'], ['5 head_wrong']],
      ['a head that claims to be pruned', ['UPDATE audit.head SET pruned_at = now()'], ['5 head_wrong']],
      [
        'a row that nobody chained',
        [
          'ALTER TABLE audit.entry DISABLE TRIGGER link',
          `INSERT INTO audit.entry (at, happened_at, service, action, operation, result, actor, details)
           VALUES (now(), now(), 'user', 'x', 'user_login', 'success', 'user', '{}')`,
        ],
        ['null unchained'],
      ],
      [
        'a forged address',
        [`UPDATE audit.origin SET address = '1.1.1.1' WHERE entry_id = ${entryOf(2)}`],
        ['2 origin_altered'],
      ],
      ['a deleted address', [`DELETE FROM audit.origin WHERE entry_id = ${entryOf(2)}`], ['2 origin_missing']],
    ])('%s', async (_, statements, expected) => {
      const client = await database.owner.connect();
      await client.query('BEGIN');
      for (const statement of statements) await client.query(statement);
      const { problems } = await verifyChain(async (text, values) => (await client.query(text, values)).rows);
      await client.query('ROLLBACK');
      client.release();
      expect(problems.map(({ seq, fault }) => `${seq} ${fault}`)).toEqual(expected);
    });
  });

  it('forgets who a user is and where they were, for good, and the chain still holds', async () => {
    database = await openDatabase();
    const [user, other] = [randomUUID(), randomUUID()];
    await append({ user_id: user, address: '203.0.113.7' }, { user_id: other, address: '203.0.113.8' });
    await database.serving.query('SELECT audit.forget($1)', [user]);
    await append({ user_id: user, address: '203.0.113.7' });
    expect(await rowsOf('SELECT address FROM audit.origin')).toEqual([{ address: '203.0.113.8' }]);
    expect(await rowsOf('SELECT user_id, pseudonym FROM audit.subject ORDER BY pseudonym NULLS LAST')).toEqual([
      { user_id: other, pseudonym: expect.any(String) },
      { user_id: user, pseudonym: null },
    ]);
    expect(await rowsOf('SELECT count(subject)::int FROM audit.entry')).toEqual([{ count: 2 }]);
    expect(await faults()).toEqual([]);
  });

  it('drops whole days after the retention, keeps their heads, and needs no partition to be there', async () => {
    database = await openDatabase();
    const old = `INSERT INTO audit.entry (at, happened_at, service, action, operation, result, actor, details)
      VALUES (now() - $1::interval, now(), 'user', 'x', 'user_login', 'success', 'user', '{}')`;
    const dayOf = (
      name: string,
      back: number,
    ) => `SELECT audit.make_partition('${name}', (now() AT TIME ZONE 'UTC')::date - ${back},
      ((now() AT TIME ZONE 'UTC')::date - ${back}) || '${name === 'chain' ? '' : ' 00:00+00'}',
      ((now() AT TIME ZONE 'UTC')::date - ${back - 1}) || '${name === 'chain' ? '' : ' 00:00+00'}')`;
    for (const table of ['entry', 'origin', 'chain']) await database.owner.query(dayOf(table, 95));
    for (const age of ['95 days', '92 days', '89 days', '0 days']) await database.owner.query(old, [age]);
    expect(await verify()).toEqual({ chains: 4, rows: 4, problems: [] });
    await database.serving.query('SELECT audit.ensure_partitions()');
    expect((await database.serving.query('SELECT audit.prune() AS dropped')).rows).toEqual([{ dropped: 3 }]);
    expect(await rowsOf('SELECT count(*)::int FROM audit.entry')).toEqual([{ count: 2 }]);
    expect(await rowsOf('SELECT (pruned_at IS NULL) AS kept FROM audit.head ORDER BY day')).toEqual(
      [false, false, true, true].map((kept) => ({ kept })),
    );
    expect(await verify()).toEqual({ chains: 4, rows: 2, problems: [] });
  });
});
