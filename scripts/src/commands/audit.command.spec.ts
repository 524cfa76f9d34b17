import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { auditSchema } from '@mojian/audit/audit-schema';
import { administer, createDatabase } from '@mojian/embedded-stores/create-database';
import pg from 'pg';
import { openProject } from '../project.js';
import { audit } from './audit.command.js';

const row = {
  service: 'user',
  action: 'account.login',
  operation: 'user_login',
  result: 'success',
  actor: 'user',
  address: '203.0.113.7',
  details: {},
};

describe('run.sh audit', () => {
  const adminUrl = process.env.MOJIAN_TEST_POSTGRES_URL ?? '';
  const name = `test_${randomBytes(6).toString('hex')}`;
  const [alice, bob] = [randomUUID(), randomUUID()];
  let ownerUrl = '';
  let owner: pg.Client;

  beforeAll(async () => {
    const [one, other] = [`${name}_owner`, `${name}_serving`].map((role) => ({ name: role, password: 'spec' }));
    if (!one || !other) throw new Error('two roles are needed');
    ({ ownerUrl } = await createDatabase({ adminUrl, name, owner: one, serving: other }));
    owner = new pg.Client({ connectionString: ownerUrl, options: '-c search_path=audit' });
    await owner.connect();
    await owner.query('CREATE SCHEMA audit');
    for (const Migration of auditSchema().migrations) await new Migration().up(owner);
    for (const user_id of [alice, bob, alice]) {
      const entry = { ...row, user_id, resource_type: 'spec', resource_id: '\u001b[31m\u009bred' };
      await owner.query('SELECT audit.append($1::jsonb)', [JSON.stringify([entry])]);
    }
  });
  afterAll(async () => {
    await owner.end();
    await administer(adminUrl, async (client) => {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await client.query(`DROP ROLE ${name}_owner, ${name}_serving`);
    });
  });

  const run = async (...args: string[]) => {
    const written: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const project = openProject({ DATABASE_URL: ownerUrl, REDIS_URL: 'redis://127.0.0.1:1' });
    try {
      const status = await audit.run(args, project);
      return { status, lines: written.join('').trimEnd().split('\n') };
    } finally {
      write.mockRestore();
    }
  };

  it('shows the last rows, newest last, and nothing that steers a terminal', async () => {
    const { status, lines } = await run('tail', '-n', '2');
    expect([status, lines.length]).toEqual([0, 3]);
    expect(lines[0]).toMatch(/^TIME \(UTC\)\s+SERVICE\s+ACTION\s+RESULT\s+WHO\s+ADDRESS\s+WHAT$/);
    expect(lines[1]).toContain(bob);
    expect(lines[2]).toMatch(new RegExp(`user +account.login +success +${alice} +203.0.113.7 +spec \\?\\[31m\\?red$`));
  });

  it('shows the rows of one user', async () => {
    const { lines } = await run('tail', '--user', alice);
    expect(lines).toHaveLength(3);
    expect(lines.slice(1).every((line) => line.includes(alice))).toBe(true);
  });

  it('I8: says that a chain holds, or which of its rows do not', async () => {
    expect(await run('verify')).toEqual({ status: 0, lines: ['3 rows in 1 chains, 0 problems'] });
    await owner.query(
      "UPDATE audit.entry SET action = 'x' WHERE id = (SELECT entry_id FROM audit.chain WHERE seq = 2)",
    );
    const { status, lines } = await run('verify', '--service', 'user');
    expect(status).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^altered +user \d{4}-\d\d-\d\d place 2 row \d+$/),
      '3 rows in 1 chains, 1 problems',
    ]);
    expect(await run('verify', '--service', 'postcard')).toMatchObject({ status: 0 });
  });

  it.each([[[]], [['show']], [['verify', 'tail']], [['verify', '--day', 'today']], [['tail', '-n', '0']]])(
    'refuses %j with a sentence',
    async (args) => {
      await expect(run(...args)).rejects.toMatchObject({ name: 'Refusal', status: 2 });
    },
  );
});
