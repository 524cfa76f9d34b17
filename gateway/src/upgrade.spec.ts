import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyInternalIdentity } from '@mojian/auth/internal-identity';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { type GatewayFixture, identityKey, type LoggedIn, mini, startFixture } from './gateway.fixture.js';
import {
  connectTo,
  type EchoService,
  echoOf,
  echoOn,
  openSocket,
  refusalOf,
  socketPath,
  socketRoute,
} from './socket.fixture.js';
import { specRoute } from './spec-route.fixture.js';

const listed = 'https://pages.example';
let fixture: GatewayFixture;
let echo: EchoService;
let me: LoggedIn;
beforeAll(async () => {
  const hasty = socketRoute({ id: 'spec.hasty', path: '/api/v1/spec/hasty', timeoutMs: 200 });
  const limited = socketRoute({ id: 'spec.limited', path: '/api/v1/spec/limited', limit: 'list' });
  const open = socketRoute({ id: 'spec.open', path: '/api/v1/spec/open', access: 'public' });
  const routes = [...allRoutes, socketRoute(), hasty, limited, open, specRoute('plain')];
  fixture = await startFixture({ routes, corsOrigins: [listed] });
  echo = echoOn(fixture.upstreams.postcard);
  me = await fixture.logIn();
});
afterEach(() => {
  echo.answerBy(undefined);
  echo.seen.length = 0;
});
afterAll(() => fixture.close());

const key = 'dGhlIHNhbXBsZSBub25jZQ==';
const handshake = {
  host: 'gateway',
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': key,
  origin: listed,
};

/** Status and code of the answer to a handshake that is written by hand. */
async function answerTo(changes: Record<string, string | undefined>, first = `GET ${socketPath} HTTP/1.1`) {
  const headers: typeof changes = { ...handshake, authorization: me.headers.authorization, ...changes };
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  const answer = await fixture.raw([first, ...lines, '', ''].join('\r\n'));
  return [Number(answer.split(' ')[1]), /x-error-code: (\w+)/i.exec(answer)?.[1]];
}

describe('an upgrade', () => {
  it('B8: passes with a token in a header, to exactly this path, with nothing of the client’s own making', async () => {
    const headers = { ...me.headers, 'X-User-Id': 'admin', x_user_id: 'admin', cookie: 'a=1', 'user-agent': 'page' };
    const client = await openSocket(fixture.gateway, { path: `${socketPath}?room=1`, headers });
    expect((await echoOf(client, '你好')).text.toString()).toBe('你好');
    client.close();
    const [seen] = echo.seen;
    const { 'x-internal-identity': identity, ...told } = seen?.headers ?? {};
    expect(told).toEqual({
      host: new URL(fixture.upstreams.postcard.url).host,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'user-agent': 'page',
      'sec-websocket-version': '13',
      'sec-websocket-key': expect.any(String),
      'x-request-id': expect.any(String),
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': `127.0.0.1:${fixture.gateway.port}`,
    });
    const expected = { key: identityKey, audience: 'postcard', method: 'GET', path: `${socketPath}?room=1` };
    expect(verifyInternalIdentity(String(identity), expected).user).toMatchObject({ id: me.userId, role: 'user' });
  });

  it('B8: passes with a token among the protocols, which goes no farther and into no log', async () => {
    const protocols = ['mojian.v1', `mojian.bearer.${me.token}`];
    const client = await openSocket(fixture.gateway, { protocols, origin: listed });
    expect([client.protocol, echo.seen[0]?.headers['sec-websocket-protocol']]).toEqual(['mojian.v1', 'mojian.v1']);
    expect(JSON.stringify(echo.seen)).not.toContain(me.token);
    client.terminate();
    expect(JSON.stringify(fixture.log)).not.toContain(me.token);
  });

  it('B8: passes with an API key, and without anything where the route is public', async () => {
    const made = fixture.makeKey();
    expect(await refusalOf(fixture.gateway, { headers: { 'x-api-key': made.key } })).toEqual([101, undefined]);
    expect(await refusalOf(fixture.gateway, { path: '/api/v1/spec/open' })).toEqual([101, undefined]);
  });

  it('is logged and limited like any request', async () => {
    const answer = await connectTo(fixture.gateway, { path: '/api/v1/spec/limited' });
    expect(answer).toMatchObject({ status: 401, headers: { 'x-ratelimit-limit': expect.any(String) } });
    expect(fixture.log).toContainEqual(
      expect.objectContaining({ event: 'http.answered', route: 'spec.limited', status: 401 }),
    );
  });
});

describe('an upgrade without a right to it', () => {
  it.each([
    ['no token', {}, 'TOKEN_MISSING'],
    ['a forged identity', { headers: { 'X-User-Id': 'admin', 'X-User-Role': 'admin' } }, 'TOKEN_MISSING'],
    ['a token in the query', { path: `${socketPath}?token=TOKEN&access_token=TOKEN` }, 'TOKEN_MISSING'],
    ['a token in a cookie', { headers: { cookie: 'token=TOKEN' } }, 'TOKEN_MISSING'],
    ['a wrong token', { headers: { authorization: 'Bearer a.b.c' } }, 'TOKEN_INVALID'],
    ['a wrong token among the protocols', { protocols: ['mojian.v1', 'mojian.bearer.a.b.c'] }, 'TOKEN_INVALID'],
    ['a key among the protocols', { protocols: ['mojian.v1', `mojian.bearer.mj_${'x'.repeat(32)}`] }, 'TOKEN_INVALID'],
    [
      'two tokens',
      { headers: { authorization: 'Bearer TOKEN' }, protocols: ['mojian.v1', 'mojian.bearer.TOKEN'] },
      'TOKEN_INVALID',
    ],
  ])('B8: is 401: %s', async (_, connecting, code) => {
    const withToken: typeof connecting = JSON.parse(JSON.stringify(connecting).replaceAll('TOKEN', me.token));
    expect(await refusalOf(fixture.gateway, withToken)).toEqual([401, code]);
    expect(echo.seen).toEqual([]);
  });

  it.each([
    ['of another origin', 'https://evil.example'],
    ['of a name that only begins like ours', `${listed}.evil.example`],
    ['of a name that only ends like ours', 'https://evil-pages.example'],
    ['of our name by another protocol', 'http://pages.example'],
    ['of no origin', 'null'],
    ['that tells none', undefined],
  ])('B8, V4.4.2: is 403: a page %s', async (_, origin) => {
    expect(await refusalOf(fixture.gateway, { origin, headers: me.headers })).toEqual([403, 'ORIGIN_REFUSED']);
    expect(echo.seen).toEqual([]);
  });

  it('B8: is 401 when the session has ended', async () => {
    const gone = await fixture.logIn({ state: { alive: false } });
    expect(await refusalOf(fixture.gateway, { headers: gone.headers })).toEqual([401, 'TOKEN_REVOKED']);
  });
});

describe('an upgrade elsewhere', () => {
  it.each([
    '/api/v1/miniprogram/auth/userinfo',
    '/api/v1/miniprogram/spec/plain',
    '/health',
    '/',
    '/nowhere',
    `${socketPath}/`,
    socketPath.toUpperCase(),
  ])('B8: is 404 at %s', async (path) => {
    expect(await refusalOf(fixture.gateway, { path, headers: me.headers })).toEqual([404, 'ROUTE_NOT_FOUND']);
  });

  it.each([
    `/x/..${socketPath}`,
    `${socketPath}%2f`,
    `/${socketPath}`,
    `${socketPath};x`,
    `http://gateway${socketPath}`,
  ])('B8: is 400 at %s', async (path) => {
    expect(await answerTo({}, `GET ${path} HTTP/1.1`)).toEqual([400, 'PATH_NOT_CANONICAL']);
  });

  it('B8: is not there on the card origin', async () => {
    const request = `GET ${socketPath} HTTP/1.1\r\n${Object.entries(handshake)
      .map(([k, v]) => `${k}: ${v}\r\n`)
      .join('')}\r\n`;
    expect(await fixture.raw(request, 'card')).toMatch(/^HTTP\/1\.1 404 /);
  });
});

describe('a handshake that is none', () => {
  it.each([
    ['is right', {}, [101, undefined]],
    ['has no version', { 'sec-websocket-version': undefined }, [426, 'UPGRADE_REQUIRED']],
    ['has an old version', { 'sec-websocket-version': '8' }, [426, 'UPGRADE_REQUIRED']],
    ['has no key', { 'sec-websocket-key': undefined }, [400, 'HEADER_REFUSED']],
    ['has a short key', { 'sec-websocket-key': 'YQ==' }, [400, 'HEADER_REFUSED']],
    ['has two keys', { 'sec-websocket-key': key, 'Sec-WebSocket-Key': key }, [400, 'HEADER_REFUSED']],
    ['has a foreign host', { host: 'evil.example' }, [400, 'HEADER_REFUSED']],
    ['has a body', { 'content-length': '5' }, [400, 'HEADER_REFUSED']],
    ['offers unknown protocols', { 'sec-websocket-protocol': 'chat' }, [400, 'HEADER_REFUSED']],
    ['asks for HTTP/2', { upgrade: 'h2c', 'http2-settings': 'AAMAAABk' }, [426, 'UPGRADE_REQUIRED']],
    ['asks for two things', { upgrade: 'websocket, h2c' }, [426, 'UPGRADE_REQUIRED']],
    ['is not named by Connection', { connection: 'keep-alive' }, [426, 'UPGRADE_REQUIRED']],
  ])('B8: is answered as such where it %s', async (_, changes: Record<string, string | undefined>, expected) => {
    expect(await answerTo(changes)).toEqual(expected);
  });

  it('B8: has another method or version', async () => {
    expect(await answerTo({}, `POST ${socketPath} HTTP/1.1`)).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(await answerTo({}, `GET ${socketPath} HTTP/1.0`)).toEqual([400, 'HEADER_REFUSED']);
    expect(echo.seen).toEqual([]);
  });

  it('B8: a plain GET is 426, in the dialect of the route, whoever asks', async () => {
    const { status, headers, text } = await fixture.send({ path: socketPath });
    expect([status, headers['x-error-code'], headers.upgrade]).toEqual([426, 'UPGRADE_REQUIRED', 'websocket']);
    expect(JSON.parse(text)).toMatchObject({ status: 426, code: 'UPGRADE_REQUIRED' });
  });
});

describe('a service that does not agree', () => {
  const accept = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
  const switching = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n';
  it.each([
    ['200', 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret'],
    ['401', 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n'],
    ['garbage', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['nothing', ''],
    ['101 without an upgrade', `HTTP/1.1 101 Switching Protocols\r\n\r\nsecret`],
    ['101 to something else', `${switching}Upgrade: h2c\r\n\r\nsecret`],
    ['101 for another key', `${switching}Upgrade: websocket\r\nSec-WebSocket-Accept: ${'A'.repeat(27)}=\r\n\r\nsecret`],
    [
      'an extension nobody asked for',
      `${switching}Upgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n`,
    ],
  ])('B8: is 502, and nothing of what it says comes through: %s', async (_, bytes) => {
    echo.answerBy((socket) => socket.end(bytes));
    const headers = Object.entries({ ...handshake, authorization: me.headers.authorization });
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const answer = await fixture.raw(`GET ${socketPath} HTTP/1.1\r\n${lines}\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 502 .*x-error-code: UPSTREAM_UNREACHABLE/is);
    expect(answer).not.toMatch(/secret|SSH/);
  });

  it('B8: is 504 when it says nothing in time', async () => {
    echo.answerBy(() => undefined);
    const path = '/api/v1/spec/hasty';
    expect(await refusalOf(fixture.gateway, { path, headers: me.headers })).toEqual([504, 'UPSTREAM_TIMEOUT']);
  });

  it('B8: is 502 when it accepts no connection, and the gateway lives on', async () => {
    await fixture.upstreams.postcard.stop();
    expect(await refusalOf(fixture.gateway, { headers: me.headers })).toEqual([502, 'UPSTREAM_UNREACHABLE']);
    await fixture.upstreams.postcard.start();
    expect((await fixture.send({ path: `${mini}/health` })).status).toBe(200);
  });
});
