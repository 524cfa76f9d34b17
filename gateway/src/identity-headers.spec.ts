import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyInternalIdentity } from '@mojian/auth/internal-identity';
import { type GatewayFixture, identityKey, type LoggedIn, startFixture } from './gateway.fixture.js';
import { say, statusesOf } from './raw-socket.fixture.js';
import { at, specRoute } from './spec-route.fixture.js';
import { json } from './upstream.fixture.js';

let fixture: GatewayFixture;
let me: LoggedIn;
beforeAll(async () => {
  const mine = specRoute('mine', { access: 'user', permission: 'postcard:read' });
  fixture = await startFixture({ routes: [specRoute('open'), mine, specRoute('send', { method: 'POST' })] });
  me = await fixture.logIn();
});
beforeEach(() => {
  fixture.upstreams.postcard.received.length = 0;
});
afterAll(() => fixture.close());

const told = new Set([
  ...['host', 'connection', 'x-request-id', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'],
  ...['x-internal-identity', 'transfer-encoding', 'content-type', 'content-length'],
]);

async function ask(lines: readonly string[], { path = at('open'), method = 'GET', body = '' } = {}) {
  const bytes = [`${method} ${path} HTTP/1.1`, 'Host: gateway', ...lines, '', body].join('\r\n');
  const answer = await say(fixture.gateway.port, bytes);
  return { statuses: statusesOf(answer), seen: fixture.upstreams.postcard.received.at(-1) };
}

const forged = [
  ['X-User-Id: admin'],
  ['x-user-id: admin', 'X-USER-ID: root'],
  ['x_user_id: admin', 'X-User_Id: admin'],
  ['X-User-Role: admin', 'X-Roles: admin', 'X-Auth-User: admin', 'X-Remote-User: admin', 'Remote-User: admin'],
  ['X-Internal-Identity: e30.e30'],
  ['x-internal-identity: e30.e30', 'X-INTERNAL-IDENTITY: e30.e31'],
  ['x_internal_identity: e30.e30', 'X-Internal_Identity: e30'],
  ['Connection: x-internal-identity', 'X-Internal-Identity: e30.e30'],
  ['Connection: x-internal-identity, x-request-id, x-forwarded-for, host, content-length'],
  ['Connection: close, X-User-Id', 'X-User-Id: admin'],
  [
    'X-Forwarded-User: admin',
    'X-Original-URL: /internal/x',
    'X-Rewrite-URL: /internal/x',
    'X-HTTP-Method-Override: PUT',
  ],
  ['X-Forwarded-For: 6.6.6.6', 'X-Real-IP: 6.6.6.6', 'True-Client-IP: 6.6.6.6', 'Forwarded: for=6.6.6.6', 'Via: 1.1 x'],
  ['Cookie: user=admin', 'Authorization: Basic YWRtaW46YWRtaW4=', 'Proxy-Authorization: Basic YWRtaW46YWRtaW4='],
  [`X-Forwarded-Host: evil.example`, 'X-Forwarded-Prefix: /evil', 'X-Forwarded-Proto: https'],
];

describe('headers that say who calls', () => {
  it.each(forged.map((lines) => [JSON.stringify(lines), lines] as const))(
    'B3: never reach a service on a public route: %s',
    async (_, lines) => {
      const { statuses, seen } = await ask(lines);
      expect(statuses).toEqual([200]);
      const names = (seen?.rawHeaders ?? []).filter((_name, i) => i % 2 === 0).map((name) => name.toLowerCase());
      expect(names.filter((name) => !told.has(name))).toEqual([]);
      expect(names.filter((name) => name === 'x-internal-identity')).toHaveLength(1);
      expect(seen?.headers['x-forwarded-for']).toBe('127.0.0.1');
      const identity = String(seen?.headers['x-internal-identity']);
      const expected = { key: identityKey, audience: 'postcard', method: 'GET', path: at('open') };
      expect(verifyInternalIdentity(identity, expected)).not.toHaveProperty('user');
    },
  );

  it.each(
    forged
      .filter((lines) => !lines.join().includes('Authorization'))
      .map((lines) => [JSON.stringify(lines), lines] as const),
  )('B3: are no identity, and change none: %s', async (_, lines) => {
    expect(await ask(lines, { path: at('mine') })).toMatchObject({ statuses: [401], seen: undefined });
    const { statuses, seen } = await ask([...lines, `Authorization: Bearer ${me.token}`], { path: at('mine') });
    expect(statuses).toEqual([200]);
    const identity = String(seen?.headers['x-internal-identity']);
    const expected = { key: identityKey, audience: 'postcard', method: 'GET', path: at('mine') };
    expect(verifyInternalIdentity(identity, expected).user).toMatchObject({ id: me.userId, role: 'user' });
    expect(seen?.headers).not.toHaveProperty('authorization');
  });

  it('B3: are not read from trailers', async () => {
    const lines = [
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
      'Trailer: X-User-Id, X-Internal-Identity',
    ];
    const body = '2\r\n{}\r\n0\r\nX-User-Id: admin\r\nX-Internal-Identity: e30.e30\r\nAuthorization: Bearer x\r\n\r\n';
    const { statuses, seen } = await ask(lines, { path: at('send'), method: 'POST', body });
    expect([statuses, seen?.body]).toEqual([[200], '{}']);
    expect(seen?.headers).not.toHaveProperty('x-user-id');
    expect(String(seen?.headers['x-internal-identity'])).not.toBe('e30.e30');
  });

  it('B3: with a colon hidden in their name are no headers at all', async () => {
    for (const line of ['X-User-Id : admin', ' X-User-Id: admin', 'X-User-Id\x00: admin', 'X: a\rX-User-Id: admin']) {
      expect(await ask([line])).toEqual({ statuses: [400], seen: undefined });
    }
  });
});

describe('what belongs to one connection', () => {
  it.each([
    [['TE: trailers, deflate', 'Connection: TE']],
    [['Keep-Alive: timeout=9', 'Connection: keep-alive']],
    [['Proxy-Connection: keep-alive', 'Proxy-Authorization: Basic x']],
    [['Upgrade: h2c', 'Connection: Upgrade, HTTP2-Settings', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA']],
    [['Upgrade: TLS/1.0', 'Connection: Upgrade']],
    [['Trailer: X-User-Id']],
    [['Connection: accept-language, x-client-version', 'X-Nominated: 1']],
  ])('B7: stays on it on the way to a service: %j', async (lines) => {
    const { statuses, seen } = await ask(lines);
    expect(statuses).toEqual([200]);
    const { connection, ...headers } = seen?.headers ?? {};
    expect(connection).toBe('keep-alive');
    expect(Object.keys(headers).filter((name) => !told.has(name))).toEqual([]);
  });

  it('B7: stays on it on the way back', async () => {
    const hopByHop = {
      'keep-alive': 'timeout=1',
      'proxy-authenticate': 'Basic',
      'proxy-connection': 'keep-alive',
      trailer: 'X',
      upgrade: 'h2c',
      connection: 'x-internal',
      'x-internal': 'topology',
    };
    fixture.upstreams.postcard.answer(at('open'), json({}, 200, hopByHop));
    const { headers } = await fixture.send({ path: at('open') });
    for (const name of ['keep-alive', 'proxy-authenticate', 'proxy-connection', 'trailer', 'upgrade', 'x-internal']) {
      expect(headers).not.toHaveProperty(name);
    }
  });
});

describe('methods and versions', () => {
  const statusOf = async (first: string, ...lines: string[]): Promise<number[]> =>
    statusesOf(await say(fixture.gateway.port, [first, ...lines, '', ''].join('\r\n')));
  const host = 'Host: gateway';

  it.each([
    'TRACE',
    'TRACK',
    'DEBUG',
    'PATCH',
    'PROPFIND',
    'PURGE',
    'LINK',
    'SOURCE',
    'QUERY',
    'get',
    'GETX',
    'M-SEARCH',
  ])('B9: %s is no method of ours', async (method) => {
    const [status = 400, ...others] = await statusOf(`${method} ${at('open')} HTTP/1.1`, host);
    expect([400, 405]).toContain(status);
    expect([others, fixture.upstreams.postcard.received]).toEqual([[], []]);
  });

  it('B9: CONNECT opens no tunnel', async () => {
    for (const target of ['127.0.0.1:80', 'gateway:443', at('open')]) {
      expect(await statusOf(`CONNECT ${target} HTTP/1.1`, host)).toEqual([]);
    }
  });

  it('B9: two hosts, no host, or an odd one are refused', async () => {
    const first = `GET ${at('open')} HTTP/1.1`;
    const odd = [
      'Host: a b',
      'Host: gateway,evil',
      'Host: gateway/x',
      'Host: @gateway',
      'Host: gateway:x',
      'Host:',
      'Host: [::1',
    ];
    for (const lines of [
      [host, host],
      [host, 'Host: evil'],
      ['host: gateway', 'HOST: gateway'],
      [],
      ...odd.map((one) => [one]),
    ]) {
      expect(await statusOf(first, ...lines)).toEqual([400]);
    }
    expect(fixture.upstreams.postcard.received).toEqual([]);
  });

  it('B9: HTTP/1.0 is served once, and its connection closed', async () => {
    const answer = await say(fixture.gateway.port, `GET ${at('open')} HTTP/1.0\r\n${host}\r\n\r\n`);
    expect([statusesOf(answer), /connection: close/i.test(answer)]).toEqual([[200], true]);
    expect(await statusOf(`GET ${at('open')} HTTP/1.0`)).toEqual([400]);
  });

  it('B9: a body of GET is refused', async () => {
    expect(await statusOf(`GET ${at('open')} HTTP/1.1`, host, 'Content-Length: 2')).toEqual([400]);
    expect(await statusOf(`GET ${at('open')} HTTP/1.1`, host, 'Transfer-Encoding: chunked')).toEqual([400]);
  });
});
