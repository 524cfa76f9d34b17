import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';
import { say } from './raw-socket.fixture.js';
import { at, specRoute } from './spec-route.fixture.js';
import { json } from './upstream.fixture.js';

let fixture: GatewayFixture;
beforeAll(async () => {
  const send = specRoute('send', { method: 'POST', bodyLimit: 100 });
  const page = specRoute('form', { method: 'POST', dialect: 'page', path: '/spec/form' });
  fixture = await startFixture({
    routes: [...allRoutes, specRoute('plain'), send, page],
    protection: { verifyTokens: true, limitRates: true, auditRefusals: false, brakeRoutes: false },
  });
});
beforeEach(() => {
  fixture.upstreams.postcard.received.length = 0;
});
afterAll(() => fixture.close());

const statuses = [
  ...[
    200, 201, 202, 206, 301, 302, 303, 307, 400, 401, 402, 403, 404, 405, 409, 410, 412, 413, 415, 416, 422, 425, 429,
  ],
  ...[451, 500, 501, 502, 503, 504],
];

describe('what a service answers', () => {
  it.each(statuses)('B14: comes through as it is, and is never wrapped: %i', async (status) => {
    const body = { code: -1, message: '原样', data: { nested: [1, null] } };
    const headers = {
      'retry-after': '7',
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1767225600',
      'x-error-code': 'SPEC',
      'www-authenticate': 'Bearer',
      location: '/elsewhere',
      etag: 'W/"e"',
      'cache-control': 'private, max-age=1',
      'content-language': 'zh',
      'content-disposition': 'attachment',
    };
    fixture.upstreams.postcard.answer(at('plain'), json(body, status, headers));
    const reply = await fixture.send({ path: at('plain') });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([status, body]);
    expect(reply.headers).toMatchObject(headers);
  });
});

describe('what a body is said to be', () => {
  const send = (type: string, body = '{"role":"user"}') =>
    fixture.send({ method: 'POST', path: at('send'), body, headers: { 'content-type': type } });

  it.each([
    ...['text/plain', 'text/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'image/png'],
    ...['application/json; charset=utf-7', 'application/json; charset=utf-16', 'application/json; charset=utf-16le'],
    ...['application/json; charset=latin1', 'application/json; charset=gb18030', 'application/json;charset=ibm037'],
    ...[
      'application/json, text/plain',
      'application/json; charset=utf-8; charset=utf-7',
      'application/json; boundary=x',
    ],
    ...[
      'application/json\u00a0',
      'application/jsonp',
      'application/vnd.api+json',
      'application/json;',
      '*/*',
      'json',
      '',
    ],
  ])('B16: is refused where it is not JSON in UTF-8: %j', async (type) => {
    const { status, headers } = await send(type);
    expect([status, headers['x-error-code']]).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED']);
    expect(fixture.upstreams.postcard.received).toEqual([]);
  });

  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
  ])('B16: reaches the service as it was said, byte by byte: %s', async (type) => {
    const body = '\ufeff{"名":"\ud83d\ude00"}';
    expect((await send(type, body)).status).toBe(200);
    const [seen] = fixture.upstreams.postcard.received;
    expect([seen?.headers['content-type'], seen?.body]).toEqual([type, body]);
  });

  it('B16: is a form only where a page takes one', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = { method: 'POST', body: 'a=1', headers };
    expect((await fixture.send({ ...sent, path: '/spec/form' })).status).toBe(200);
    expect((await fixture.send({ ...sent, path: at('send') })).status).toBe(415);
  });
});

describe('what goes wrong', () => {
  const host = 'Host: gateway';
  const odd: Record<string, string> = {
    'no HTTP': 'hello\r\n\r\n',
    'a path with two readings': `GET ${mini}/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n${host}\r\n\r\n`,
    'an escape that is none': `GET /c/%E0%A4%A HTTP/1.1\r\n${host}\r\n\r\n`,
    'a head that is too large': `GET / HTTP/1.1\r\n${host}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    'a body that is too large': `POST ${at('send')} HTTP/1.1\r\n${host}\r\nContent-Type: application/json\r\nContent-Length: 101\r\n\r\n`,
    'a foreign host': 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n',
    'a method that is none': `BREW / HTTP/1.1\r\n${host}\r\n\r\n`,
    'a broken token': `GET ${mini}/auth/userinfo HTTP/1.1\r\n${host}\r\nAuthorization: Bearer eyJhbGciOiJub25lIn0.e30.\r\n\r\n`,
    'a key of SQL': `GET ${mini}/auth/userinfo HTTP/1.1\r\n${host}\r\nX-API-Key: mj_' OR 1=1 --\r\n\r\n`,
    'a file of ours': `GET /package.json HTTP/1.1\r\n${host}\r\n\r\n`,
    'a folder of git': `GET /.git/config HTTP/1.1\r\n${host}\r\n\r\n`,
    'an upgrade': `GET /x HTTP/1.1\r\n${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    'an expectation': `GET / HTTP/1.1\r\n${host}\r\nExpect: x\r\n\r\n`,
  };
  const leak =
    /x-powered-by|^server:|express|node_modules|nestjs|llhttp|HPE_|\bat .+:\d+:\d+|\.[jt]s:\d+|ECONN|127\.0\.0\.1:|select |stack|v24\./im;

  it.each(Object.entries(odd))('B20: tells nothing of how we are made: %s', async (_, bytes) => {
    const answer = await say(fixture.gateway.port, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toMatch(leak);
  });

  it('B20: nor do services that are away, slow or odd', async () => {
    await fixture.upstreams.agent.stop();
    const away = await fixture.send({ path: `${mini}/trending` });
    await fixture.upstreams.agent.start();
    fixture.upstreams.postcard.answer(at('plain'), (response) =>
      response.socket?.end('garbage of node_modules/x.js:1:2\r\n'),
    );
    const odd = await fixture.send({ path: at('plain') });
    for (const { status, text, headers } of [away, odd]) {
      expect(status).toBe(502);
      expect(`${text} ${JSON.stringify({ ...headers, date: '' })}`).not.toMatch(leak);
    }
  });
});
