import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Instance,
  mini,
  miniUser,
  type Reply,
  startFixture,
  type UserServiceFixture,
} from '../user-service.fixture.js';

let service: UserServiceFixture;

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
}, 60_000);
afterAll(() => service.close());

const logIn = async () => (await service.post(`${mini}/auth/login`, { code: `test_${randomUUID()}` })).body.data;
const refresh = (refreshToken: unknown, at: Pick<Instance, 'post'> = service): Promise<Reply> =>
  at.post(`${mini}/auth/refresh`, { refreshToken });
const pairOf = ({ body }: Reply) => [body.data.token, body.data.refreshToken];
const daySeconds = 24 * 3600;

const expectRefused = async (reply: Promise<Reply>, reason: string): Promise<void> => {
  const { status, headers, body } = await reply;
  expect([status, body.code, headers.get('x-error-code')]).toEqual([200, -401, 'REFRESH_REFUSED']);
  expect(body).toMatchObject({ details: { reason } });
};

const stateOf = async (sessionId: unknown) => (await service.send('GET', `/internal/sessions/${sessionId}`)).json;

const auditOf = (sessionId: unknown) =>
  service.sql(
    `SELECT action, operation, result, details FROM audit.entry
      WHERE resource_type = 'session' AND resource_id = $1 ORDER BY id`,
    [sessionId],
  );

const liveTokens = (sessionId: unknown) =>
  service.sql('SELECT count(*)::int AS live FROM refresh_token WHERE session_id = $1 AND used_at IS NULL', [sessionId]);

describe('refresh', () => {
  it('gives a new pair with the whole user in the same session', async () => {
    const first = await logIn();
    service.advance(5);
    const { body } = await refresh(first.refreshToken);
    expect(body).toMatchObject({ code: 0, data: { expiresIn: 604_800, sessionId: first.sessionId } });
    expect(body.data.userInfo).toEqual(first.userInfo);
    expect(body.data.token).not.toBe(first.token);
    expect(body.data.refreshToken).not.toBe(first.refreshToken);
  });

  it('stores no token, only hashes of them', async () => {
    const { refreshToken } = await logIn();
    const dump = JSON.stringify(await service.sql(`SELECT encode(token_hash, 'escape') AS text FROM refresh_token`));
    expect(dump).not.toContain(refreshToken);
  });

  it('answers a repeat within the grace with the same pair, which works', async () => {
    const { refreshToken } = await logIn();
    service.advance(1);
    const first = await refresh(refreshToken);
    service.advance(59);
    const again = await refresh(refreshToken);
    expect(pairOf(again)).toEqual(pairOf(first));
    expect((await refresh(again.body.data.refreshToken)).body.code).toBe(0);
  });

  it('answers a repeat with the same pair after the secret was changed', async () => {
    const { refreshToken } = await logIn();
    const first = await refresh(refreshToken);
    const old = 'a secret of the specs, long enough to be one';
    await service.restart({ JWT_SECRET_KEY: 'another secret of the specs, as long', JWT_SECRET_KEY_PREVIOUS: old });
    const again = await refresh(refreshToken);
    expect(again.body.data.refreshToken).toBe(first.body.data.refreshToken);
    const { body } = await service.send('GET', '/.well-known/jwks.json');
    expect(body).toMatchObject({ keys: [{ kty: 'OKP', crv: 'Ed25519', use: 'sig' }, { alg: 'EdDSA' }] });
    await service.restart({});
  }, 30_000);

  it('A10: a refresh token used twice ends its family, with one row of the audit', async () => {
    const { refreshToken, sessionId, userInfo } = await logIn();
    const { body } = await refresh(refreshToken);
    service.advance(61);
    await expectRefused(refresh(refreshToken), 'reused');
    await expectRefused(refresh(body.data.refreshToken), 'reused');
    expect(service.log).toContainEqual(expect.objectContaining({ event: 'refresh.reused', session: sessionId }));
    expect(await auditOf(sessionId)).toEqual([
      { action: 'auth.login', operation: 'user_login', result: 'success', details: { provider: 'wechat-mock' } },
      {
        action: 'auth.refresh',
        operation: 'security_event',
        result: 'blocked',
        details: { refresh: 'reused' },
      },
    ]);
    // Nobody has an address to write to.
    expect(await service.sql('SELECT id FROM mail')).toEqual([]);
    expect(await stateOf(sessionId)).toMatchObject({ alive: false, user_id: userInfo.id, user_active: true });
  });

  it('A11: lets 100 at once, over two processes, step forward once, all with the same pair', async () => {
    const other = await service.another();
    const { refreshToken, sessionId } = await logIn();
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, index) => refresh(refreshToken, index % 2 ? service : other)),
    );
    await other.close();
    expect(new Set(replies.map((reply) => JSON.stringify(pairOf(reply)))).size).toBe(1);
    expect(replies.every(({ body }) => body.code === 0)).toBe(true);
    expect(await liveTokens(sessionId)).toEqual([{ live: 1 }]);
  }, 30_000);

  it('A12, A14: whoever lost the answer gets the same pair again, and can go on with it', async () => {
    const { refreshToken, sessionId } = await logIn();
    const lost = await refresh(refreshToken);
    service.advance(10);
    const again = await refresh(refreshToken);
    expect(pairOf(again)).toEqual(pairOf(lost));
    const next = await refresh(again.body.data.refreshToken);
    expect(next.body).toMatchObject({ code: 0, data: { sessionId } });
    expect(await liveTokens(sessionId)).toEqual([{ live: 1 }]);
    expect(await stateOf(sessionId)).toMatchObject({ alive: true });
  });

  it('A13: a token from before the last one ends the family even within the grace', async () => {
    const { refreshToken } = await logIn();
    const second = (await refresh(refreshToken)).body.data.refreshToken;
    const third = (await refresh(second)).body.data.refreshToken;
    await expectRefused(refresh(refreshToken), 'reused');
    await expectRefused(refresh(third), 'reused');
    await expectRefused(refresh(second), 'reused');
  });

  it('A15: a client that goes on with a dead family is told why, each time, and ends it once', async () => {
    const { refreshToken, sessionId } = await logIn();
    await refresh(refreshToken);
    service.advance(61);
    await Promise.all(Array.from({ length: 50 }, () => expectRefused(refresh(refreshToken), 'reused')));
    expect((await auditOf(sessionId)).filter(({ result }) => result === 'blocked')).toHaveLength(1);
    const over = await service.post(`${mini}/auth/login`, { code: 'test_over' });
    await service.post(`${mini}/auth/logout`, {}, miniUser(over));
    await expectRefused(refresh(over.body.data.refreshToken), 'revoked');
  });

  it('A16: a session ends thirty days after its login, however often it is refreshed', async () => {
    const { refreshToken, sessionId } = await logIn();
    let token = refreshToken;
    for (const day of [10, 20, 29]) {
      service.advance((day === 29 ? 9 : 10) * daySeconds);
      const { body } = await refresh(token);
      expect(body.code).toBe(0);
      // No access token outlives its session.
      expect(body.data.expiresIn).toBeLessThanOrEqual((30 - day) * daySeconds);
      token = body.data.refreshToken;
    }
    service.advance(daySeconds - 60);
    expect(await stateOf(sessionId)).toMatchObject({ alive: true });
    service.advance(61);
    expect(await stateOf(sessionId)).toMatchObject({ alive: false });
    await expectRefused(refresh(token), 'expired');
    const beyond = 'SELECT count(*)::int AS beyond FROM refresh_token t JOIN session s ON s.id = session_id';
    expect(await service.sql(`${beyond} WHERE t.expires_at > s.expires_at`)).toEqual([{ beyond: 0 }]);
  });

  it('refuses what is no refresh token', async () => {
    const { token } = await logIn();
    await expectRefused(refresh('nope'), 'unknown');
    await expectRefused(refresh(token), 'unknown');
  });

  it('refuses the token of a disabled user, never by HTTP 401', async () => {
    const { refreshToken, userInfo } = await logIn();
    await service.sql('WITH u AS (UPDATE "user" SET active = false WHERE id = $1 RETURNING 1) SELECT 1', [userInfo.id]);
    await expectRefused(refresh(refreshToken), 'disabled');
  });
});
