import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { waitFor } from '@mojian/testing/wait-for';
import { type GatewayFixture, startFixture } from './gateway.fixture.js';
import { defaultPatience } from './serve.js';
import { at, specRoute } from './spec-route.fixture.js';
import { json } from './upstream.fixture.js';

let fixture: GatewayFixture;
beforeAll(async () => {
  const routes = [...allRoutes, specRoute('plain'), specRoute('upload', { method: 'POST' })];
  const patience = { ...defaultPatience, headersMs: 300, bodyStallMs: 300, checkMs: 50 };
  fixture = await startFixture({ routes, patience });
  fixture.upstreams.postcard.answer(at('plain'), json({}));
});
afterAll(() => fixture.close());

/** Sends a beginning, then one byte every 20 ms; resolves with how long it was let. */
const drip = (beginning: string, byte: string): Promise<number> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = connect(fixture.gateway.port, '127.0.0.1', () => socket.write(beginning));
    const timer = setInterval(() => socket.writable && byte !== '' && socket.write(byte), 20);
    socket.on('error', () => undefined);
    socket.resume();
    socket.on('close', () => {
      clearInterval(timer);
      resolve(performance.now() - startedAt);
    });
  });

const head = `POST ${at('upload')} HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n`;

describe('a client that is slow on purpose', () => {
  it.each([
    ['its head', 'GET / HTTP/1.1\r\nHost: g\r\nX-Slow: ', 'x'],
    ['nothing at all', '', ''],
    ['its body', `${head}Content-Length: 100000\r\n\r\n`, ' '],
    ['its chunks', `${head}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n'],
    [
      'its body on a route that refuses it',
      `${head.replace(at('upload'), '/nowhere')}Content-Length: 9999\r\n\r\n`,
      ' ',
    ],
  ])('B17: is cut off when it drips %s', async (_, beginning, byte) => {
    expect(await drip(beginning, byte)).toBeLessThan(1500);
  });

  it('B17: is cut off within 15 s in earnest', () => {
    const { headersMs, bodyStallMs, checkMs } = defaultPatience;
    expect(Math.max(headersMs + checkMs, bodyStallMs)).toBeLessThanOrEqual(15_000);
  });

  it('B17: keeps nobody else waiting, even a thousand of them', async () => {
    const sockets = Array.from({ length: 1000 }, () => connect(fixture.gateway.port, '127.0.0.1'));
    for (const socket of sockets) socket.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: g\r\n');
    await waitFor(() => sockets.every(({ connecting }) => !connecting), { what: 'the connections' });
    const asked = performance.now();
    expect((await fixture.send({ path: at('plain') })).status).toBe(200);
    expect(performance.now() - asked).toBeLessThan(500);
    for (const socket of sockets) socket.destroy();
  });

  it('is served when it only pauses, or is large and quick', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(900_000) });
    expect((await fixture.send({ method: 'POST', path: at('upload'), body })).status).toBe(200);
  });
});
