import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RouteSpec } from '@mojian/contracts/route';
import { type ClientOptions, WebSocket, WebSocketServer } from 'ws';
import { acceptOf } from './ask-for-socket.js';
import { specRoute } from './spec-route.fixture.js';
import type { Gateway } from './start-gateway.js';
import type { Upstream } from './upstream.fixture.js';

export const socketPath = '/api/v1/spec/socket';

/** A WebSocket of the postcard service, for users. */
export const socketRoute = (changes: Partial<RouteSpec> = {}): RouteSpec =>
  specRoute('socket', { path: socketPath, dialect: 'web', access: 'user', socket: true, ...changes });

interface SeenUpgrade {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface EchoService {
  readonly seen: SeenUpgrade[];
  /** Its ends of the sockets that are open. */
  readonly open: ReadonlySet<WebSocket>;
  /** Answers upgrades by something else than an echo. */
  readonly answerBy: (how: ((socket: Duplex, request: IncomingMessage) => void) | undefined) => void;
}

/** Makes the service answer every upgrade, and say back what it hears. */
export function echoOn({ server }: Upstream): EchoService {
  const seen: SeenUpgrade[] = [];
  const echo = new WebSocketServer({ noServer: true });
  let answer: ((socket: Duplex, request: IncomingMessage) => void) | undefined;
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined);
    seen.push({ url: request.url ?? '', headers: request.headers });
    if (answer) return answer(socket, request);
    echo.handleUpgrade(request, socket, head, (service) => {
      service.on('message', (data, binary) => service.send(data, { binary }));
    });
  });
  const answerBy: EchoService['answerBy'] = (how) => {
    answer = how;
  };
  return { seen, open: echo.clients, answerBy };
}

/** The head of a service's 101, for those that say more in the same breath. */
export const agreementTo = ({ headers }: IncomingMessage): string =>
  [
    'HTTP/1.1 101 Switching Protocols',
    'Connection: Upgrade',
    'Upgrade: websocket',
    `Sec-WebSocket-Accept: ${acceptOf(headers['sec-websocket-key'] ?? '')}`,
    '\r\n',
  ].join('\r\n');

interface Connecting extends Pick<ClientOptions, 'headers'> {
  readonly path?: string;
  readonly origin?: string | undefined;
  readonly protocols?: readonly string[];
}

export interface Refused {
  readonly status: number;
  readonly code: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Opens a WebSocket as a page of the gateway's own origin does, unless told otherwise; a refusal is told as it came. */
export async function connectTo({ port }: Gateway, connecting: Connecting = {}): Promise<WebSocket | Refused> {
  const { path = socketPath, headers = {}, protocols = [] } = connecting;
  const origin = 'origin' in connecting ? connecting.origin : `http://127.0.0.1:${port}`;
  const from = origin === undefined ? {} : { origin };
  const client = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...protocols], { headers, ...from });
  return new Promise((resolve, reject) => {
    client.once('open', () => resolve(client));
    client.once('error', reject);
    client.once('unexpected-response', (_request, { statusCode = 0, headers: told }) => {
      client.on('error', () => undefined).terminate();
      const code = told['x-error-code'];
      resolve({ status: statusCode, code: typeof code === 'string' ? code : undefined, headers: told });
    });
  });
}

/** The same, for what must be let in. */
export async function openSocket(gateway: Gateway, connecting: Connecting = {}): Promise<WebSocket> {
  const client = await connectTo(gateway, connecting);
  if (client instanceof WebSocket) return client;
  throw new Error(`refused with ${client.status} ${client.code}`);
}

/** The same, for what must be refused. */
export async function refusalOf(gateway: Gateway, connecting: Connecting = {}): Promise<[number, string | undefined]> {
  const client = await connectTo(gateway, connecting);
  if (!(client instanceof WebSocket)) return [client.status, client.code];
  client.terminate();
  return [101, undefined];
}

/** The code that a socket ends with. */
export async function closeCode(client: WebSocket): Promise<number> {
  const [code] = await once(client, 'close');
  return Number(code);
}

/** What is said back to a message. */
export async function echoOf(client: WebSocket, message: string | Buffer): Promise<{ text: Buffer; binary: boolean }> {
  client.send(message);
  const [data, binary] = await once(client, 'message');
  return { text: Buffer.from(data), binary: Boolean(binary) };
}
