import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyInternalIdentity } from '@mojian/auth/internal-identity';
import { type GatewayFixture, identityKey, mini, startFixture } from './gateway.fixture.js';
import { json } from './upstream.fixture.js';

let fixture: GatewayFixture;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const head = (lines: readonly string[], body = ''): string => `${lines.join('\r\n')}\r\n\r\n${body}`;
const statusOf = async (bytes: string): Promise<number> => Number((await fixture.raw(bytes)).split(' ')[1] ?? 0);
const login = `POST ${mini}/auth/login HTTP/1.1`;
const host = 'Host: gateway';
const type = 'Content-Type: application/json';

describe('requests that two readers could read differently', () => {
  it.each([
    ['two Host headers', [`GET ${mini}/health HTTP/1.1`, host, 'Host: other']],
    ['no Host header', [`GET ${mini}/health HTTP/1.1`]],
    ['a Host with a path', [`GET ${mini}/health HTTP/1.1`, 'Host: gateway/evil']],
    ['a Host with user info', [`GET ${mini}/health HTTP/1.1`, 'Host: gateway@evil']],
    ['a length and chunks', [login, host, type, 'Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['two lengths', [login, host, type, 'Content-Length: 2', 'Content-Length: 3'], '{}'],
    ['two equal lengths', [login, host, type, 'Content-Length: 2', 'Content-Length: 2'], '{}'],
    ['a signed length', [login, host, type, 'Content-Length: +2'], '{}'],
    [
      'two transfer encodings',
      [login, host, type, 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
      '0\r\n\r\n',
    ],
    ['an unknown transfer encoding', [login, host, type, 'Transfer-Encoding: gzip, chunked'], '0\r\n\r\n'],
    ['chunks on GET', [`GET ${mini}/health HTTP/1.1`, host, 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['a body on GET', [`GET ${mini}/health HTTP/1.1`, host, 'Content-Length: 2'], '{}'],
    ['chunks in HTTP/1.0', [login.replace('1.1', '1.0'), host, type, 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    [
      'two Authorization headers',
      [`GET ${mini}/auth/userinfo HTTP/1.1`, host, 'Authorization: Bearer a', 'Authorization: Bearer b'],
    ],
    ['two content types', [login, host, type, 'Content-Type: text/plain', 'Content-Length: 2'], '{}'],
    ['a folded header', [login, host, 'X-Fold: a', ' b', 'Content-Length: 0']],
    ['a space before the colon', [login, host, 'Content-Length : 0']],
  ])('B5, B9: refuses %s', async (_, lines, body = '') => {
    const answer = await fixture.raw(head([...lines, 'Connection: close'], body));
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*x-error-code: HEADER_REFUSED/is);
    expect(fixture.upstreams.user.received).toEqual([]);
  });

  it('takes no head of more than 16 KB', async () => {
    expect(await statusOf(head([`GET ${mini}/health HTTP/1.1`, host, `X-Long: ${'x'.repeat(17_000)}`]))).toBe(431);
  });

  it('B9: knows no TRACE and no method of its own invention', async () => {
    expect(await statusOf(head([`TRACE ${mini}/health HTTP/1.1`, host]))).toBe(405);
    expect(await statusOf(head([`PATCH ${mini}/health HTTP/1.1`, host]))).toBe(405);
  });

  it('B8, B9: breaks off tunnels and upgrades', async () => {
    expect(await fixture.raw(head(['CONNECT other:80 HTTP/1.1', 'Host: other:80']))).toBe('');
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'X-User-Id: admin'];
    expect(await statusOf(head([`GET ${mini}/auth/userinfo HTTP/1.1`, host, ...upgrade]))).toBe(404);
    expect(fixture.upstreams.user.received).toEqual([]);
  });
});

describe('what a service is told', () => {
  it('B3, B7: is the allowed headers of the client and ours, nothing else', async () => {
    const me = await fixture.logIn();
    const path = `${mini}/users/${me.userId}/quota?_t=1`;
    await fixture.send({
      path,
      headers: {
        ...me.headers,
        'user-agent': 'wx',
        'accept-language': 'en',
        'x-request-id': 'a-request-1',
        'x-client-version': '1.0.0',
        'x-user-id': 'admin',
        x_user_id: 'admin',
        'x-user-role': ['admin', 'root'],
        'X-Internal-Identity': 'forged',
        'x-internal-service-token': 'x',
        'x-forwarded-for': '1.2.3.4',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        'x-real-ip': '1.2.3.4',
        forwarded: 'for=1.2.3.4',
        via: '1.1 evil',
        cookie: 'session=1',
        te: 'trailers',
        connection: 'x-user-id, keep-alive',
        'proxy-authorization': 'Basic x',
      },
    });
    const seen = fixture.upstreams.postcard.received.at(-1);
    expect(seen?.url).toBe(path);
    const { 'x-internal-identity': identity, ...headers } = seen?.headers ?? {};
    expect(headers).toEqual({
      host: new URL(fixture.upstreams.postcard.url).host,
      connection: 'keep-alive',
      'user-agent': 'wx',
      'accept-language': 'en',
      'x-client-version': '1.0.0',
      'x-request-id': 'a-request-1',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': `127.0.0.1:${fixture.gateway.port}`,
    });
    expect(
      verifyInternalIdentity(String(identity), { key: identityKey, audience: 'postcard', method: 'GET', path }),
    ).toMatchObject({
      caller: 'gateway',
      request_id: 'a-request-1',
      user: { id: me.userId, sessionId: me.sessionId, role: 'user', audience: 'mini' },
    });
  });

  it('B3: names no user on a public route, whatever token came along', async () => {
    const me = await fixture.logIn();
    const path = `${mini}/auth/login`;
    await fixture.send({
      method: 'POST',
      path,
      body: '{"code":"x"}',
      headers: { ...me.headers, 'x-user-id': 'admin' },
    });
    const seen = fixture.upstreams.user.received.at(-1);
    expect(seen?.body).toBe('{"code":"x"}');
    expect(seen?.headers).not.toHaveProperty('authorization');
    expect(seen?.headers).not.toHaveProperty('x-user-id');
    const identity = String(seen?.headers['x-internal-identity']);
    expect(
      verifyInternalIdentity(identity, { key: identityKey, audience: 'user', method: 'POST', path }).user,
    ).toBeUndefined();
  });

  it('makes an id for a request that brings none or an odd one', async () => {
    for (const sent of [undefined, 'short', 'a b c d e f g h', '\u00e9'.repeat(10), 'x'.repeat(65)]) {
      const { headers } = await fixture.send({
        path: `${mini}/health`,
        headers: sent === undefined ? {} : { 'x-request-id': sent },
      });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    }
  });
});

describe('who stands before the gateway', () => {
  it('is believed as many hops as are configured', async () => {
    const proxied = await startFixture({ trustedProxies: 1, publicOrigin: new URL('https://mojian.example') });
    proxied.upstreams.agent.answer(`${mini}/trending`, json({ code: 0 }));
    const { headers } = await proxied.send({
      path: `${mini}/trending`,
      headers: { 'x-forwarded-for': '6.6.6.6, 9.9.9.9' },
    });
    expect(proxied.upstreams.agent.received.at(-1)?.headers).toMatchObject({
      'x-forwarded-for': '9.9.9.9',
      'x-forwarded-host': 'mojian.example',
      'x-forwarded-proto': 'https',
    });
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    await proxied.close();
  });
});
