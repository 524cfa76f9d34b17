import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Reply, startFixture, type UserServiceFixture } from '../user-service.fixture.js';

// Hashes are dear on purpose, and the machine may be busy.
jest.setTimeout(60_000);

let service: UserServiceFixture;

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
});
afterAll(() => service.close());

const whole = { username: 'Lin.Xiaoman', email: 'Xiaoman@Letters.example', password: 'correct horse battery' };
const register = (body: Record<string, unknown>): Promise<Reply> => service.post('/api/v1/auth/register', body);
const outcome = ({ status, headers }: Reply) => [status, headers.get('x-error-code')];

describe('register', () => {
  it('makes a user, never an admin, and tells nothing of the password', async () => {
    const { status, json } = await register({
      ...whole,
      full_name: '林小满',
      role: 'admin',
      is_superuser: true,
      plan: 'vip',
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      username: 'Lin.Xiaoman',
      email: 'Xiaoman@Letters.example',
      full_name: '林小满',
      nickname: 'Lin.Xiaoman',
      role: 'user',
      plan: 'free',
      is_active: true,
      is_superuser: false,
      last_login_at: null,
    });
    const [stored] = await service.sql('SELECT hash FROM password WHERE user_id = $1', [json.id]);
    expect(String(stored?.hash)).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify([json, service.log])).not.toMatch(/argon2id|correct horse/);
  });

  it.each([
    ['the name in other letters', { username: 'LIN.XIAOMAN', email: 'a@letters.example' }],
    ['the name in full-width letters', { username: 'ｌｉｎ.xiaoman', email: 'b@letters.example' }],
    ['the address in other letters', { username: 'somebody', email: 'xiaoman@letters.EXAMPLE' }],
  ])('says no more than that one of the two is taken: %s', async (_, taken) => {
    const reply = await register({ ...whole, ...taken });
    expect(outcome(reply)).toEqual([409, 'ACCOUNT_EXISTS']);
    const { request_id, ...rest } = reply.json;
    const other = await register(whole);
    expect(rest).toEqual({ ...other.json, request_id: undefined });
  });

  it('makes one account of a hundred at once with one name', async () => {
    const all = Array.from({ length: 100 }, (_, i) =>
      register({ ...whole, username: i % 2 ? 'rush_hour' : 'RUSH_HOUR', email: `rush${i}@letters.example` }),
    );
    const outcomes = (await Promise.all(all)).map(({ status }) => status).sort();
    expect(outcomes).toEqual([201, ...Array.from({ length: 99 }, () => 409)]);
    expect(await service.sql(`SELECT count(*)::int AS n FROM "user" WHERE username_key = 'rush_hour'`)).toEqual([
      { n: 1 },
    ]);
  });

  it.each([
    ['A19: a NUL in the password', { password: 'correct\u0000horse' }, 'VALIDATION_FAILED'],
    ['A19: a password of 7 characters', { password: '1b3d5f7' }, 'VALIDATION_FAILED'],
    ['A19: a password of 129 characters', { password: `${'ab'.repeat(64)}c` }, 'VALIDATION_FAILED'],
    ['A19: half a surrogate pair', { password: 'correct horse \ud83d' }, 'VALIDATION_FAILED'],
    ['a confirmation that differs', { confirm_password: 'correct horse batter' }, 'VALIDATION_FAILED'],
    ['a name that looks like an address', { username: 'a@b.example' }, 'VALIDATION_FAILED'],
    ['A19: a common password', { password: 'Password123' }, 'PASSWORD_TOO_COMMON'],
    ['A19: the name as the password', { username: 'whoever', password: 'whoever1' }, 'PASSWORD_TOO_COMMON'],
  ])('refuses %s', async (_, change, code) => {
    const reply = await register({ ...whole, username: 'another', email: 'another@letters.example', ...change });
    expect(outcome(reply)).toEqual([400, code]);
  });

  it.each([
    ['64 characters', 'ab'.repeat(32).replace('a', 'c')],
    ['128 characters beyond the basic plane', '\u{1F58C}\u{1FA81}\u{1F3EE}\u{1F38B}'.repeat(32)],
  ])('A19: takes %s as they are', async (_, password) => {
    const username = `long${password.length}`;
    const made = await register({ username, email: `${username}@letters.example`, password });
    expect(made.status).toBe(201);
    const right = await service.post('/api/v1/auth/login', { username, password });
    const cut = await service.post('/api/v1/auth/login', { username, password: [...password].slice(0, -1).join('') });
    expect([right.status, ...outcome(cut)]).toEqual([200, 401, 'CREDENTIALS_REFUSED']);
  });
});
