import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type WebSession, webSession } from '../sessions/web-session.fixture.js';
import { mini, type Reply, startFixture, type UserServiceFixture } from '../user-service.fixture.js';

let service: UserServiceFixture;

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
}, 60_000);
afterAll(() => service.close());

const path = '/api/v1/auth/refresh';
const byHeader = (token: string, body?: unknown): Promise<Reply> =>
  service.send('POST', path, { headers: { 'x-refresh-token': token }, ...(body !== undefined && { body }) });
const byBody = (body: unknown): Promise<Reply> => service.send('POST', path, { body });
const tokenOf = ({ json }: Reply): string => String(json.refresh_token);

const expectRefused = async (reply: Promise<Reply>, reason: string): Promise<void> => {
  const { status, headers, json } = await reply;
  expect([status, headers.get('x-error-code')]).toEqual([401, 'REFRESH_REFUSED']);
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(json).toMatchObject({ code: 'REFRESH_REFUSED', reason });
};

const stateOf = async ({ user }: WebSession) =>
  (await service.send('GET', `/internal/sessions/${user.sessionId}`)).json;

describe('refresh on the web', () => {
  it('takes the token in the header or in the body, by either name', async () => {
    const { user, refreshToken } = await webSession(service);
    const first = await byHeader(refreshToken);
    expect(first.json).toMatchObject({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'bearer',
      expires_in: 900,
      session_id: user.sessionId,
      user: { id: user.id, role: 'user', is_active: true },
    });
    const second = await byBody({ refresh_token: tokenOf(first) });
    const third = await byBody({ refreshToken: tokenOf(second) });
    expect(third.status).toBe(200);
    // What the header says goes.
    expect((await byHeader(tokenOf(third), { refresh_token: 'another' })).status).toBe(200);
  });

  it('says where the token belongs when there is none', async () => {
    const { status, json } = await byBody({});
    expect([status, json.code, json.errors]).toEqual([
      400,
      'VALIDATION_FAILED',
      [{ path: 'refresh_token', message: expect.any(String) }],
    ]);
  });

  it('A4: refuses a token of the mini-program, and the other way round, and ends nobody’s session', async () => {
    const { body } = await service.post(`${mini}/auth/login`, { code: 'test_crossing' });
    await expectRefused(byHeader(String(body.data.refreshToken)), 'unknown');
    const web = await webSession(service);
    const crossed = await service.post(`${mini}/auth/refresh`, { refreshToken: web.refreshToken });
    expect([crossed.status, crossed.body.code]).toEqual([200, -401]);
    expect((await byHeader(web.refreshToken)).status).toBe(200);
    const again = await service.post(`${mini}/auth/refresh`, { refreshToken: body.data.refreshToken });
    expect(again.body.code).toBe(0);
    // A used one is no theft either, as long as it is only in the wrong place.
    await service.post(`${mini}/auth/refresh`, { refreshToken: web.refreshToken });
    expect(await stateOf(web)).toMatchObject({ alive: true });
    await expectRefused(byHeader(String(again.body.data.token)), 'unknown');
  });

  it('A10: tells the user of a reuse by mail, once, and refuses both tokens with 401', async () => {
    const { user, refreshToken } = await webSession(service);
    const next = tokenOf(await byHeader(refreshToken));
    service.advance(61);
    await Promise.all([1, 2, 3].map(() => expectRefused(byHeader(refreshToken), 'reused')));
    await expectRefused(byHeader(next), 'reused');
    const mails = await service.sql(
      'SELECT kind FROM mail JOIN "user" ON "user".email = mail.email WHERE "user".id = $1',
      [user.id],
    );
    expect(mails).toEqual([{ kind: 'session_reused' }]);
  });

  it('A11: lets 50 at once, over two processes, step forward once', async () => {
    const { refreshToken } = await webSession(service);
    const other = await service.another();
    const send = (index: number) =>
      (index % 2 ? service : other).send('POST', path, { headers: { 'x-refresh-token': refreshToken } });
    const replies = await Promise.all(Array.from({ length: 50 }, (_, index) => send(index)));
    await other.close();
    expect(new Set(replies.map(({ json }) => `${json.access_token} ${json.refresh_token}`)).size).toBe(1);
  }, 30_000);

  it('A16: wants a new login after seven days, however often it is refreshed', async () => {
    const session = await webSession(service);
    let token = session.refreshToken;
    for (let day = 1; day < 7; day += 1) {
      service.advance(24 * 3600);
      token = tokenOf(await byHeader(token));
    }
    service.advance(24 * 3600 - 300);
    const last = await byHeader(token);
    expect(last.json.expires_in).toBeLessThanOrEqual(300);
    expect(await stateOf(session)).toMatchObject({ alive: true });
    service.advance(301);
    expect(await stateOf(session)).toMatchObject({ alive: false });
    await expectRefused(byHeader(tokenOf(last)), 'expired');
  });

  it('A15: says whether a session is over, ended or disabled', async () => {
    const ended = await webSession(service);
    await service.send('POST', '/api/v1/auth/logout', { user: ended.user });
    await expectRefused(byHeader(ended.refreshToken), 'revoked');
    const disabled = await webSession(service);
    await service.sql('WITH u AS (UPDATE "user" SET active = false WHERE id = $1 RETURNING 1) SELECT 1', [
      disabled.user.id,
    ]);
    await expectRefused(byHeader(disabled.refreshToken), 'disabled');
  });

  it('A23: writes no token into the log', async () => {
    const { refreshToken } = await webSession(service);
    const { json } = await byHeader(refreshToken);
    await byHeader(`${refreshToken}-canary`);
    const text = JSON.stringify(service.log);
    for (const secret of [refreshToken, json.access_token, json.refresh_token]) {
      expect(text).not.toContain(String(secret));
    }
  });
});
