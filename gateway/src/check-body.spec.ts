import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';
import { at, specRoute } from './spec-route.fixture.js';
import { json } from './upstream.fixture.js';

const upload = specRoute('upload', { method: 'POST', bodyLimit: 64 * 1024 });

let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture({ routes: [...allRoutes, upload] });
});
afterAll(() => fixture.close());

const countOf = (path: string): number => fixture.upstreams.postcard.received.filter(({ url }) => url === path).length;

describe('a body', () => {
  const big = 'x'.repeat(65 * 1024);

  it('B15: over the limit is refused by its length, unseen by the service', async () => {
    const before = countOf(at('upload'));
    const reply = await fixture.send({ method: 'POST', path: at('upload'), body: big });
    expect([reply.status, reply.headers['x-error-code'], JSON.parse(reply.text).code]).toEqual([
      413,
      'BODY_TOO_LARGE',
      413,
    ]);
    expect(countOf(at('upload'))).toBe(before);
  });

  it('B15: over the limit is refused by its bytes where it tells no length', async () => {
    const before = countOf(at('upload'));
    const chunks = Array.from({ length: 65 }, () => `400\r\n${'x'.repeat(1024)}\r\n`).join('');
    const head = `POST ${at('upload')} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    expect(await fixture.raw(`${head}${chunks}`)).toMatch(/^HTTP\/1.1 413 /);
    expect(countOf(at('upload'))).toBe(before);
  });

  it('of 1 MB is the most elsewhere, 10 MB for a card', async () => {
    const me = await fixture.logIn();
    const body = JSON.stringify({ user_input: 'y'.repeat(2 * 1024 * 1024) });
    expect((await fixture.send({ method: 'POST', path: `${mini}/auth/login`, body })).status).toBe(413);
    const create = { method: 'POST', path: `${mini}/postcards/create`, headers: { ...me.headers } };
    expect((await fixture.send({ ...create, body })).status).toBe(200);
    expect(fixture.upstreams.postcard.received.at(-1)?.body.length).toBe(body.length);
    expect((await fixture.send({ ...create, body: 'z'.repeat(10 * 1024 * 1024 + 1) })).status).toBe(413);
  });

  it('in chunks passes whole', async () => {
    fixture.upstreams.postcard.answer(at('upload'), json({}));
    const head = `POST ${at('upload')} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    expect(await fixture.raw(`${head}3\r\n{"a\r\n5\r\n":"b"\r\n1\r\n}\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1.1 200 /);
    expect(fixture.upstreams.postcard.received.at(-1)?.body).toBe('{"a":"b"}');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-7',
    '',
  ])('of type "%s" is not read on a JSON route', async (type) => {
    const reply = await fixture.send({
      method: 'POST',
      path: at('upload'),
      body: '{}',
      headers: { 'content-type': type },
    });
    expect([reply.status, reply.headers['x-error-code']]).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED']);
  });

  it('of a form is read on a page', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const path = '/c/abcdefghijklmnopqrstuv/report';
    expect((await fixture.send({ method: 'POST', path, body: 'reason=other', headers })).status).toBe(200);
    expect(fixture.upstreams.postcard.received.at(-1)?.body).toBe('reason=other');
  });

  it.each(['text/xml', 'application/json', ''])('of WeChat’s push passes as it is (of type "%s")', async (type) => {
    const push = { method: 'POST', path: '/wechat/push?nonce=1', headers: { 'content-type': type } };
    expect((await fixture.send({ ...push, body: '{"a": "墨"}' })).status).toBe(200);
    expect(fixture.upstreams.postcard.received.at(-1)).toMatchObject({ url: push.path, body: '{"a": "墨"}' });
    expect((await fixture.send({ ...push, body: big })).status).toBe(413);
    const packed = { ...push.headers, 'content-encoding': 'gzip' };
    expect((await fixture.send({ ...push, headers: packed, body: '{}' })).status).toBe(415);
  });

  it.each(['gzip', 'br', 'deflate', 'identity, gzip', 'zstd'])(
    'B15: that is compressed (%s) is not read',
    async (encoding) => {
      const before = countOf(at('upload'));
      const headers = { 'content-encoding': encoding };
      const reply = await fixture.send({ method: 'POST', path: at('upload'), body: '{}', headers });
      expect([reply.status, countOf(at('upload'))]).toEqual([415, before]);
    },
  );

  it('B15: that never ends costs no memory: it is counted, not kept', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const head = `POST ${mini}/postcards/create HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n`;
    const me = await fixture.logIn();
    const before = process.memoryUsage().rss;
    const flood = () =>
      new Promise<number>((resolve) => {
        const socket = connect(fixture.gateway.port, '127.0.0.1');
        let sent = 0;
        const send = (): void => {
          do sent += chunk.length;
          while (socket.write(chunk));
        };
        socket.write(`${head}Authorization: ${me.headers.authorization}\r\n\r\n`);
        socket.on('drain', send).on('error', () => undefined);
        socket.resume().on('close', () => resolve(sent));
        send();
      });
    const sent = await Promise.all([flood(), flood(), flood()]);
    expect(Math.min(...sent)).toBeGreaterThan(10 * 1024 * 1024);
    // Three services of the spec, in this very process, hold up to 10 MB each until they are broken off.
    expect(process.memoryUsage().rss - before).toBeLessThan(3 * 64 * 1024 * 1024);
  }, 20_000);
});
