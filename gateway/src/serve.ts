import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Listening {
  /** The port in use: the one asked for, or the one that the system chose for 0. */
  readonly port: number;
  /** Takes no new connection, lets what is under way end, and breaks what has not after `graceMs`. */
  readonly close: (graceMs: number) => Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

const headersTimeoutMs = 10_000;
/** For the whole request with its body: 10 MB over a slow phone line. */
const requestTimeoutMs = 60_000;
/** Longer than what load balancers in front keep a connection idle, so that none sends into a closing one. */
const keepAliveTimeoutMs = 65_000;
const sweepMs = 50;

/** Serves HTTP/1.1 as strictly as Node can. Upgrades and tunnels are not ours: their connections are broken off. */
export async function serve(app: RequestListener, { host, port }: ListenOptions): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      connectionsCheckingInterval: 5000,
      insecureHTTPParser: false,
      // checkHeaders says it with an error code.
      requireHostHeader: false,
      noDelay: true,
    },
    app,
  );
  server.on('clientError', refuse);
  server.on('upgrade', (_request, socket) => socket.destroy());
  server.on('connect', (_request, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: portOf(server), close: (graceMs) => closeServer(server, graceMs) };
}

const statusOfParserError: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** For what Node's parser does not take for a request. A connection that has answered already is only broken off. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  const hasAnswered = socket instanceof Socket && socket.bytesWritten > 0;
  if (hasAnswered || !socket.writable) return void socket.destroy();
  const status = statusOfParserError[error.code ?? ''] ?? 400;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Length: 0',
    'X-Error-Code: HEADER_REFUSED',
    `X-Request-ID: ${randomUUID()}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n`);
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port');
  return address.port;
}

function closeServer(server: Server, graceMs: number): Promise<void> {
  // A connection whose last answer is out is idle, and would be kept for another request that is not to come.
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
  const patience = setTimeout(() => server.closeAllConnections(), graceMs);
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(patience);
      resolve();
    });
  });
}
