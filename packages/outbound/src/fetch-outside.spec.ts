import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { connect, type LookupFunction, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type FetchOptions, fetchOutside } from './fetch-outside.js';
import { isPublicAddress } from './public-address.js';
import type { ResolvedAddress } from './resolve-target.js';

const loopback: ResolvedAddress = { address: '127.0.0.1', family: 4 };
const elsewhere: ResolvedAddress = { address: '93.184.215.14', family: 4 };

const servers: Server[] = [];

/** A server on the loopback, which nobody outside may be led to. */
async function serve(listener: RequestListener) {
  const seen = { connections: 0, requests: [] as string[], closed: 0 };
  const server = createServer((request, response) => {
    seen.requests.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  server.on('connection', (socket) => {
    seen.connections += 1;
    socket.once('close', () => {
      seen.closed += 1;
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { seen, port, url: `http://inside.test:${port}/` };
}

const inside: FetchOptions = { allow: ['inside.test'], resolve: async () => [loopback] };
const codeOf = (url: string, options?: FetchOptions) =>
  fetchOutside(url, options).then(
    ({ status }) => status,
    (error: { code?: string }) => error.code,
  );

describe('fetchOutside', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('C7: refuses every address that is not public, however it is spelt', async () => {
    const { seen, port } = await serve((_, response) => response.end());
    const hosts = [
      '127.0.0.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '127.1',
      '0',
      '0.0.0.0',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '192.0.2.1',
      '168.63.129.16',
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[fe80::1]',
      '[fc00::1]',
      '[fd12:3456::1]',
      '[ff02::1]',
      '[64:ff9b::7f00:1]',
      '[64:ff9b:1::1]',
      '[2002:7f00:1::]',
      '[2001:0:7f00:1::]',
      '[2001:db8::1]',
      '[3fff::1]',
      '[100::1]',
      '[5f00::1]',
      '127。0。0。1',
    ];
    const codes = await Promise.all(hosts.map(async (host) => [host, await codeOf(`http://${host}:${port}/`)]));
    expect(codes.filter(([, code]) => code !== 'URL_REFUSED')).toEqual([]);
    expect(seen.connections).toBe(0);
  });

  it('C7: refuses what is no plain web address', async () => {
    const urls = [
      'file:///etc/passwd',
      'gopher://127.0.0.1:25/x',
      'ftp://example.org/',
      'data:text/plain,x',
      'javascript:1',
      'nothing',
      '',
      'http://',
      'http://user:secret@example.org/',
      'http://user@example.org/',
    ];
    const codes = await Promise.all(urls.map(async (url) => [url, await codeOf(url)]));
    expect(codes.filter(([, code]) => code !== 'URL_REFUSED')).toEqual([]);
  });

  it('C7: refuses a host of which one address is private, and knows public ones', async () => {
    expect(await codeOf('http://mixed.test/', { resolve: async () => [elsewhere, loopback] })).toBe('URL_REFUSED');
    expect(await codeOf('http://localhost/')).toBe('URL_REFUSED');
    expect(['93.184.215.14', '8.8.8.8', '2606:2800:21f::1', '2400:3200::1'].map(isPublicAddress)).toEqual(
      Array(4).fill(true),
    );
    expect(['fe80::1%lo', 'x', ''].map(isPublicAddress)).toEqual([false, false, false]);
  });

  it('C7: connects to the address that was checked, whatever the name becomes a moment later', async () => {
    const { seen, port } = await serve((_, response) => response.end());
    let asked = 0;
    const rebinding = async () => {
      asked += 1;
      return [asked === 1 ? elsewhere : loopback];
    };
    const connectedTo: unknown[] = [];
    // Nothing leaves this machine: where the connection would lead is asked of the pinned look-up, then it is refused.
    const createConnection = (options: { readonly lookup?: LookupFunction }): Socket => {
      options.lookup?.('rebind.test', { all: false }, (_, address) => connectedTo.push(address));
      return connect({ host: '127.0.0.1', port: 1 });
    };
    const code = await codeOf(`http://rebind.test:${port}/`, { resolve: rebinding, createConnection });
    expect([code, asked, connectedTo, seen.connections]).toEqual(['UPSTREAM_UNREACHABLE', 1, [elsewhere.address], 0]);
  });

  it('C7: follows no redirect', async () => {
    const { seen, port, url } = await serve((_, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end();
    });
    expect(await codeOf(url, inside)).toBe(302);
    expect(seen.requests).toEqual(['GET /']);
  });

  it('C7: gives up a slow answer, wherever it stops', async () => {
    const silent = await serve(() => undefined);
    const dripping = await serve((_, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.once('close', () => clearInterval(drip));
    });
    const patience = { ...inside, timeoutMs: 200 };
    const never = { timeoutMs: 50, resolve: () => new Promise<never>(() => undefined) };
    expect(await codeOf(silent.url, patience)).toBe('UPSTREAM_TIMEOUT');
    expect(await codeOf(dripping.url, patience)).toBe('UPSTREAM_TIMEOUT');
    expect(await codeOf('http://never.test/', never)).toBe('UPSTREAM_TIMEOUT');
  });

  it('C7: reads no more than its bound', async () => {
    let sent = 0;
    const { url } = await serve((_, response) => {
      const pour = (): void => {
        sent += 65_536;
        if (!response.destroyed && response.write(Buffer.alloc(65_536))) setImmediate(pour);
      };
      response.on('drain', pour);
      pour();
    });
    expect(await codeOf(url, { ...inside, maxBytes: 1024 * 1024 })).toBe('UPSTREAM_UNREACHABLE');
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  it('posts to a host that was allowed, and reads its answer', async () => {
    const bodyOf = async (request: IncomingMessage) => Buffer.concat(await request.toArray()).toString();
    const { url, seen } = await serve((request, response) => {
      void bodyOf(request).then((body) => response.writeHead(201, { 'x-kind': 'echo' }).end(`got ${body}`));
    });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetchOutside(url, { ...inside, method: 'POST', body: '{"a":1}', headers });
    expect([answer.status, answer.headers['x-kind'], String(answer.body)]).toEqual([201, 'echo', 'got {"a":1}']);
    expect(seen.requests).toEqual(['POST /']);
  });

  it('calls a host that is away or unknown unreachable, and stops when it is told to', async () => {
    const unknown = async () => Promise.reject(new Error('ENOTFOUND'));
    expect(await codeOf('http://unknown.test/', { resolve: unknown })).toBe('UPSTREAM_UNREACHABLE');
    expect(await codeOf('http://empty.test/', { resolve: async () => [] })).toBe('UPSTREAM_UNREACHABLE');
    expect(await codeOf('http://inside.test:1/', inside)).toBe('UPSTREAM_UNREACHABLE');
    expect(await codeOf('http://inside.test:1/', { ...inside, signal: AbortSignal.abort() })).toBe(
      'UPSTREAM_UNREACHABLE',
    );
  });
});
