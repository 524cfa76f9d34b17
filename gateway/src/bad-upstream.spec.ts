import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { type GatewayFixture, startFixture } from './gateway.fixture.js';
import { type RawService, say, startRawService, statusesOf } from './raw-socket.fixture.js';
import { defaultPatience } from './serve.js';
import { at, specRoute } from './spec-route.fixture.js';

const nowhere = ['http://127.0.0.1:9'];
let fixture: GatewayFixture;
let service: RawService;
beforeAll(async () => {
  service = await startRawService();
  fixture = await startFixture({
    routes: [specRoute('plain', { timeoutMs: 500 }), specRoute('other'), specRoute('send', { method: 'POST' })],
    serviceUrls: { user: nowhere, postcard: [service.url], agent: nowhere },
    patience: { ...defaultPatience, bodyStallMs: 150 },
    protection: { verifyTokens: true, limitRates: true, auditRefusals: false, brakeRoutes: false },
  });
});
beforeEach(() => service.answerBy((socket) => socket.write(ok)));
afterAll(async () => {
  await fixture.close();
  await service.stop();
});

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const head = (...lines: string[]): string => ['HTTP/1.1 200 OK', ...lines, '\r\n'].join('\r\n');
const secret = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret';
const ask = (path: string, method = 'GET') =>
  say(fixture.gateway.port, `${method} ${path} HTTP/1.1\r\nHost: gateway\r\n\r\n`);

/** What ten others are told afterwards. */
async function tellOthers(): Promise<string[]> {
  service.answerBy((socket) => socket.write(ok));
  const others = await Promise.all(Array.from({ length: 10 }, () => fixture.send({ path: at('other') })));
  return [...new Set(others.map(({ status, text }) => `${status} ${text}`))];
}

describe('a service whose answers are not whole', () => {
  it.each([
    ['two answers at once', `${ok}${secret}`],
    ['an answer longer than it says', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\noksecret'],
    ['an answer shorter than it says', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok'],
    ['a chunk that is none', `${head('Transfer-Encoding: chunked')}2\r\nok\r\nzz\r\nsecret\r\n0\r\n\r\n`],
    ['a chunk longer than it says', `${head('Transfer-Encoding: chunked')}2\r\noksecret\r\n0\r\n\r\n`],
    ['chunks and another answer', `${head('Transfer-Encoding: chunked')}2\r\nok\r\n0\r\n\r\n${secret}`],
    ['a length and chunks', `${head('Transfer-Encoding: chunked', 'Content-Length: 2')}2\r\nok\r\n0\r\n\r\n`],
    ['two lengths', `${head('Content-Length: 2', 'Content-Length: 8')}oksecret`],
    ['a body after 204', `HTTP/1.1 204 No Content\r\n\r\n${secret}`],
    ['a body after 304', `HTTP/1.1 304 Not Modified\r\nContent-Length: 6\r\n\r\n${secret}`],
    ['a header with a bare CR', `${head('X: a\rSet-Cookie: b=c', 'Content-Length: 2')}ok`],
    ['a folded header', `${head('X: a', ' folded', 'Content-Length: 2')}ok`],
    ['a head without an end', 'HTTP/1.1 200 OK\r\nX: '],
    ['something else than HTTP', 'SSH-2.0-secret\r\n'],
  ])('B6: poisons no connection for others: %s', async (_, bytes) => {
    service.answerBy((socket) => socket.write(bytes));
    const answer = await ask(at('plain'));
    expect(answer).not.toContain('secret');
    expect(statusesOf(answer).length).toBeLessThanOrEqual(1);
    expect(await tellOthers()).toEqual(['200 ok']);
  });

  it('B6: poisons none by an answer that nobody asked for: the connection is given up as it comes', async () => {
    let hangUps = 0;
    let sayMore = (): unknown => undefined;
    service.answerBy((socket) => {
      socket.once('close', () => {
        hangUps += 1;
      });
      sayMore = () => socket.write(secret);
      socket.write(ok);
    });
    expect((await fixture.send({ path: at('plain') })).text).toBe('ok');
    sayMore();
    await waitFor(() => hangUps === 1, { what: 'the gateway to hang up' });
    expect(await tellOthers()).toEqual(['200 ok']);
  });

  it('B6: has its broken answers broken off, never ended as if they were whole', async () => {
    service.answerBy((socket) => socket.end(`${head('Transfer-Encoding: chunked')}2\r\nok\r\n`));
    expect(await ask(at('plain'))).not.toMatch(/0\r\n\r\n$/);
    service.answerBy((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok'));
    await expect(fixture.send({ path: at('plain') })).rejects.toThrow();
  });

  it('B6: gets each of several requests of one connection by itself, and their answers stay in order', async () => {
    service.answerBy((socket, request) => {
      const name = /spec\/(\w+)/.exec(request)?.[1] ?? '';
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${name.length}\r\n\r\n${name}`);
    });
    const requests = ['plain', 'other', 'plain', 'other'].map(
      (id) => `GET ${at(id)} HTTP/1.1\r\nHost: gateway\r\n\r\n`,
    );
    const answer = await say(fixture.gateway.port, requests.join(''));
    expect(answer.match(/\r\n\r\n(plain|other)/g)?.map((body) => body.trim())).toEqual([
      'plain',
      'other',
      'plain',
      'other',
    ]);
  });
});

describe('answers that are more or less than one', () => {
  it('B10: 103 and 100 of a service are kept from the client, who gets what comes after', async () => {
    service.answerBy((socket) => {
      socket.write(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${ok}`);
    });
    const answer = await ask(at('plain'));
    expect([statusesOf(answer), answer.endsWith('ok')]).toEqual([[200], true]);
  });

  it('B10: HEAD, 204 and 304 have no body, whatever their length says', async () => {
    service.answerBy((socket) => socket.write(head('Content-Length: 1234')));
    const answer = await ask(at('plain'), 'HEAD');
    expect(answer).toMatch(/content-length: 1234/i);
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
    for (const status of ['204 No Content', '304 Not Modified']) {
      service.answerBy((socket) => socket.write(`HTTP/1.1 ${status}\r\nETag: "e"\r\n\r\n`));
      const empty = await ask(at('plain'));
      expect([statusesOf(empty), empty.endsWith('\r\n\r\n')]).toEqual([[Number(status.slice(0, 3))], true]);
      expect(empty).not.toMatch(/transfer-encoding/i);
    }
    expect(await tellOthers()).toEqual(['200 ok']);
  });

  it('B10: trailers of a service end at the gateway', async () => {
    const trailers = '0\r\nX-User-Id: admin\r\nSet-Cookie: a=b\r\n\r\n';
    service.answerBy((socket) => {
      socket.write(`${head('Transfer-Encoding: chunked', 'Trailer: X-User-Id')}2\r\nok\r\n${trailers}`);
    });
    const answer = await ask(at('plain'));
    expect(answer).toMatch(/2\r\nok\r\n0\r\n\r\n$/);
    expect(answer).not.toMatch(/x-user-id|set-cookie/i);
  });

  it('B10: who announces a body and then says nothing is asked for it, and cut off', async () => {
    const lines = [`POST ${at('send')} HTTP/1.1`, 'Host: gateway', 'Content-Type: application/json'];
    const request = [...lines, 'Content-Length: 5', 'Expect: 100-continue', '', ''].join('\r\n');
    const before = service.heard.length;
    service.answerBy(() => undefined);
    const answer = await say(fixture.gateway.port, request);
    expect(statusesOf(answer)).toEqual([100]);
    const gone = () => say(fixture.gateway.port, `GET ${at('other')} HTTP/1.1\r\nHost: gateway\r\n\r\n`);
    service.answerBy((socket) => socket.write(ok));
    expect(statusesOf(await gone())).toEqual([200]);
    expect(service.heard.slice(before).join('').match(/POST /g)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  it('B10: another expectation is none of ours', async () => {
    const request = `GET ${at('plain')} HTTP/1.1\r\nHost: gateway\r\nExpect: 200-ok\r\n\r\n`;
    expect(statusesOf(await say(fixture.gateway.port, request))).toEqual([417]);
  });
});
