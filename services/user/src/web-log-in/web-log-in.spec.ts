import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { hashPassword } from '../passwords/hash-password.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { type Reply, startFixture, type UserServiceFixture } from '../user-service.fixture.js';

// Hashes are dear on purpose, and the machine may be busy.
jest.setTimeout(60_000);

let service: UserServiceFixture;

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
});
afterAll(() => service.close());
afterEach(() => void jest.restoreAllMocks());

const password = 'correct horse battery';
const home = '203.0.113.7';

const logIn = (username: string, typed: string, address = home): Promise<Reply> =>
  service.send('POST', '/api/v1/auth/login', { body: { username, password: typed }, address });

/** A new account, logged in from home once if told. */
async function account({ atHome = false } = {}): Promise<{ name: string; email: string; id: string }> {
  const name = `u${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  const email = `${name}@letters.example`;
  const { json } = await service.post('/api/v1/auth/register', { username: name, email, password });
  if (atHome) await logIn(name, password);
  return { name, email, id: String(json.id) };
}

const outcome = ({ status, headers }: Reply) => [status, headers.get('x-error-code')];
const wrong = [401, 'CREDENTIALS_REFUSED'];
/** What the client sees of a refusal, but for the id of the request. */
const told = ({ status, json }: Reply) => ({ status, ...json, request_id: undefined });

const auditOf = (userId: string) =>
  service.sql(
    `SELECT action, operation, result, error_code, resource_type FROM audit.entry
      WHERE action = 'account.login' AND subject = (SELECT pseudonym FROM audit.subject WHERE user_id = $1)
      ORDER BY result`,
    [userId],
  );

describe('login with a password', () => {
  it('opens a web session, by user name or e-mail address in any case', async () => {
    const { name, email, id } = await account();
    for (const typed of [name.toUpperCase(), email.toUpperCase()]) {
      const { status, json } = await logIn(typed, password);
      expect(status).toBe(200);
      expect(json).toMatchObject({ token_type: 'bearer', expires_in: 900, user: { id, username: name, email } });
      const [session] = await service.sql('SELECT audience, address FROM session WHERE id = $1', [json.session_id]);
      expect(session).toEqual({ audience: 'web', address: home });
    }
  });

  it('hashes anew what was hashed at another cost', async () => {
    const { name, id } = await account();
    const old = await hashPassword(password, { memory: 1024, passes: 1, lanes: 1 });
    await service.sql('WITH u AS (UPDATE password SET hash = $2 WHERE user_id = $1 RETURNING 1) SELECT 1', [id, old]);
    expect((await logIn(name, password)).status).toBe(200);
    const [stored] = await service.sql('SELECT hash FROM password WHERE user_id = $1', [id]);
    expect(String(stored?.hash)).toContain('$m=19456,t=2,p=1$');
    expect((await logIn(name, password)).status).toBe(200);
  });

  it('tells that an account is disabled only to whoever knows its password', async () => {
    const { name, id } = await account();
    await service.sql('WITH u AS (UPDATE "user" SET active = false WHERE id = $1 RETURNING 1) SELECT 1', [id]);
    expect(outcome(await logIn(name, 'wrong horse battery'))).toEqual(wrong);
    expect(outcome(await logIn(name, password))).toEqual([401, 'USER_DISABLED']);
    expect(await service.sql('SELECT 1 FROM session WHERE user_id = $1', [id])).toEqual([]);
  });

  it('opens no session with a password that was changed while it was compared', async () => {
    const { name, id } = await account();
    const other = await hashPassword('another horse');
    const { verify } = PasswordHasher.prototype;
    jest.spyOn(PasswordHasher.prototype, 'verify').mockImplementation(async function (this: PasswordHasher, ...args) {
      const right = await verify.apply(this, args);
      await service.sql('WITH u AS (UPDATE password SET hash = $2 WHERE user_id = $1 RETURNING 1) SELECT 1', [
        id,
        other,
      ]);
      return right;
    });
    expect(outcome(await logIn(name, password))).toEqual(wrong);
  });
});

describe('A18: who has an account', () => {
  const samples = process.env.MOJIAN_TEST_FULL ? 400 : 40;

  it('A18: is told neither by the answer nor by the work, known or unknown', async () => {
    await service.restart({ SECURITY_RATE_LIMITING_ENABLED: 'false' });
    const { name } = await account();
    const verify = jest.spyOn(PasswordHasher.prototype, 'verify');
    const answers = new Set<string>();
    const spent: Record<'known' | 'unknown', number> = { known: 0, unknown: 0 };
    for (let i = 0; i < samples; i += 1) {
      for (const kind of ['known', 'unknown'] as const) {
        const before = verify.mock.calls.length;
        answers.add(JSON.stringify(told(await logIn(kind === 'known' ? name : `nobody${i}`, 'wrong horse battery'))));
        spent[kind] += verify.mock.calls.length - before;
      }
    }
    expect(answers.size).toBe(1);
    expect(spent).toEqual({ known: samples, unknown: samples });
    await service.restart({});
  }, 300_000);

  it('A18: a full window says nothing either', async () => {
    const { name } = await account();
    for (const typed of [name, 'nobody at all']) {
      const replies = await Promise.all(Array.from({ length: 11 }, () => logIn(typed, 'wrong horse', '198.51.100.1')));
      const statuses = replies.map(({ status }) => status).sort();
      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    }
  });
});

describe('A17: guessing a password', () => {
  const guess = (name: string, address: string) => logIn(name, 'wrong horse battery', address);

  it('A17: is braked after ten tries from an address, with Retry-After', async () => {
    const { name } = await account({ atHome: true });
    for (let i = 0; i < 10; i += 1) expect(outcome(await guess(name, '198.51.100.2'))).toEqual(wrong);
    const refused = await guess(name, '198.51.100.2');
    expect(outcome(refused)).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.json.retry_after).toBe(Number(refused.headers.get('retry-after')));
  });

  it('A17: counts a /64 of IPv6 as one address', async () => {
    const { name } = await account();
    for (let i = 0; i < 10; i += 1) await guess(name, `2001:db8:1:2::${i + 1}`);
    expect(outcome(await guess(name, '2001:db8:1:2:aaaa::1'))).toEqual([429, 'RATE_LIMITED']);
    expect(outcome(await guess(name, '2001:db8:1:3::1'))).toEqual(wrong);
  });

  it('A17: by a hundred strangers together is stopped, and locks the victim out of nothing', async () => {
    const { name } = await account({ atHome: true });
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: 10 }, (_, i) => guess(name, `192.0.2.${10 * round + i}`)));
    }
    expect(outcome(await guess(name, '192.0.2.200'))).toEqual([429, 'RATE_LIMITED']);
    // Even the right password: who has it from a leak guesses no better.
    expect(outcome(await logIn(name, password, '192.0.2.201'))).toEqual([429, 'RATE_LIMITED']);
    expect((await logIn(name, password, home)).status).toBe(200);
  });

  it('A17: does not count a stranger who knew the password', async () => {
    const { name } = await account();
    const redis = new Redis(service.redisUrl);
    const counted = async () => (await redis.keys('tries:login:*:strangers')).length;
    const before = await counted();
    await logIn(name, password, '192.0.2.250');
    expect(await counted()).toBe(before);
    await guess(name, '192.0.2.251');
    expect(await counted()).toBe(before + 1);
    redis.disconnect();
  });

  it('A17: leaves exactly one audit row for each try, about the account that was tried', async () => {
    const { name, id } = await account();
    await guess(name, '198.51.100.9');
    await logIn(name, password, '198.51.100.9');
    await waitFor(async () => (await auditOf(id)).length >= 2, { what: 'both rows' });
    const login = { action: 'account.login', operation: 'user_login' };
    expect(await auditOf(id)).toEqual([
      { ...login, result: 'blocked', error_code: 'CREDENTIALS_REFUSED', resource_type: null },
      { ...login, result: 'success', error_code: null, resource_type: 'session' },
    ]);
  });
});

describe('A19: a flood of logins', () => {
  it('A19: twenty at once are all answered, by hashes that run beside the event loop', async () => {
    const { name } = await account({ atHome: true });
    const ticks = { count: 0, over: false };
    const tick = (): void => {
      ticks.count += 1;
      if (!ticks.over) setImmediate(tick);
    };
    tick();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) => logIn(name, password, `203.0.113.${100 + i}`)),
    );
    ticks.over = true;
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    // A hash on the event loop would leave it a turn or two for each of them.
    expect(ticks.count).toBeGreaterThan(200);
  });
});
