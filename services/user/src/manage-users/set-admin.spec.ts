import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase } from '@mojian/testing/test-database';
import { setAdmin } from '../../../../scripts/src/set-admin.js';
import { startFixture, type UserServiceFixture } from '../user-service.fixture.js';
import { type WebPerson, webPerson, withoutAdmins } from '../web-person.fixture.js';

let service: UserServiceFixture;

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
}, 60_000);
afterAll(() => service.close());
beforeEach(() => withoutAdmins(service));

const set = (who: string, role: 'admin' | 'user') => setAdmin(service.ownerUrl, { who, role });
const roleOf = async ({ user }: WebPerson) =>
  (await service.send('GET', `/internal/sessions/${user.sessionId}`)).json.role;

describe('run.sh admin, on the tables of this service', () => {
  it('finds the user by name, address or id, without regard to case; the session has the role at once', async () => {
    const person = await webPerson(service);
    const { id } = person.user;
    const names = [person.username.toUpperCase(), person.email.toUpperCase(), id, id.toUpperCase(), ` ${id} `];
    for (const who of names) {
      expect(await set(who, 'admin')).toEqual({ userId: id, name: person.username, changed: true });
      expect(await roleOf(person)).toBe('admin');
      await withoutAdmins(service);
    }
  });

  it('takes an id for an id, whoever has it for a name', async () => {
    const [person, impostor] = [await webPerson(service), await webPerson(service)];
    const { status } = await service.send('PUT', '/api/v1/users/me', {
      user: impostor.user,
      body: { username: person.user.id },
    });
    expect(status).toBe(200);
    await set(person.user.id, 'admin');
    expect([await roleOf(person), await roleOf(impostor)]).toEqual(['admin', 'user']);
  });

  it('I10: leaves an audit row of the operator, with before and after', async () => {
    const person = await webPerson(service);
    await set(person.username, 'admin');
    const rows = await service.sql(
      `SELECT service, action, operation, actor, subject, before, after FROM audit.entry
        WHERE resource_id = $1 AND actor = 'operator'`,
      [person.user.id],
    );
    expect(rows).toEqual([
      {
        service: 'operator',
        action: 'operator.admin',
        operation: 'admin_operation',
        actor: 'operator',
        subject: null,
        before: { role: 'user' },
        after: { role: 'admin' },
      },
    ]);
  });

  it('may be repeated, and then says so', async () => {
    const person = await webPerson(service);
    await set(person.username, 'admin');
    expect(await set(person.username, 'admin')).toMatchObject({ changed: false });
  });

  it('C4: takes the last admin’s role from nobody', async () => {
    const [one, other] = [await webPerson(service), await webPerson(service)];
    await set(one.username, 'admin');
    await expect(set(one.username, 'user')).rejects.toThrow('is the only active admin');
    await set(other.username, 'admin');
    await Promise.allSettled([set(one.username, 'user'), set(other.username, 'user')]);
    expect([await roleOf(one), await roleOf(other)].sort()).toEqual(['admin', 'user']);
  });

  it('says what is wrong in a sentence', async () => {
    const person = await webPerson(service);
    await service.sql(
      'WITH made AS (UPDATE "user" SET active = false WHERE id = $1 RETURNING id) SELECT id FROM made',
      [person.user.id],
    );
    await expect(set('nobody', 'admin')).rejects.toThrow('There is no user "nobody"');
    await expect(set(person.username, 'admin')).rejects.toThrow('is disabled');
    const nowhere = 'postgresql://x:y@127.0.0.1:9/none';
    await expect(setAdmin(nowhere, { who: 'x', role: 'admin' })).rejects.toThrow('PostgreSQL does not answer');
  });

  it('says that nothing is there before the first start', async () => {
    const empty = await testDatabase();
    try {
      await expect(setAdmin(empty.ownerUrl, { who: 'x', role: 'admin' })).rejects.toThrow('There are no users yet');
    } finally {
      await empty.drop();
    }
  });
});
