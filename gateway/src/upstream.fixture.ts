import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';

/** A request as a service gets it. */
interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: string[];
  readonly body: string;
}

type Answer = (response: ServerResponse, received: Received) => void;

/** A service that remembers what it was sent and answers as it was told. */
export interface Upstream {
  readonly url: string;
  /** For what is no plain request. */
  readonly server: Server;
  readonly received: Received[];
  /** Requests that were broken off before their body or their answer was complete. */
  readonly aborted: string[];
  /** How a path (without its query) is answered; `{code: 0, data: null}` unless told. */
  readonly answer: (path: string, how: Answer) => void;
  /** Gives up its port; requests are then refused. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

export async function startUpstream(): Promise<Upstream> {
  const received: Received[] = [];
  const aborted: string[] = [];
  const answers = new Map<string, Answer>();
  const sockets = new Set<Socket>();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '';
    response.on('close', () => {
      if (!response.writableFinished) aborted.push(url);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = '', headers, rawHeaders } = request;
    const seen = { method, url, headers, rawHeaders, body: Buffer.concat(chunks).toString() };
    received.push(seen);
    const answer = answers.get(url.split('?', 1)[0] ?? '') ?? json({ code: 0, message: 'success', data: null });
    answer(response, seen);
  };
  const server = createServer((request, response) => {
    // A body that breaks off is counted by its response's close.
    handle(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  let port = 0;
  const start = async (): Promise<void> => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address === 'object' && address !== null) port = address.port;
  };
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    received,
    aborted,
    answer: (path, how) => answers.set(path, how),
    stop,
    start,
  };
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string | string[]> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
