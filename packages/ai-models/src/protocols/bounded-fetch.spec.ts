import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { waitFor } from '@mojian/testing/wait-for';
import { boundedFetch } from './bounded-fetch.js';

const servers: Server[] = [];

async function serve(listener: RequestListener) {
  const seen = { paths: [] as (string | undefined)[], connections: 0, open: 0 };
  const server = createServer((request, response) => {
    seen.paths.push(request.url);
    listener(request, response);
  });
  server.on('connection', (socket) => {
    seen.connections += 1;
    seen.open += 1;
    socket.once('close', () => {
      seen.open -= 1;
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  const endpoint = { provider: 'acme', model: 'ink-1', baseUrl: url, key: 'sk-1' };
  const patience = { firstByteMs: 5000, silenceMs: 5000 };
  return { url, seen, fetch: boundedFetch(endpoint, { accept: 'application/json', maxBytes: 1000, patience }) };
}

const failure = async (asking: Promise<Response>): Promise<AppError> => {
  const error: unknown = await asking.then((response) => response.text()).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  return error;
};

describe('boundedFetch', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('follows no redirect', async () => {
    const { fetch, url, seen } = await serve((_, response) => {
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    const { code, options } = await failure(fetch(`${url}/here`, { method: 'POST', body: '{}' }));
    expect([code, options.details]).toEqual(['MODEL_REJECTED', { provider: 'acme', model: 'ink-1', status: 307 }]);
    expect(seen.paths).toEqual(['/here']);
  });

  it('takes a page that comes with 200 for no answer', async () => {
    const { fetch, url } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Log in</p>');
    });
    const error = await failure(fetch(url));
    expect([error.code, error.message]).toEqual([
      'MODEL_UNAVAILABLE',
      'acme:ink-1 answered text/html instead of application/json',
    ]);
  });

  it('takes Retry-After as a date too', async () => {
    const { fetch, url } = await serve((_, response) => {
      const later = new Date(Date.now() + 90_000).toUTCString();
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': later }).end('{}');
    });
    const { options } = await failure(fetch(url));
    expect(options.details?.retry_after_ms).toBeGreaterThan(60_000);
    expect(options.details?.retry_after_ms).toBeLessThanOrEqual(90_000);
  });

  it('reads no more of an error than its beginning, and none of it after its bound', async () => {
    const { fetch, url, seen } = await serve((_, response) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      const pour = (): void => {
        if (!response.destroyed && response.write(Buffer.alloc(65_536, 'x'))) setImmediate(pour);
      };
      response.on('drain', pour);
      pour();
    });
    expect((await failure(fetch(url))).options.details).toMatchObject({ status: 500 });
    await waitFor(() => seen.open === 0, { what: 'the connection to be closed' });
  });

  it('says what stands in an error, but not the key', async () => {
    const { fetch, url } = await serve((_, response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"no such\\n model for sk-1"}');
    });
    expect((await failure(fetch(url))).message).toBe('acme:ink-1 answered 400: no such model for (key)');
  });

  it('leaves a connection that was read to its end to the next request', async () => {
    const { fetch, url, seen } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":1}');
    });
    for (const _ of Array(8)) expect(await (await fetch(url)).json()).toEqual({ a: 1 });
    // The next may be asked a moment before the last byte of the one before is seen.
    expect(seen.connections).toBeLessThanOrEqual(3);
  });
});
