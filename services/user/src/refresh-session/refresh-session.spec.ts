import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mini, type Reply, startFixture, type UserServiceFixture } from '../user-service.fixture.js';

let service: UserServiceFixture;

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
}, 60_000);
afterAll(() => service.close());

const logIn = async () => (await service.post(`${mini}/auth/login`, { code: `test_${randomUUID()}` })).body.data;
const refresh = (refreshToken: unknown): Promise<Reply> => service.post(`${mini}/auth/refresh`, { refreshToken });
const pairOf = ({ body }: Reply) => [body.data.token, body.data.refreshToken];

const expectRefused = async (reply: Promise<Reply>): Promise<void> => {
  const { status, headers, body } = await reply;
  expect([status, body.code, headers.get('x-error-code')]).toEqual([200, -401, 'REFRESH_REFUSED']);
};

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

  it('ends the family when a token comes back after the grace', async () => {
    const { refreshToken, sessionId } = await logIn();
    const { body } = await refresh(refreshToken);
    service.advance(61);
    await expectRefused(refresh(refreshToken));
    await expectRefused(refresh(body.data.refreshToken));
    expect(service.log).toContainEqual(expect.objectContaining({ event: 'refresh.reused', session: sessionId }));
  });

  it('ends the family when a token from before the last one comes back, even within the grace', async () => {
    const { refreshToken } = await logIn();
    const second = (await refresh(refreshToken)).body.data.refreshToken;
    const third = (await refresh(second)).body.data.refreshToken;
    await expectRefused(refresh(refreshToken));
    await expectRefused(refresh(third));
  });

  it('lets 100 at once step forward once, all with the same pair', async () => {
    const { refreshToken, sessionId } = await logIn();
    const replies = await Promise.all(Array.from({ length: 100 }, () => refresh(refreshToken)));
    expect(new Set(replies.map((reply) => JSON.stringify(pairOf(reply)))).size).toBe(1);
    expect(replies.every(({ body }) => body.code === 0)).toBe(true);
    expect(await liveTokens(sessionId)).toEqual([{ live: 1 }]);
  }, 30_000);

  it('ends with the token’s thirty days', async () => {
    const { refreshToken } = await logIn();
    service.advance(30 * 24 * 3600 + 1);
    await expectRefused(refresh(refreshToken));
  });

  it('refuses what is no refresh token', async () => {
    const { token } = await logIn();
    await expectRefused(refresh('nope'));
    await expectRefused(refresh(token));
  });

  it('refuses the token of a disabled user, never by HTTP 401', async () => {
    const { refreshToken, userInfo } = await logIn();
    await service.sql('WITH u AS (UPDATE "user" SET active = false WHERE id = $1 RETURNING 1) SELECT 1', [userInfo.id]);
    await expectRefused(refresh(refreshToken));
  });
});
