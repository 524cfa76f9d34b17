import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IdentityUser } from '@mojian/contracts/identity';
import { waitForMails } from '../mail/mail-box.fixture.js';
import { mailDir, miniUser, type Reply, startFixture, type UserServiceFixture } from '../user-service.fixture.js';

// Hashes are dear on purpose, and the machine may be busy.
jest.setTimeout(60_000);

let service: UserServiceFixture;

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
});
afterAll(() => service.close());

const password = 'correct horse battery';
const fresh = 'a quiet lake at dawn';
const outcome = ({ status, headers }: Reply) => [status, headers.get('x-error-code')];

const logIn = (username: string, typed: string) => service.post('/api/v1/auth/login', { username, password: typed });
const change = (user: IdentityUser, current: string, next = fresh) =>
  service.post('/api/v1/users/me/change-password', { current_password: current, new_password: next }, user);

async function account() {
  const username = `u${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  const email = `${username}@letters.example`;
  await service.post('/api/v1/auth/register', { username, email, password });
  const { json } = await logIn(username, password);
  const user: IdentityUser = {
    id: String((await service.sql('SELECT user_id FROM session WHERE id = $1', [json.session_id]))[0]?.user_id),
    sessionId: String(json.session_id),
    apiKey: null,
    role: 'user',
    plan: 'free',
    audience: 'web',
  };
  return { username, email, user };
}

describe('change of a password', () => {
  it('A8: ends all other sessions, keeps the one that asked, and tells by mail', async () => {
    const { username, email, user } = await account();
    const { json: other } = await logIn(username, password);
    expect((await change(user, password)).status).toBe(200);
    const sessions = await service.sql('SELECT id, revoked_reason FROM session WHERE user_id = $1', [user.id]);
    expect(sessions).toHaveLength(2);
    expect(sessions).toEqual(
      expect.arrayContaining([
        { id: user.sessionId, revoked_reason: null },
        { id: other.session_id, revoked_reason: 'password_changed' },
      ]),
    );
    expect(await service.sql('SELECT token_version FROM "user" WHERE id = $1', [user.id])).toEqual([
      { token_version: 0 },
    ]);
    expect([(await logIn(username, password)).status, (await logIn(username, fresh)).status]).toEqual([401, 200]);
    const [mail] = await waitForMails(mailDir, email);
    expect(mail).toContain('密码已修改');
  });

  it('A17: needs the current password, which a stolen session can try ten times a minute', async () => {
    const { user } = await account();
    const wrong = [403, 'PASSWORD_WRONG'];
    for (let i = 0; i < 10; i += 1) expect(outcome(await change(user, `wrong ${i}`))).toEqual(wrong);
    const braked = await change(user, password);
    expect(outcome(braked)).toEqual([429, 'RATE_LIMITED']);
    expect(Number(braked.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('A19: refuses a common password, and one that is the user’s own name', async () => {
    const { user, username } = await account();
    expect(outcome(await change(user, password, 'password123'))).toEqual([400, 'PASSWORD_TOO_COMMON']);
    expect(outcome(await change(user, password, username))).toEqual([400, 'PASSWORD_TOO_COMMON']);
  });

  it('is done once by two at the same moment', async () => {
    const { user } = await account();
    const replies = await Promise.all([change(user, password), change(user, password, 'another lake at dusk')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('is nothing for an account without a password', async () => {
    const user = miniUser(await service.post('/api/v1/miniprogram/auth/login', { code: `test_${randomUUID()}` }));
    expect(outcome(await change(user, password))).toEqual([404, 'IDENTITY_NOT_FOUND']);
  });
});

describe('the caller’s account', () => {
  it('is told as the web clients know it', async () => {
    const { user, username, email } = await account();
    const { status, json } = await service.send('GET', '/api/v1/auth/me', { user });
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: user.id, username, email, role: 'user', is_vip: false, is_superuser: false });
    expect(json.last_login_at).toEqual(expect.any(String));
  });
});
