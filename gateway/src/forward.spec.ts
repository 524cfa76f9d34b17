import { get, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { waitFor } from '@mojian/testing/wait-for';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';
import { at, specRoute } from './spec-route.fixture.js';
import { json } from './upstream.fixture.js';

const specRoutes = [
  specRoute('plain'),
  specRoute('send', { method: 'POST', timeoutMs: 300 }),
  specRoute('upload', { method: 'POST' }),
  specRoute('slow', { timeoutMs: 200 }),
  specRoute('slow-web', { timeoutMs: 200, dialect: 'web', path: '/api/v1/spec/slow' }),
  specRoute('slow-page', { timeoutMs: 200, dialect: 'page', path: '/spec/slow' }),
  specRoute('stream', { stream: true, timeoutMs: 400 }),
  specRoute('card', { dialect: 'page', origin: 'card', path: '/spec/card' }),
];

let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture({ routes: [...allRoutes, ...specRoutes] });
});
afterAll(() => fixture.close());

const countOf = (path: string): number => fixture.upstreams.postcard.received.filter(({ url }) => url === path).length;

describe('an answer', () => {
  it.each([200, 201, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503])(
    'B14: passes unchanged with status %i',
    async (status) => {
      const headers = {
        'retry-after': '7',
        'x-error-code': 'X',
        etag: '"e"',
        'cache-control': 'private',
        link: ['<a>', '<b>'],
      };
      fixture.upstreams.postcard.answer(at('plain'), json({ 原文: status }, status, headers));
      const reply = await fixture.send({ path: at('plain') });
      expect([reply.status, reply.text]).toEqual([status, JSON.stringify({ 原文: status })]);
      expect(reply.headers).toMatchObject({
        'retry-after': '7',
        'x-error-code': 'X',
        etag: '"e"',
        'cache-control': 'private',
        link: '<a>, <b>',
      });
    },
  );

  it('B10: keeps its bytes when they are compressed or none', async () => {
    fixture.upstreams.postcard.answer(at('plain'), (response) => {
      response
        .writeHead(200, { 'content-encoding': 'br', 'content-type': 'image/png' })
        .end(Buffer.from([1, 2, 255, 0]));
    });
    const { text, headers } = await fixture.send({ path: at('plain'), headers: { 'accept-encoding': 'br' } });
    expect([Buffer.from(text).length > 0, headers['content-encoding']]).toEqual([true, 'br']);
    fixture.upstreams.postcard.answer(at('plain'), (response) => response.writeHead(304, { etag: '"e"' }).end());
    expect(await fixture.send({ path: at('plain') })).toMatchObject({ status: 304, text: '' });
  });

  it('tells nothing of the neighbours’ connection or software', async () => {
    fixture.upstreams.postcard.answer(at('plain'), json({}));
    const { headers } = await fixture.send({ path: at('plain') });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
  });

  it('B10: answers HEAD without a body', async () => {
    fixture.upstreams.postcard.answer(at('plain'), json({ a: 1 }));
    expect(await fixture.send({ method: 'HEAD', path: at('plain') })).toMatchObject({ status: 200, text: '' });
  });

  it('sets no cookie on the card origin', async () => {
    fixture.upstreams.postcard.answer('/spec/card', json({}, 200, { 'set-cookie': ['a=1', 'b=2'] }));
    const { headers, status } = await fixture.send({ path: '/spec/card', to: 'card', headers: { cookie: 'a=1' } });
    expect([status, headers['set-cookie'], headers['x-frame-options']]).toEqual([200, undefined, undefined]);
    expect(fixture.upstreams.postcard.received.at(-1)?.headers).not.toHaveProperty('cookie');
  });
});

describe('a service that fails', () => {
  it('B11: takes too long: 504 in the dialect of the route', async () => {
    for (const path of [at('slow'), '/api/v1/spec/slow', '/spec/slow'])
      fixture.upstreams.postcard.answer(path, () => undefined);
    const [inMini, inWeb, inPage] = await Promise.all(
      [at('slow'), '/api/v1/spec/slow', '/spec/slow'].map((path) => fixture.send({ path })),
    );
    expect([inMini?.status, JSON.parse(inMini?.text ?? '')]).toEqual([
      504,
      { code: 504, message: '服务响应超时，请稍后再试', data: null },
    ]);
    expect(inWeb?.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(inWeb?.text ?? '')).toMatchObject({
      status: 504,
      code: 'UPSTREAM_TIMEOUT',
      request_id: inWeb?.headers['x-request-id'],
    });
    expect(inPage?.text).toContain('<h1>服务响应超时');
    for (const reply of [inMini, inWeb, inPage]) expect(reply?.headers['x-error-code']).toBe('UPSTREAM_TIMEOUT');
  });

  it('B11: refuses connections: 502, after a second try for GET only', async () => {
    await fixture.upstreams.agent.stop();
    const asked = performance.now();
    const reply = await fixture.send({ path: `${mini}/trending`, headers: { 'accept-language': 'en' } });
    expect([reply.status, reply.headers['x-error-code']]).toEqual([502, 'UPSTREAM_UNREACHABLE']);
    expect(JSON.parse(reply.text)).toMatchObject({ code: 502, message: 'A service cannot be reached' });
    expect(performance.now() - asked).toBeGreaterThanOrEqual(100);
    const again = fixture.send({ path: `${mini}/trending` });
    await fixture.upstreams.agent.start();
    expect((await again).status).toBe(200);
  });

  it('closes a kept connection as it is used again: nobody notices', async () => {
    let answers = 0;
    fixture.upstreams.postcard.answer(at('plain'), (response, received) => {
      answers += 1;
      if (answers === 2) response.destroy();
      else json({ answers })(response, received);
    });
    await fixture.send({ path: at('plain') });
    expect(await fixture.send({ path: at('plain') })).toMatchObject({ status: 200, text: '{"answers":3}' });
  });

  it('B13: never gets a POST twice', async () => {
    fixture.upstreams.postcard.answer(at('send'), (response) => response.destroy());
    expect((await fixture.send({ method: 'POST', path: at('send'), body: '{}' })).status).toBe(502);
    fixture.upstreams.postcard.answer(at('send'), json({}, 503));
    expect((await fixture.send({ method: 'POST', path: at('send'), body: '{}' })).status).toBe(503);
    expect(countOf(at('send'))).toBe(2);
  });

  it('B6, B11: breaks off its answer: so does ours', async () => {
    fixture.upstreams.postcard.answer(at('plain'), (response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('half an ans', () => response.destroy());
    });
    await expect(fixture.send({ path: at('plain') })).rejects.toThrow();
    fixture.upstreams.postcard.answer(at('plain'), (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('short', () => response.destroy());
    });
    await expect(fixture.send({ path: at('plain') })).rejects.toThrow();
  });

  it('B11: stops in the middle of its answer: ours is broken off at the end of the budget', async () => {
    fixture.upstreams.postcard.answer(at('slow'), (response) => response.writeHead(200).write('and then'));
    await expect(fixture.send({ path: at('slow') })).rejects.toThrow();
  });
});

describe('a stream', () => {
  const openStream = () =>
    new Promise<{ status: number; close: () => void }>((resolve, reject) => {
      const options = { host: '127.0.0.1', port: fixture.gateway.port, path: at('stream'), agent: false };
      const request = get(options, (response) => {
        response.on('error', () => undefined);
        response.resume();
        resolve({ status: response.statusCode ?? 0, close: () => request.destroy() });
      });
      request.on('error', reject);
    });

  it('has its headers before its first byte, and outlives the budget', async () => {
    let finish = (): void => undefined;
    fixture.upstreams.postcard.answer(at('stream'), (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      finish = () => void response.end('data: done\n\n');
    });
    const text = await new Promise<string>((resolve, reject) => {
      get({ host: '127.0.0.1', port: fixture.gateway.port, path: at('stream'), agent: false }, (response) => {
        expect(response.headers['content-type']).toBe('text/event-stream');
        // Longer than the route's budget: only the headers are bound by it.
        setTimeout(() => finish(), 600);
        response.on('data', (chunk) => resolve(String(chunk)));
      }).on('error', reject);
    });
    expect(text).toBe('data: done\n\n');
  });

  it('does not keep others waiting, however many there are', async () => {
    fixture.upstreams.postcard.answer(at('stream'), (response) => response.writeHead(200).flushHeaders());
    fixture.upstreams.postcard.answer(at('plain'), json({}));
    const streams = await Promise.all(Array.from({ length: 400 }, openStream));
    expect(streams.every(({ status }) => status === 200)).toBe(true);
    expect((await fixture.send({ path: at('plain') })).status).toBe(200);
    for (const stream of streams) stream.close();
    const aborted = (): boolean =>
      fixture.upstreams.postcard.aborted.filter((url) => url === at('stream')).length >= 400;
    await waitFor(aborted, { what: 'all streams to be broken off at the service', timeoutMs: 3000 });
  }, 20_000);
});

describe('a client that goes away', () => {
  it('B12: aborts what it asked for', async () => {
    fixture.upstreams.postcard.answer(`${mini}/spec/upload`, () => undefined);
    const headers = { 'content-type': 'application/json', 'content-length': '2' };
    const request = httpRequest({
      host: '127.0.0.1',
      port: fixture.gateway.port,
      method: 'POST',
      path: at('upload'),
      headers,
    });
    request.on('error', () => undefined);
    request.end('{}');
    await waitFor(() => countOf(at('upload')) === 1, { what: 'the request to arrive' });
    request.destroy();
    await waitFor(() => fixture.upstreams.postcard.aborted.includes(at('upload')), {
      what: 'the abort to arrive',
      timeoutMs: 1000,
    });
  });
});

describe('one connection', () => {
  it('B6: carries one answer for each of several requests, in their order', async () => {
    fixture.upstreams.postcard.answer(at('plain'), json({ n: 1 }));
    const socket = connect(fixture.gateway.port, '127.0.0.1');
    const one = `GET ${at('plain')} HTTP/1.1\r\nHost: g\r\n\r\n`;
    const last = `GET /nowhere HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n`;
    const text = await new Promise<string>((resolve) => {
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('close', () => resolve(answer));
      socket.write(`${one}${one}${last}`);
    });
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 404']);
  });
});
