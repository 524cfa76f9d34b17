import { connect, createServer, type Socket } from 'node:net';

/** After so long without a word nothing is expected any more, or nothing more. */
const silentMs = 1000;
const quietMs = 150;

/** All that comes back for these bytes until the other side hangs up, or has nothing more to say. */
export function say(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      socket.setTimeout(quietMs);
    });
    socket.setTimeout(silentMs, () => socket.destroy());
    // A connection that is broken off is one of the answers that specs expect.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

/** The statuses of the answers in what came back. */
export const statusesOf = (answer: string): number[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

export interface RawService {
  readonly url: string;
  /** The bytes of each connection, in the order of the connections. */
  readonly heard: string[];
  /** How it answers when a head has come: by any bytes, at any time. */
  readonly answerBy: (how: (socket: Socket, head: string) => void) => void;
  readonly stop: () => Promise<void>;
}

/** A service that may break any rule of HTTP. */
export async function startRawService(): Promise<RawService> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  let answer = (socket: Socket, _head: string): unknown => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  const server = createServer((socket) => {
    sockets.add(socket);
    const index = heard.push('') - 1;
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      heard[index] += text;
      if (text.includes('\r\n\r\n')) answer(socket, text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the service listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    heard,
    answerBy: (how) => {
      answer = how;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
