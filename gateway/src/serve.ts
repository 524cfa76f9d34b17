import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server, ServerResponse, STATUS_CODES } from 'node:http';
import { type AddressInfo, Server as NetServer, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@mojian/contracts/app-error';
import { plainAddress } from './address-list.js';

export interface Listening {
  /** The port in use: the one asked for, or the one that the system chose for 0. */
  readonly port: number;
  /** Takes no new connection, lets what is under way end, and breaks what has not after `graceMs`. */
  readonly close: (graceMs: number) => Promise<void>;
}

/** How long a client may take for its part, ms. */
export interface Patience {
  readonly headersMs: number;
  /** For the whole request with its body: 10 MB over a slow phone line. */
  readonly requestMs: number;
  /** For each kilobyte of a body. */
  readonly bodyStallMs: number;
  /** How often the first two are looked at. */
  readonly checkMs: number;
  /** For a word on an open WebSocket: services ping every 25 s. */
  readonly silentSocketMs: number;
}

/** Slow ones are cut off within 15 s. */
export const defaultPatience: Patience = {
  headersMs: 10_000,
  requestMs: 60_000,
  bodyStallMs: 10_000,
  checkMs: 3000,
  silentSocketMs: 90_000,
};

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly patience: Patience;
  /** Takes what asks for a WebSocket: refuses it by an answer, or answers 101 and has the socket from then on. */
  readonly upgrades: RequestListener;
  /** Told of what Node's parser does not take for a request, with the address of the peer. */
  readonly onRefused: (error: AppError, address: string) => void;
}

/** Longer than what load balancers in front keep a connection idle, so that none sends into a closing one. */
const keepAliveTimeoutMs = 65_000;
const sweepMs = 50;
/** Longer than people who are at it pause between two requests. */
const lingerMs = 1000;
/** For the request on a connection that was opened last of all. */
const arriveMs = 500;

/**
 * Serves HTTP/1.1 as strictly as Node can. An upgrade to anything but a WebSocket is not heard, as RFC 9110 allows;
 * tunnels are not ours: their connections are broken off.
 */
export async function serve(app: RequestListener, options: ListenOptions): Promise<Listening> {
  const { host, port, patience, upgrades, onRefused } = options;
  const server = createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      connectionsCheckingInterval: patience.checkMs,
      insecureHTTPParser: false,
      // checkHeaders says it with an error code.
      requireHostHeader: false,
      noDelay: true,
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    oneAfterAnother(app),
  );
  server.on('clientError', (error, socket) => refuse(error, socket, onRefused));
  const upgraded = serveUpgrades(server, upgrades);
  server.on('connect', (_request, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: portOf(server), close: (graceMs) => closeServer({ server, upgraded, graceMs }) };
}

/** Node reads on behind a request whose answer is to be the last of its connection. That is no request for anybody. */
function oneAfterAnother(app: RequestListener): RequestListener {
  const latest = new WeakMap<Socket, ServerResponse>();
  return (request, response) => {
    if (latest.get(request.socket)?.shouldKeepAlive === false) return;
    latest.set(request.socket, response);
    app(request, response);
  };
}

/** Node knows these sockets no more, so neither their errors nor their end are its matter. */
function serveUpgrades(server: Server, upgrades: RequestListener): ReadonlySet<Socket> {
  const upgraded = new Set<Socket>();
  server.on('upgrade', (request, socket, head) => {
    // One that fails is closed by itself, and whoever uses it hears of that.
    socket.on('error', () => undefined);
    if (!(socket instanceof Socket)) return void socket.destroy();
    upgraded.add(socket);
    socket.once('close', () => {
      upgraded.delete(socket);
      request.destroy();
    });
    if (head.length > 0) socket.unshift(head);
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => {
      if (response.statusCode !== 101) socket.destroySoon();
    });
    upgrades(request, response);
  });
  return upgraded;
}

const statusOfParserError: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** For what Node's parser does not take for a request. A connection that has answered already is only broken off. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex, tell: ListenOptions['onRefused']): void {
  const hasAnswered = socket instanceof Socket && socket.bytesWritten > 0;
  if (hasAnswered || !socket.writable) return void socket.destroy();
  const address = plainAddress((socket instanceof Socket && socket.remoteAddress) || '');
  tell(new AppError('HEADER_REFUSED', `the parser refused it: ${error.code ?? error.message}`), address);
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

interface Closing {
  readonly server: Server;
  readonly upgraded: ReadonlySet<Socket>;
  readonly graceMs: number;
}

/**
 * Whoever sends at the very moment at which a connection is closed hears nothing but that. So for a while each answer is
 * first made the last of its connection, which tells its client; what is idle all that time is closed after it.
 */
async function lingerFor(server: Server, ms: number): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const until = performance.now() + ms;
  while (performance.now() < until && (await connectionsOf(server)) > 0) await wait(sweepMs);
}

const connectionsOf = (server: Server): Promise<number> =>
  new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));

async function closeServer({ server, upgraded, graceMs }: Closing): Promise<void> {
  await lingerFor(server, Math.min(lingerMs, graceMs));
  const closed = once(server, 'close');
  // What has come meanwhile is taken first: a connection that nobody took yet would be reset.
  await nextTurn();
  // Not the close of HTTP, which breaks what has just been opened and has not sent its request yet.
  NetServer.prototype.close.call(server);
  const patience = setTimeout(() => {
    server.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
  }, graceMs);
  await Promise.race([closed, wait(arriveMs)]);
  // A connection whose last answer is out is idle, and would be kept for another request that is not to come.
  // After a turn in which all was read that has come: what looks idle may have been asked while this process was busy.
  const sweep = setInterval(() => setImmediate(() => server.closeIdleConnections()), sweepMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(patience);
}
